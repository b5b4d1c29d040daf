import { type DivisionCode, isDivisionCode } from "../operator/region.ts";
import { err, ok, type Result } from "../result.ts";
import type { Division } from "./divisions.ts";
import { jsonList, jsonObject, jsonText } from "./jsonShape.ts";
import type { PackError } from "./packHeader.ts";

/** One county's towns with their villages. */
export type CountyPack = {
  readonly county: DivisionCode;
  /** Day the codes stand for, YYYY-MM-DD. */
  readonly version: string;
  readonly towns: readonly Town[];
};

/** A township-level division, code of 9 digits, with its villages, codes of 12. */
export type Town = Division & { readonly villages: readonly Division[] };

/**
 * Reads one county's pack. Each town is [last 3 digits, name, …villages]; a village's name counts up by one from
 * the number before it, and the first is 1 unless a number says otherwise.
 */
export function readCountyPack(value: unknown): Result<CountyPack, PackError> {
  const pack = readPackedCounty(value);
  if (pack === undefined || pack.county.length !== 6 || !isDivisionCode(pack.county)) return err("badPack");
  const towns: Town[] = [];
  for (const packed of pack.towns) {
    const [code, name, ...villages] = packed;
    const below =
      typeof code === "string" && /^\d{3}$/.test(code) ? readVillages(villages, pack.county + code) : undefined;
    if (typeof name !== "string" || typeof code !== "string" || below === undefined) return err("badPack");
    towns.push({ code: pack.county + code, name, villages: below });
  }
  return ok({ county: pack.county, version: pack.version, towns });
}

const readPackedCounty = jsonObject<{
  readonly county: string;
  readonly version: string;
  readonly towns: readonly (readonly (string | number)[])[];
}>({ county: jsonText, version: jsonText, towns: jsonList(jsonList(readTextOrNumber)) });

function readTextOrNumber(value: unknown): string | number | undefined {
  return typeof value === "string" || (typeof value === "number" && Number.isInteger(value)) ? value : undefined;
}

function readVillages(packed: readonly (string | number)[], town: DivisionCode): Division[] | undefined {
  const villages: Division[] = [];
  let next = 1;
  for (const entry of packed) {
    if (typeof entry === "number") {
      next = entry;
    } else {
      villages.push({ code: town + String(next).padStart(3, "0"), name: entry });
      next++;
    }
  }
  return villages.every((village) => isDivisionCode(village.code)) ? villages : undefined;
}
