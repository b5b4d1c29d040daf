import { isBlack, type Raster } from "../../src/core/label/raster.ts";
import { blurred, type GreyImage } from "./qrImages.ts";
import { seededRandom } from "./seededRandom.ts";

/** What printing and use do to a label. */
export type PrintDamage = {
  /** Share of the head's dots that never heat: a line of dots along the feed stays white. */
  readonly deadRows: number;
  /** Spread of the heat and of the camera's focus, in modules. */
  readonly blur: number;
  /** What is left between black and white, 1 for all. */
  readonly contrast: number;
  /** Share of modules that were rubbed until half of their darkness was gone. */
  readonly wear: number;
  /** Share of modules of which nothing is left: a scratch, a drop of water. */
  readonly erased: number;
};

/** The strengths in which each kind of damage, and all kinds together, are tried. */
export const STRENGTHS = {
  light: { deadRows: 0.01, blur: 0.3, contrast: 0.6, wear: 0.02, erased: 0 },
  medium: { deadRows: 0.03, blur: 0.45, contrast: 0.4, wear: 0.05, erased: 0 },
  heavy: { deadRows: 0.06, blur: 0.6, contrast: 0.25, wear: 0.09, erased: 0 },
} as const satisfies Readonly<Record<string, PrintDamage>>;

/** A label as it left the printer. */
export const UNDAMAGED: PrintDamage = { deadRows: 0, blur: 0, contrast: 1, wear: 0, erased: 0 };

/** Pixels of the picture for each dot of the printer. */
const PIXELS_PER_DOT = 2;
const PAPER = 235;

/** The square of a code on a raster, in dots without its quiet zone. */
export type CodePlace = {
  readonly left: number;
  readonly top: number;
  readonly modules: number;
  readonly dots: number;
};

/** Darkness that a worn module has left. */
const WORN = 0.5;

/** Darkness of one module by its lot, between 0 and 1: erased, worn or whole. */
function darknessLeft(lot: number, { wear, erased }: PrintDamage): number {
  if (lot < erased) return 0;
  return lot < erased + wear ? WORN : 1;
}

/** A raster as it came out of a worn printer and through use; the same seed gives the same pixels everywhere. */
export function damagedPrint(raster: Raster, code: CodePlace, damage: PrintDamage, seed: number): GreyImage {
  const random = seededRandom(seed * 7919);
  const dead = Array.from({ length: raster.width }, () => random() < damage.deadRows);
  const left = Array.from({ length: code.modules ** 2 }, () => darknessLeft(random(), damage));
  const darkness = (x: number, y: number): number => {
    if (dead[x] === true || !isBlack(raster, x, y)) return 0;
    const column = Math.floor((x - code.left) / code.dots);
    const row = Math.floor((y - code.top) / code.dots);
    const within = column >= 0 && row >= 0 && column < code.modules && row < code.modules;
    return within ? (left[row * code.modules + column] ?? 1) : 1;
  };
  const width = raster.width * PIXELS_PER_DOT;
  const height = raster.height * PIXELS_PER_DOT;
  const luma = new Uint8ClampedArray(width * height);
  for (let at = 0; at < luma.length; at++) {
    const x = Math.floor((at % width) / PIXELS_PER_DOT);
    const y = Math.floor(at / width / PIXELS_PER_DOT);
    luma[at] = PAPER * (1 - damage.contrast * darkness(x, y));
  }
  return blurred({ width, height, luma }, damage.blur * code.dots * PIXELS_PER_DOT);
}

/** One frame of a hand-held camera over a print: turned a little and nearer or farther, as the seed has it. */
export function frameOf(print: GreyImage, seed: number): GreyImage {
  const random = seededRandom(seed);
  const angle = (random() - 0.5) * 0.5;
  const scale = 0.6 + random() * 0.4;
  const side = Math.ceil(print.width * scale * 1.25);
  const cos = Math.cos(angle) / scale;
  const sin = Math.sin(angle) / scale;
  const luma = new Uint8ClampedArray(side * side).fill(PAPER);
  for (let at = 0; at < luma.length; at++) {
    const dx = (at % side) - side / 2;
    const dy = Math.floor(at / side) - side / 2;
    const grey = between(print, dx * cos + dy * sin + print.width / 2, dy * cos - dx * sin + print.height / 2);
    if (grey !== undefined) luma[at] = grey;
  }
  return { width: side, height: side, luma };
}

/** Grey between four points of a picture; undefined beside it. */
function between({ width, height, luma }: GreyImage, x: number, y: number): number | undefined {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return undefined;
  const row = (down: number) => {
    const at = (top + down) * width + left;
    return (luma[at] ?? 0) * (1 - (x - left)) + (luma[at + 1] ?? 0) * (x - left);
  };
  return row(0) * (1 - (y - top)) + row(1) * (y - top);
}
