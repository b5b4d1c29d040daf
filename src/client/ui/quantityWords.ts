import type { Quantity } from "../../core/certificate/certificate.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import type { UnitName } from "../../core/reference/units.ts";
import type { Language } from "../text/catalogue.ts";

/** Name of a unit; its number where this version does not know it. */
export function unitWord(unit: number, units: readonly UnitName[], language: Language): string {
  const found = units.find((entry) => entry.code === unit);
  if (found === undefined) return `#${unit}`;
  return language === "en" ? found.en : found.zh;
}

/** A quantity in words: 500 千克. */
export function quantityWords(quantity: Quantity, units: readonly UnitName[], language: Language): string {
  return `${formatThousandths(quantity.thousandths)} ${unitWord(quantity.unit, units, language)}`;
}
