import type { Quantity } from "../certificate/certificate.ts";

/** Grams in one 千克, 克, 吨 and 斤 by unit code; no other unit has a fixed relation to another. */
const MASS_IN_GRAMS = new Map<number, number>([
  [1, 1_000],
  [2, 1],
  [3, 1_000_000],
  [4, 500],
]);

/**
 * A quantity in thousandths of another unit, the last one rounded up so that a lot never gives more than there was
 * (501 斤 are 251 thousandths of a 吨). Undefined when the units measure different things.
 */
export function inUnit(quantity: Quantity, unit: number): number | undefined {
  if (quantity.unit === unit) return quantity.thousandths;
  const from = MASS_IN_GRAMS.get(quantity.unit);
  const to = MASS_IN_GRAMS.get(unit);
  if (from === undefined || to === undefined) return undefined;
  return Number((BigInt(quantity.thousandths) * BigInt(from) + BigInt(to) - 1n) / BigInt(to));
}

/** What is left of a lot. */
export type Balance = {
  /** In the lot's unit; negative when more was certified than there was. */
  readonly remaining: Quantity;
  readonly overdrawn: boolean;
};

/**
 * What is left of a lot after the certificates drawn on it. A certificate in a unit that cannot be converted draws
 * the whole lot: the sum must never exceed what there was.
 */
export function lotBalance(lot: Quantity, drawn: readonly Quantity[]): Balance {
  const sum = drawn.reduce((total, quantity) => total + (inUnit(quantity, lot.unit) ?? lot.thousandths), 0);
  return { remaining: { thousandths: lot.thousandths - sum, unit: lot.unit }, overdrawn: sum > lot.thousandths };
}

/** True when `wanted` can still be drawn from the lot. */
export function canDraw(lot: Quantity, drawn: readonly Quantity[], wanted: Quantity): boolean {
  const amount = inUnit(wanted, lot.unit);
  return amount !== undefined && amount <= lotBalance(lot, drawn).remaining.thousandths;
}
