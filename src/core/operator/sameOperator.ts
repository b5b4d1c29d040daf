import { parseIdNumber } from "./idNumber.ts";
import type { Profile } from "./profile.ts";
import { countyOf, regionContains } from "./region.ts";
import { tidyUscc } from "./uscc.ts";

/** A name as it is compared: half-width signs, no spaces, and brackets of one kind. */
export function comparedName(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "").toUpperCase();
}

/** Whether two entries may be one operator by their places: one lies in the other, as a village in its township. */
export function placesAgree(left: string, right: string): boolean {
  return regionContains(left, right) || regionContains(right, left);
}

/** Under what an operator of a register is found again: its unified social credit code, and its name in its county. */
export function operatorKeys({ name, region, uscc }: Pick<Profile, "name" | "region" | "uscc">): readonly string[] {
  const code = uscc === undefined ? [] : [`code ${tidyUscc(uscc)}`];
  return [...code, `name ${countyOf(region)} ${comparedName(name)}`];
}

/** A number of a private record as a person wrote it, compared digit by digit. */
export function sameNumber(left: string, right: string): boolean {
  const idNumbers = [parseIdNumber(left), parseIdNumber(right)];
  if (idNumbers.every((number) => number !== undefined)) return idNumbers[0] === idNumbers[1];
  return left.replace(/\D/g, "") === right.replace(/\D/g, "");
}
