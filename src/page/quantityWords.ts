import type { Quantity } from "../core/certificate/certificate.ts";
import { formatThousandths } from "../core/certificate/quantity.ts";
import { readUnits } from "../core/reference/units.ts";
import unitsJson from "../data/units.json" with { type: "json" };
import { intact } from "./packs.ts";
import type { PageFrame } from "./pageInput.ts";
import { UNIT_SEPARATOR } from "./unitSeparator.ts";

const PACK = intact(readUnits(unitsJson)).units;
const UNITS = new Map(PACK.map((unit) => [unit.code, unit]));

/** A quantity with the name of its unit; a unit that only a newer version knows is named by its code. */
export function quantityWords({ thousandths, unit }: Quantity, language: PageFrame["language"]): string {
  const names = UNITS.get(unit);
  const name = language === "en" ? (names?.en ?? `(unit ${unit})`) : (names?.zh ?? `（单位代码 ${unit}）`);
  return `${formatThousandths(thousandths)} ${name}`;
}

/** The names of all units in the order of their codes, as the script reads them. */
export function unitList(language: PageFrame["language"]): string {
  return PACK.map((unit) => (language === "en" ? unit.en : unit.zh)).join(UNIT_SEPARATOR);
}
