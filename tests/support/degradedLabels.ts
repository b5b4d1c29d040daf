import jpeg from "jpeg-js";
import { blurred, drawQr, type GreyImage, smeared, toRgba } from "./qrImages.ts";
import { seededRandom } from "./seededRandom.ts";

/** What can be wrong with a label or its picture. */
export const DAMAGES = [
  "none",
  "tilt",
  "rotation",
  "defocus",
  "motion",
  "lowContrast",
  "noise",
  "glare",
  "dropout",
  "curved",
  "jpeg",
  "combined",
] as const;

/** One kind of damage. */
export type Damage = (typeof DAMAGES)[number];

/** One picture of a damaged label. */
export type LabelShot = {
  readonly text: string;
  readonly damage: Damage;
  /** Side of the QR code in parts of the frame's height. */
  readonly share: number;
  readonly seed: number;
};

const WIDTH = 1280;
const HEIGHT = 720;
/** A thermal printer of 203 dpi, drawn at this many raster points a printer dot. */
const DOTS_PER_MODULE = 3;
const LABEL_MARGIN = 40;

type Random = () => number;
type Point = { readonly x: number; readonly y: number };

/** Uniform in [low, high). */
function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function has(shot: LabelShot, damage: Damage): boolean {
  return (
    shot.damage === damage ||
    (shot.damage === "combined" && ["tilt", "defocus", "lowContrast", "dropout", "jpeg"].includes(damage))
  );
}

/** Lines of the printer that heat badly, as thermal heads do: whole columns of dots stay white. */
function dropDots(print: GreyImage, random: Random, harm: number): void {
  for (let x = 0; x < print.width; x++) {
    if (random() >= 0.045 * harm) continue;
    for (let y = 0; y < print.height; y++) if (random() < 0.9) print.luma[y * print.width + x] = 255;
  }
  for (let scratch = 0; scratch < 3; scratch++) {
    const top = Math.floor(random() * print.height);
    for (let x = 0; x < print.width; x++) if (random() < 0.7 * harm) print.luma[top * print.width + x] = 235;
  }
}

/** The printed label: the code, lines that look like writing beside it, and the spread of heated dots. */
function printLabel(shot: LabelShot, random: Random): GreyImage {
  const code = drawQr(shot.text, DOTS_PER_MODULE);
  const width = code.width + LABEL_MARGIN * 4;
  const height = code.height + LABEL_MARGIN;
  const label: GreyImage = { width, height, luma: new Uint8ClampedArray(width * height).fill(255) };
  for (let y = 0; y < code.height; y++) {
    label.luma.set(code.luma.subarray(y * code.width, (y + 1) * code.width), (y + LABEL_MARGIN / 2) * width + 8);
  }
  for (let line = LABEL_MARGIN; line < height - LABEL_MARGIN; line += 34) {
    for (let x = code.width + 20; x < width - 10; x++) {
      const inked = Math.sin(x * 0.9) + Math.sin(x * 0.37 + line) > 0.2;
      if (!inked) continue;
      for (let y = line; y < line + 14; y++) label.luma[y * width + x] = 20;
    }
  }
  if (has(shot, "dropout")) dropDots(label, random, shot.damage === "combined" ? 0.5 : 1);
  return blurred(label, 0.6);
}

type Pose = (at: Point) => Point;

/** Around a bottle, with creases across; `bend` is the code's side in parts of the bottle's radius, 0 for flat. */
function bent({ x, y }: Point, codeSide: number, bend: number): Point {
  if (bend === 0) return { x, y };
  const radius = codeSide / bend;
  const round = Math.abs(x) < radius ? Math.asin(x / radius) * radius : Number.POSITIVE_INFINITY;
  return { x: round, y: y + 0.01 * codeSide * Math.sin((6 * x) / codeSide) };
}

/**
 * From a place in the frame to one on the label: turned, tilted away under a pinhole camera or bent, with the code's
 * side `share` of the frame's height.
 */
function poseOf(shot: LabelShot, codeSide: number, random: Random): Pose {
  const scale = codeSide / (shot.share * HEIGHT);
  const turn = has(shot, "rotation") ? between(random, 0, 2 * Math.PI) : between(random, -0.06, 0.06);
  const lean = has(shot, "tilt")
    ? between(random, 0.5, 0.85) * (shot.damage === "combined" ? 0.6 : 1)
    : between(random, 0, 0.12);
  const axis = between(random, 0, 2 * Math.PI);
  const bend = has(shot, "curved") ? between(random, 0.9, 1.25) : 0;
  const centre = { x: WIDTH / 2 + between(random, -180, 180), y: HEIGHT / 2 + between(random, -40, 40) };
  const distance = WIDTH * 1.1;
  const cosAxis = Math.cos(axis);
  const sinAxis = Math.sin(axis);
  const cosTurn = Math.cos(turn) * scale;
  const sinTurn = Math.sin(turn) * scale;
  const slope = Math.tan(lean);
  const stretch = 1 / Math.cos(lean);
  return ({ x, y }) => {
    const dx = x - centre.x;
    const dy = y - centre.y;
    const along = dx * cosAxis + dy * sinAxis;
    const across = dy * cosAxis - dx * sinAxis;
    // Ray through the pixel, cut with a plane that leans by `lean` about the axis "along".
    const depth = 1 / (1 - (across * slope) / distance);
    const planeAcross = across * depth * stretch;
    const px = along * depth * cosAxis - planeAcross * sinAxis;
    const py = along * depth * sinAxis + planeAcross * cosAxis;
    return bent({ x: px * cosTurn + py * sinTurn, y: py * cosTurn - px * sinTurn }, codeSide, bend);
  };
}

/** Grey of the label at a place between its points; undefined beside it. */
function sample({ width, height, luma }: GreyImage, { x, y }: Point): number | undefined {
  if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) return undefined;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const at = row * width + column;
  const top = (luma[at] ?? 0) * (1 - (x - column)) + (luma[at + 1] ?? 0) * (x - column);
  const low = (luma[at + width] ?? 0) * (1 - (x - column)) + (luma[at + width + 1] ?? 0) * (x - column);
  return top * (1 - (y - row)) + low * (y - row);
}

/** What the sensor sees before blur and noise: four samples a pixel, on a crate with a coarse pattern. */
function photograph(shot: LabelShot, label: GreyImage, random: Random): GreyImage {
  const codeSide = label.height - LABEL_MARGIN;
  const pose = poseOf(shot, codeSide, random);
  const middle = { x: 8 + codeSide / 2, y: label.height / 2 };
  const luma = new Uint8ClampedArray(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const crate = 105 + 28 * Math.sin(x * 0.031 + y * 0.012) + 16 * Math.sin(y * 0.21);
      let sum = 0;
      for (let part = 0; part < 4; part++) {
        const on = pose({ x: x + 0.25 + 0.5 * (part & 1), y: y + 0.25 + 0.25 * (part & 2) });
        sum += sample(label, { x: on.x + middle.x, y: on.y + middle.y }) ?? crate;
      }
      luma[y * WIDTH + x] = sum / 4;
    }
  }
  return { width: WIDTH, height: HEIGHT, luma };
}

/** Faded print, uneven light and a reflecting spot. */
function light(image: GreyImage, shot: LabelShot, random: Random): void {
  const faint = shot.damage === "combined" ? 0.5 : 0.24;
  const contrast = has(shot, "lowContrast") ? between(random, faint, faint + 0.12) : between(random, 0.78, 0.92);
  const base = has(shot, "lowContrast") ? between(random, 70, 110) : 20;
  const slope = between(random, -0.25, 0.25);
  const spot = {
    x: WIDTH / 2 + between(random, -140, 140),
    y: HEIGHT / 2 + between(random, -90, 90),
    radius: between(random, 40, 80) * (0.6 + shot.share),
  };
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = y * WIDTH + x;
      const lit = (base + (image.luma[at] ?? 0) * contrast) * (1 + slope * (x / WIDTH - 0.5));
      const far = ((x - spot.x) ** 2 + (y - spot.y) ** 2) / spot.radius ** 2;
      image.luma[at] = shot.damage === "glare" ? lit + 320 * Math.exp(-far) : lit;
    }
  }
}

function addNoise(image: GreyImage, sigma: number, random: Random): void {
  for (let at = 0; at < image.luma.length; at++) image.luma[at] = (image.luma[at] ?? 0) + sigma * gaussian(random);
}

function throughJpeg({ width, height, luma }: GreyImage, quality: number): GreyImage {
  const small = jpeg.encode({ data: toRgba({ width, height, luma }), width, height }, quality).data;
  const rgba = jpeg.decode(small, { useTArray: true }).data;
  const grey = new Uint8ClampedArray(luma.length);
  for (let at = 0; at < grey.length; at++) grey[at] = rgba[at * 4 + 1] ?? 0;
  return { width, height, luma: grey };
}

function motionOf(image: GreyImage, shot: LabelShot, random: Random): GreyImage {
  const angle = between(random, 0, Math.PI);
  const length = Math.max(3, Math.round(between(random, 5, 14) * (0.4 + shot.share)));
  return smeared(
    image,
    Array.from({ length }, () => 1),
    { x: Math.cos(angle), y: Math.sin(angle) },
  );
}

/** Photographs one damaged label, 1280x720. The same shot gives the same pixels on every machine. */
export function photographLabel(shot: LabelShot): GreyImage {
  const random = seededRandom(shot.seed);
  let image = photograph(shot, printLabel(shot, random), random);
  light(image, shot, random);
  const unsharp = shot.damage === "combined" ? 1 : between(random, 1.2, 2.8) * (0.5 + shot.share);
  image = blurred(image, has(shot, "defocus") ? unsharp : 0.5);
  if (shot.damage === "motion") image = motionOf(image, shot, random);
  addNoise(image, shot.damage === "noise" ? between(random, 28, 48) : 3, random);
  return has(shot, "jpeg") ? throughJpeg(image, shot.damage === "combined" ? 45 : 22) : image;
}

/** A corpus with every damage at every share of the frame for every text, in an order that mixes them. */
export function degradedCorpus(
  texts: readonly string[],
  shares: readonly number[],
  seed: number,
): readonly LabelShot[] {
  const random = seededRandom(seed);
  return DAMAGES.flatMap((damage) =>
    shares.flatMap((share) =>
      texts.map((text) => ({
        text,
        damage,
        share: share * between(random, 0.85, 1.15),
        seed: Math.floor(random() * 2 ** 31),
      })),
    ),
  );
}
