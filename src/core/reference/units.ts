import { err, ok, type Result } from "../result.ts";
import { jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** A unit of quantity: its code on the wire (wire format §1, never reused) and whether parts of one make sense. */
export type Unit = { readonly code: number; readonly fractional: boolean };

/** Every unit a certificate may name. Source: wire format §1. */
export const UNITS: readonly Unit[] = [
  { code: 1, fractional: true },
  { code: 2, fractional: true },
  { code: 3, fractional: true },
  { code: 4, fractional: true },
  { code: 5, fractional: false },
  { code: 6, fractional: false },
  { code: 7, fractional: false },
  { code: 8, fractional: false },
  { code: 9, fractional: false },
  { code: 10, fractional: false },
  { code: 11, fractional: false },
  { code: 12, fractional: false },
  { code: 13, fractional: false },
  { code: 14, fractional: false },
  { code: 15, fractional: false },
  { code: 16, fractional: false },
  { code: 17, fractional: false },
  { code: 18, fractional: false },
  { code: 19, fractional: false },
];

/** The unit with a code; undefined when no version of the wire format known here has it. */
export function findUnit(code: number): Unit | undefined {
  return UNITS.find((unit) => unit.code === code);
}

/** What a unit is called, in both languages of the product. */
export type UnitName = { readonly code: number; readonly zh: string; readonly en: string };

/** Names of all units. */
export type UnitPack = PackHeader & { readonly units: readonly UnitName[] };

const readPack = jsonObject<UnitPack>({
  ...PACK_HEADER,
  units: jsonList(jsonObject<UnitName>({ code: jsonUint, zh: jsonText, en: jsonText })),
});

/** Reads the names of units; refused when they do not name exactly the units of {@link UNITS}, in their order. */
export function readUnits(value: unknown): Result<UnitPack, PackError> {
  const pack = readPack(value);
  if (pack === undefined || pack.units.length !== UNITS.length) return err("badPack");
  return UNITS.every((unit, index) => pack.units[index]?.code === unit.code) ? ok(pack) : err("badPack");
}
