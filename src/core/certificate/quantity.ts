import { err, ok, type Result } from "../result.ts";
import { MAX_THOUSANDTHS } from "./certificate.ts";

/** Why a typed quantity was not accepted. */
export type QuantityError =
  | "quantityMissing"
  | "quantityNotANumber"
  | "quantityTooManyDecimals"
  | "quantityZero"
  | "quantityTooLarge";

/**
 * Reads a quantity that a person typed, also with full-width digits, into thousandths of its unit.
 * Greater than 0, at most three decimals, at most 10^9. A comma only sets groups of three digits apart: 1,5 is nothing
 * that could be guessed.
 */
export function parseQuantity(typed: string): Result<number, QuantityError> {
  const tidy = typed.normalize("NFKC").replace(/\s/g, "").replace("。", ".");
  if (tidy === "") return err("quantityMissing");
  const parts = /^(\d*|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(tidy);
  if (parts === null || tidy === ".") return err("quantityNotANumber");
  const whole = (parts[1] ?? "").replace(/,/g, "");
  const decimals = (parts[2] ?? "").replace(/0+$/, "");
  if (decimals.length > 3) return err("quantityTooManyDecimals");
  if (whole.replace(/^0+/, "").length > 10) return err("quantityTooLarge");
  const thousandths = Number(whole) * 1000 + Number(decimals.padEnd(3, "0"));
  if (thousandths === 0) return err("quantityZero");
  return thousandths > MAX_THOUSANDTHS ? err("quantityTooLarge") : ok(thousandths);
}

/** Thousandths as people write them: no trailing zeros, no separators (1234.5). */
export function formatThousandths(thousandths: number): string {
  const whole = Math.trunc(thousandths / 1000);
  const decimals = String(Math.abs(thousandths % 1000))
    .padStart(3, "0")
    .replace(/0+$/, "");
  const sign = thousandths < 0 && whole === 0 ? "-" : "";
  return decimals === "" ? `${sign}${whole}` : `${sign}${whole}.${decimals}`;
}
