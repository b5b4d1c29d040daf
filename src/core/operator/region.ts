import type { FieldReader } from "../statement/fields.ts";

/**
 * A division code (GB/T 2260 and the statistics bureau's extension) of 2, 4, 6, 9 or 12 digits: province, city,
 * county, township, village. A scope is a prefix; a place is a county or deeper.
 */
export type DivisionCode = string;

const LENGTHS: readonly number[] = [2, 4, 6, 9, 12];
/** Digits of a county code. */
const COUNTY_DIGITS = 6;

/** True for 2, 4, 6, 9 or 12 digits that do not start with 0. */
export function isDivisionCode(code: string): boolean {
  return LENGTHS.includes(code.length) && /^[1-9][0-9]*$/.test(code);
}

/** Reads a division code of any level, which travels as a number. */
export const regionField: FieldReader<DivisionCode> = (value) => {
  const digits = typeof value === "number" ? String(value) : "";
  return isDivisionCode(digits) ? digits : undefined;
};

/** Reads a place: a division code of county, township or village. */
export const placeField: FieldReader<DivisionCode> = (value) => {
  const code = regionField(value);
  return code !== undefined && code.length >= COUNTY_DIGITS ? code : undefined;
};

/** True when `place` lies in `scope` or is it. */
export function regionContains(scope: DivisionCode, place: DivisionCode): boolean {
  return place.startsWith(scope);
}

/** True when one of the scopes contains the place. */
export function anyRegionContains(scopes: readonly DivisionCode[], place: DivisionCode): boolean {
  return scopes.some((scope) => regionContains(scope, place));
}

/** The part of `region` that lies inside the scopes: the region itself, or the smaller scopes inside it. */
export function regionsWithin(region: DivisionCode, scopes: readonly DivisionCode[]): readonly DivisionCode[] {
  return anyRegionContains(scopes, region) ? [region] : scopes.filter((scope) => regionContains(region, scope));
}

/** The county (first 6 digits) of a place, or the place itself where it is larger than a county. */
export function countyOf(place: DivisionCode): DivisionCode {
  return place.slice(0, COUNTY_DIGITS);
}
