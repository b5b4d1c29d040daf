/** The 31 characters of a unified social credit code, in the order of their values (GB 32100-2015, 4.2). */
const CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Characters of a code. */
export const USCC_LENGTH = 18;

/** What the check digit of a code says; old lawful codes may fail it, so it warns and never blocks. */
export type UsccCheck = "fits" | "otherDigit" | "otherForm";

/** A code as a person typed it, tidied: half-width, upper case, without spaces and dashes. */
export function tidyUscc(typed: string): string {
  return typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
}

/** The check character of the first 17 characters (GB 32100-2015, appendix A: weights 3^i mod 31); undefined for other characters. */
export function usccCheckCharacter(body: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    const value = CHARACTERS.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS[(31 - (sum % 31)) % 31];
}

/** Whether a unified social credit code has its form and its check digit. */
export function checkUscc(code: string): UsccCheck {
  if (code.length !== USCC_LENGTH) return "otherForm";
  const expected = usccCheckCharacter(code.slice(0, USCC_LENGTH - 1));
  if (expected === undefined) return "otherForm";
  return expected === code.slice(USCC_LENGTH - 1) ? "fits" : "otherDigit";
}
