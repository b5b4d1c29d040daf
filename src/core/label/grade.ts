import { qrBlocks } from "../qr/qrBlocks.ts";
import { type QrModules, QUIET_ZONE } from "./box.ts";
import { byModules, type CodeCorners, type ModuleGrey, type Photo, settleCorners } from "./labelPhoto.ts";

/** A code drawn again from the text that was read; `reserved` is 1 on its patterns, which hold no data. */
export type ExpectedCode = QrModules & { readonly reserved: Uint8Array };

/** What speaks against a label. */
export type LabelProblem = "faint" | "damaged" | "crowded";

/** How well a label that was read came out. All are parts of 1. */
export type LabelGrade = {
  /** Difference of white and black against white: 1 is black ink on white paper. */
  readonly contrast: number;
  /** Share of modules that differ from the code drawn again. */
  readonly damage: number;
  /** Share of the light margin, four modules wide, that is light. */
  readonly quietZone: number;
  /**
   * 1 − damage ÷ what level M repairs. Both are counted where they are spent, in codewords of the worst block: one wrong
   * module spoils a whole codeword, so that 2 % of scattered wear can use up everything. Below 0 it should not have read.
   */
  readonly margin: number;
  /** None: the label is fine. */
  readonly problems: readonly LabelProblem[];
};

/** Below these a label is printed again: it reads now, in good light, and has little left for a market. */
const LEAST = { contrast: 0.4, margin: 0.35, quietZone: 0.9 } as const;

/**
 * Grades a printed code. `expected` are the ways in which the text can be drawn (one for each mask); the one that the
 * picture shows is taken. Undefined when the code lies partly beside the picture.
 */
export function gradeLabel(
  photo: Photo,
  corners: CodeCorners,
  expected: readonly ExpectedCode[],
): LabelGrade | undefined {
  const code = shownCode(photo, corners, expected);
  if (code === undefined) return undefined;
  const grey = byModules(photo, code.size, settleCorners(photo, code, corners));
  const values = sampled(grey, code.size);
  return values === undefined ? undefined : gradeOf(grey, values, code);
}

/** Another text or mask differs in about half of all modules; what differs in this share cannot have been read. */
const ANOTHER_CODE = 0.25;

/** The one of several drawings that a picture shows; undefined when it is none of them. */
function shownCode(photo: Photo, corners: CodeCorners, expected: readonly ExpectedCode[]): ExpectedCode | undefined {
  const [{ size } = { size: 0 }] = expected;
  const values = sampled(byModules(photo, size, corners), size);
  if (values === undefined) return undefined;
  const middle = localMeans(values, size);
  const wrongIn = ({ data }: ExpectedCode) =>
    values.reduce((sum, value, at) => sum + (value < (middle[at] ?? 0) === (data[at] === 1) ? 0 : 1), 0) /
    values.length;
  const ranked = expected
    .map((code) => ({ code, wrong: wrongIn(code) }))
    .sort((left, right) => left.wrong - right.wrong);
  const [best] = ranked;
  return best !== undefined && best.wrong < ANOTHER_CODE ? best.code : undefined;
}

function gradeOf(grey: ModuleGrey, values: Float64Array, code: ExpectedCode): LabelGrade {
  const dark = median(values.filter((_, at) => code.data[at] === 1));
  const light = median(values.filter((_, at) => code.data[at] !== 1));
  const between = thresholds(values, code);
  const wrong = Uint8Array.from(values, (value, at) => (value < (between[at] ?? 0) === (code.data[at] === 1) ? 0 : 1));
  const contrast = light <= 0 ? 0 : Math.max(0, (light - dark) / light);
  const damage = wrong.reduce((sum, differs) => sum + differs, 0) / wrong.length;
  const quietZone = lightMargin(grey, code.size, between);
  const margin = 1 - spent(wrong, code);
  const problems: LabelProblem[] = [];
  if (contrast < LEAST.contrast) problems.push("faint");
  if (margin < LEAST.margin) problems.push("damaged");
  if (quietZone < LEAST.quietZone) problems.push("crowded");
  return { contrast, damage, quietZone, margin, problems };
}

/** Places within a module that are looked at, away from its neighbours. */
const WITHIN = [0.3, 0.5, 0.7] as const;

function moduleGrey(grey: ModuleGrey, x: number, y: number): number | undefined {
  let sum = 0;
  for (const dy of WITHIN) {
    for (const dx of WITHIN) {
      const value = grey(x + dx, y + dy);
      if (value === undefined) return undefined;
      sum += value;
    }
  }
  return sum / WITHIN.length ** 2;
}

function sampled(grey: ModuleGrey, size: number): Float64Array | undefined {
  const values = new Float64Array(size * size);
  for (let at = 0; at < values.length; at++) {
    const value = moduleGrey(grey, at % size, Math.floor(at / size));
    if (value === undefined) return undefined;
    values[at] = value;
  }
  return values;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Modules around one by which it is judged dark or light: light falls on a label unevenly. */
const AROUND = 4;

/** Visits the modules around one, itself included. */
function around(size: number, at: number, visit: (near: number) => void): void {
  const x = at % size;
  const y = Math.floor(at / size);
  for (let row = Math.max(0, y - AROUND); row <= Math.min(size - 1, y + AROUND); row++) {
    for (let column = Math.max(0, x - AROUND); column <= Math.min(size - 1, x + AROUND); column++) {
      visit(row * size + column);
    }
  }
}

/** Mean grey around each module: about as many are dark as light, whatever the code says. */
function localMeans(values: Float64Array, size: number): Float64Array {
  return values.map((_, at) => {
    let sum = 0;
    let count = 0;
    around(size, at, (near) => {
      sum += values[near] ?? 0;
      count++;
    });
    return sum / count;
  });
}

/** Grey between dark and light around each module. */
function thresholds(values: Float64Array, { size, data }: ExpectedCode): Float64Array {
  return values.map((_, at) => {
    const sums = { dark: 0, darks: 0, light: 0, lights: 0 };
    around(size, at, (near) => {
      if (data[near] === 1) {
        sums.dark += values[near] ?? 0;
        sums.darks++;
      } else {
        sums.light += values[near] ?? 0;
        sums.lights++;
      }
    });
    return (sums.dark / Math.max(1, sums.darks) + sums.light / Math.max(1, sums.lights)) / 2;
  });
}

/** Share of the light margin that is light; what lies beside the picture is not counted. */
function lightMargin(grey: ModuleGrey, size: number, between: Float64Array): number {
  const inside = (place: number) => Math.min(size - 1, Math.max(0, place));
  let seen = 0;
  let light = 0;
  for (let y = -QUIET_ZONE; y < size + QUIET_ZONE; y++) {
    for (let x = -QUIET_ZONE; x < size + QUIET_ZONE; x++) {
      if (x >= 0 && y >= 0 && x < size && y < size) continue;
      const value = moduleGrey(grey, x, y);
      if (value === undefined) continue;
      seen++;
      if (value > (between[inside(y) * size + inside(x)] ?? 0)) light++;
    }
  }
  return seen === 0 ? 0 : light / seen;
}

/** What the worst block has spent of what it repairs. */
function spent(wrong: Uint8Array, code: ExpectedCode): number {
  const order = dataOrder(code);
  const codewords = order.length >> 3;
  const blocks = qrBlocks(code.size, codewords);
  if (blocks === undefined) return 1;
  const damaged = new Set<number>();
  order.forEach((at, bit) => {
    // Up to seven modules are left over and hold nothing.
    if (wrong[at] === 1 && bit >> 3 < codewords) damaged.add(bit >> 3);
  });
  const perBlock = new Uint16Array(blocks.count);
  for (const codeword of damaged) {
    const block = blocks.blockOf(codeword);
    perBlock[block] = (perBlock[block] ?? 0) + 1;
  }
  return Math.max(...perBlock) / blocks.repairs;
}

/** Modules that hold data, in the order of their bits: up and down in columns two wide. Source: ISO/IEC 18004 §7.7.3. */
function dataOrder({ size, reserved }: ExpectedCode): readonly number[] {
  const order: number[] = [];
  let up = true;
  for (let right = size - 1; right >= 1; right -= 2) {
    // The upright timing pattern has a column of its own.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      order.push(...[y * size + right, y * size + right - 1].filter((at) => reserved[at] !== 1));
    }
    up = !up;
  }
  return order;
}
