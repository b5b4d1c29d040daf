import { expect, test } from "vitest";
import {
  isRegistrationOf,
  pesticideDigits,
  readPesticideCode,
  registrationOf,
} from "../../../src/core/record/pesticideCode.ts";

const DIGITS = "10861501001123456789012345678901";

test("a label's 32 digits give class, last six digits of the registration number and who made it", () => {
  const code = { registrationClass: "PD", lastSix: "086150", production: "own" };
  expect(readPesticideCode(DIGITS)).toEqual(code);
  expect(pesticideDigits(`http://www.example.cn/zs?c=${DIGITS}`)).toBe(DIGITS);
  expect(pesticideDigits(DIGITS)).toBe(DIGITS);
  expect(readPesticideCode(`2${DIGITS.slice(1, 7)}3${DIGITS.slice(8)}`)).toMatchObject({
    registrationClass: "WP",
    production: "repacked",
  });
});

test.each([
  ["31 digits", DIGITS.slice(1)],
  ["33 digits", `${DIGITS}0`],
  ["a class that does not exist", `9${DIGITS.slice(1)}`],
  ["a production type that does not exist", `${DIGITS.slice(0, 7)}7${DIGITS.slice(8)}`],
  ["a certificate", "https://lz.example.cn/c/7K2M9QX4TB8W1CZ6"],
])("%s is no label's code", (_what, text) => {
  expect(readPesticideCode(text)).toBeUndefined();
  expect(pesticideDigits(text)).toBeUndefined();
});

test("a code is known again by a whole registration number and by what an earlier code gave", () => {
  const code = readPesticideCode(DIGITS);
  if (code === undefined) throw new Error("no code");
  expect(isRegistrationOf(code, "PD20086150")).toBe(true);
  expect(isRegistrationOf(code, registrationOf(code))).toBe(true);
  expect(isRegistrationOf(code, "WP20086150")).toBe(false);
  expect(isRegistrationOf(code, "PD20086151")).toBe(false);
});
