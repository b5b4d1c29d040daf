/** What the code on a pesticide's label gives away (农业部公告第2579号: 32 digits). */
export type PesticideCode = {
  /** 登记证类别, the letters before the number: 正式, 卫生用, 临时. */
  readonly registrationClass: "PD" | "WP" | "LS";
  /** Last six digits of the registration number. */
  readonly lastSix: string;
  readonly production: "own" | "commissioned" | "repacked";
};

const CLASSES: ReadonlyMap<string, PesticideCode["registrationClass"]> = new Map([
  ["1", "PD"],
  ["2", "WP"],
  ["3", "LS"],
]);
const PRODUCTIONS: ReadonlyMap<string, PesticideCode["production"]> = new Map([
  ["1", "own"],
  ["2", "commissioned"],
  ["3", "repacked"],
]);

/** Exactly 32 digits, alone or in the address of the maker's trace page. */
const DIGITS = /(?:^|\D)(\d{32})(?!\d)/;

/** Reads the 32 digits of a pesticide's label; undefined for anything else. */
export function readPesticideCode(digits: string): PesticideCode | undefined {
  const registrationClass = CLASSES.get(digits.charAt(0));
  const production = PRODUCTIONS.get(digits.charAt(7));
  if (!/^\d{32}$/.test(digits) || registrationClass === undefined || production === undefined) return undefined;
  return { registrationClass, lastSix: digits.slice(1, 7), production };
}

/** The 32 digits in what a scanner read on a pesticide's label; undefined for any other code. */
export function pesticideDigits(text: string): string | undefined {
  const digits = DIGITS.exec(text)?.[1];
  return digits === undefined || readPesticideCode(digits) === undefined ? undefined : digits;
}

/** True when a registration number, whole (PD20086150) or as a code gave it (PD…086150), is the one of this code. */
export function isRegistrationOf(code: PesticideCode, registration: string): boolean {
  const digits = registration.replace(/\D/g, "");
  return registration.toUpperCase().startsWith(code.registrationClass) && digits.endsWith(code.lastSix);
}

/** A registration number as far as the code gives it: PD…086150. */
export function registrationOf({ registrationClass, lastSix }: PesticideCode): string {
  return `${registrationClass}…${lastSix}`;
}
