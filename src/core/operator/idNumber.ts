/** Weights of the first 17 digits of a citizen's ID number (GB 11643-1999, 5). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = "10X98765432";

/** Reads an ID number that a person typed: 18 characters with their check character; undefined for any other. */
export function parseIdNumber(typed: string): string | undefined {
  const tidy = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  if (!/^[1-9]\d{16}[\dX]$/.test(tidy)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(tidy.charAt(index)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11) === tidy.charAt(17) ? tidy : undefined;
}

/** An ID number as an officer sees it before she asks for it in full: 140***********123X. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`;
}
