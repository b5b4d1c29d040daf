import { describe, expect, test } from "vitest";
import { canDraw, inUnit, lotBalance } from "../../../src/core/lot/balance.ts";

const [KILOGRAM, GRAM, TONNE, JIN, BOX] = [1, 2, 3, 4, 5];
const of = (amount: number, unit: number) => ({ thousandths: amount * 1000, unit });

describe("units of weight", () => {
  test.each([
    [of(1, TONNE), KILOGRAM, 1_000_000],
    [of(2, JIN), KILOGRAM, 1_000],
    [of(3, KILOGRAM), JIN, 6_000],
    [of(500, GRAM), JIN, 1_000],
    [of(1, TONNE), GRAM, 1_000_000_000],
    [of(7, BOX), BOX, 7_000],
  ])("%j are %i in the other unit's thousandths", (quantity, unit, thousandths) => {
    expect(inUnit(quantity, unit)).toBe(thousandths);
  });

  test("are rounded up, so that parts never add up to more than the whole", () => {
    expect(inUnit(of(501, JIN), TONNE)).toBe(251);
    expect(inUnit({ thousandths: 1, unit: GRAM }, TONNE)).toBe(1);
  });

  test("are exact up to the largest quantity", () => {
    expect(inUnit({ thousandths: 1_000_000_000_000, unit: TONNE }, KILOGRAM)).toBe(1_000_000_000_000_000);
  });

  test("do not become pieces, nor pieces weights", () => {
    expect(inUnit(of(1, KILOGRAM), BOX)).toBeUndefined();
    expect(inUnit(of(1, BOX), KILOGRAM)).toBeUndefined();
    expect(inUnit(of(1, BOX), 6)).toBeUndefined();
  });
});

describe("a lot", () => {
  test("of 2 吨 has 1.5 吨 left after 800 斤 and 100 千克", () => {
    const drawn = [of(800, JIN), of(100, KILOGRAM)];
    expect(lotBalance(of(2, TONNE), drawn)).toEqual({
      remaining: { thousandths: 1500, unit: TONNE },
      overdrawn: false,
    });
  });

  test("gives its last gram and not one more", () => {
    const lot = of(500, KILOGRAM);
    expect(canDraw(lot, [of(400, KILOGRAM)], of(200, JIN))).toBe(true);
    expect(canDraw(lot, [of(400, KILOGRAM)], { thousandths: 200_001, unit: JIN })).toBe(false);
    expect(canDraw(lot, [lot], { thousandths: 1, unit: GRAM })).toBe(false);
  });

  test("of which more was certified than there was is overdrawn by so much", () => {
    const balance = lotBalance(of(100, BOX), [of(80, BOX), of(30, BOX)]);
    expect(balance).toEqual({ remaining: of(-10, BOX), overdrawn: true });
  });

  test("counts as used up by a certificate in a unit that it cannot be measured in", () => {
    expect(lotBalance(of(100, KILOGRAM), [of(1, BOX)])).toEqual({ remaining: of(0, KILOGRAM), overdrawn: false });
    expect(canDraw(of(100, KILOGRAM), [], of(1, BOX))).toBe(false);
  });
});
