import readQr from "jsqr";
import { describe, expect, test } from "vitest";
import { expectedCodes } from "../../../src/client/ui/expectedCodes.ts";
import { gradeLabel, type LabelGrade } from "../../../src/core/label/grade.ts";
import type { CodeCorners } from "../../../src/core/label/labelPhoto.ts";
import { blurred, drawQr, type GreyImage, toRgba } from "../../support/qrImages.ts";
import { seededRandom } from "../../support/seededRandom.ts";

const TEXT = `https://lz.example.cn/c/7K2M9QX4TB8W1CZ6#1${"04731950268841735920".repeat(19)}`;
const PIXELS = 4;
const QUIET = 4;

/** Side of the code in modules. */
const SIZE = drawQr(TEXT, 1).width - 2 * QUIET;

/** Where the code lies in its picture, each corner off by as much as decoders are. */
function cornersOf(seed: number, slack = 0.4): CodeCorners {
  const random = seededRandom(seed);
  const near = (module: number) => (module + QUIET + (random() * 2 - 1) * slack) * PIXELS;
  return [
    { x: near(0), y: near(0) },
    { x: near(SIZE), y: near(0) },
    { x: near(SIZE), y: near(SIZE) },
    { x: near(0), y: near(SIZE) },
  ];
}

function fill(image: GreyImage, x: number, y: number, grey: (old: number) => number): void {
  for (let row = (y + QUIET) * PIXELS; row < (y + QUIET + 1) * PIXELS; row++) {
    for (let column = (x + QUIET) * PIXELS; column < (x + QUIET + 1) * PIXELS; column++) {
      image.luma[row * image.width + column] = grey(image.luma[row * image.width + column] ?? 0);
    }
  }
}

/** Turns over so many modules that hold data; gives how many. */
function wear(image: GreyImage, share: number, seed: number): number {
  const random = seededRandom(seed);
  const [code] = expectedCodes(TEXT);
  let worn = 0;
  for (let at = 0; at < SIZE * SIZE; at++) {
    if (code?.reserved[at] === 1 || random() >= share) continue;
    fill(image, at % SIZE, Math.floor(at / SIZE), (old) => 255 - old);
    worn++;
  }
  return worn;
}

function graded(image: GreyImage, seed = 1): LabelGrade {
  const grade = gradeLabel(image, cornersOf(seed), expectedCodes(TEXT));
  if (grade === undefined) throw new Error("not graded");
  return grade;
}

function reads(image: GreyImage): boolean {
  return readQr(toRgba(image), image.width, image.height)?.data === TEXT;
}

describe("a label's grade", () => {
  test.each([1, 2, 3, 4, 5])(
    "a clean print has nothing against it, wherever about the decoder saw its corners (%i)",
    (seed) => {
      expect(graded(blurred(drawQr(TEXT, PIXELS), 1), seed)).toMatchObject({
        damage: 0,
        margin: 1,
        quietZone: 1,
        problems: [],
      });
    },
  );

  test.each([0.005, 0.01, 0.02, 0.05])("damage is the share of modules that were worn (%f)", (share) => {
    const image = drawQr(TEXT, PIXELS);
    const worn = wear(image, share, 7);
    expect(graded(blurred(image, 0.8)).damage).toBeCloseTo(worn / SIZE ** 2, 4);
  });

  test("the margin is above 0 as long as a decoder reads the code, and below 0 when it has given out", () => {
    let readable = 0;
    for (let seed = 0; seed < 30; seed++) {
      const image = drawQr(TEXT, PIXELS);
      wear(image, 0.004 + seed * 0.0012, seed);
      const { margin } = graded(image);
      if (reads(image)) readable++;
      expect(margin >= 0, `seed ${seed}, margin ${margin}`).toBe(reads(image));
    }
    expect(readable).toBeGreaterThan(7);
    expect(readable).toBeLessThan(23);
  });

  test("a faint print is faint, also where it is in the shade on one side", () => {
    const image = drawQr(TEXT, PIXELS);
    for (let at = 0; at < image.luma.length; at++) {
      const shade = 0.6 + (0.4 * (at % image.width)) / image.width;
      image.luma[at] = (170 + (image.luma[at] ?? 0) * 0.25) * shade;
    }
    const grade = graded(image);
    expect(grade.contrast).toBeLessThan(0.4);
    expect(grade).toMatchObject({ damage: 0, problems: ["faint"] });
  });

  test("something printed into the light margin crowds the code", () => {
    const image = drawQr(TEXT, PIXELS);
    for (let y = -QUIET; y < SIZE + QUIET; y++)
      for (let x = SIZE + 1; x < SIZE + QUIET; x++) fill(image, x, y, () => 0);
    const grade = graded(image);
    expect(grade.quietZone).toBeLessThan(0.85);
    expect(grade.problems).toEqual(["crowded"]);
  });

  test("a dead line of the print head is damage, and a print that has little left is to be printed again", () => {
    const image = drawQr(TEXT, PIXELS);
    for (const column of [12, 16, 27, 31, 38, 42]) for (let y = 0; y < SIZE; y++) fill(image, column, y, () => 255);
    const grade = graded(blurred(image, 1));
    expect(grade.damage).toBeGreaterThan(0.02);
    expect(grade.problems).toEqual(["damaged"]);
  });

  test("another text, and a code that lies beside the picture, have no grade", () => {
    const image = drawQr(TEXT, PIXELS);
    const other = TEXT.replaceAll("04731950268841735920", "68103927745562089413");
    expect(gradeLabel(image, cornersOf(1), expectedCodes(other))).toBeUndefined();
    const [a, b, c, d] = cornersOf(1);
    const away = { x: image.width + 50, y: 0 };
    expect(
      gradeLabel(image, [a, { x: b.x + away.x, y: b.y }, { x: c.x + away.x, y: c.y }, d], expectedCodes(TEXT)),
    ).toBeUndefined();
  });
});
