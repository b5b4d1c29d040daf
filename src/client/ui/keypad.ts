/** A key of the number keypad. */
export type KeypadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "." | "delete";

/** Limits of a typed number: digits before the point and after it. */
export type KeypadLimits = { readonly wholeDigits: number; readonly decimals: number };

/**
 * The text after a key was pressed. A key that would break a limit changes nothing; a point at the start writes `0.`,
 * and a digit after a lone 0 replaces it.
 */
export function pressKey(text: string, key: KeypadKey, limits: KeypadLimits): string {
  if (key === "delete") return text.slice(0, -1);
  if (key === ".") {
    if (limits.decimals === 0 || text.includes(".")) return text;
    return text === "" ? "0." : `${text}.`;
  }
  const [whole = "", decimals] = text.split(".");
  if (decimals !== undefined) return decimals.length < limits.decimals ? text + key : text;
  if (whole === "0") return key;
  return whole.length < limits.wholeDigits ? text + key : text;
}

/**
 * What remains of text that came another way (a keyboard, a paste, an input method): digits and one point, full-width
 * ones and 。 read as ASCII, within the limits.
 */
export function tidyNumberText(text: string, limits: KeypadLimits): string {
  let tidy = "";
  for (const character of text.normalize("NFKC").replace(/[。、,]/g, (mark) => (mark === "," ? "" : "."))) {
    if (isKey(character)) tidy = pressKey(tidy, character, limits);
  }
  return tidy;
}

function isKey(character: string): character is KeypadKey {
  return /^[0-9.]$/.test(character);
}
