import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase64Url, fromHex, toBase64Url, toHex } from "../../src/core/bytes.ts";
import { formatThousandths, parseQuantity } from "../../src/core/certificate/quantity.ts";
import { chinaDay, dayNumber, startOfDay } from "../../src/core/date.ts";
import { checkText, countCodePoints, tidyText } from "../../src/core/text.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });
/** Text as people type it, invisible characters included. */
const typedText = fc
  .array(
    fc.constantFrom("大", "白", "菜", "a", " ", "é", "e\u0301", "𬭊", "\u200b", "\u202e", "\n", "\ue000", "㈱", "·"),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

test("an accepted text is its own tidy form and within its bounds", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, typedText), fc.nat({ max: 5 }), fc.nat({ max: 40 }), (text, min, max) => {
      const checked = checkText(text, { min, max });
      if (!checked.ok) return;
      expect(checked.value).toBe(text);
      expect(tidyText(text)).toBe(text);
      expect(countCodePoints(text)).toBeGreaterThanOrEqual(min);
      expect(countCodePoints(text)).toBeLessThanOrEqual(max);
      expect(/\p{Cc}|\p{Cs}|\p{Co}|\p{Bidi_Control}/u.test(text)).toBe(false);
      expect(/\p{Default_Ignorable_Code_Point}/u.test(text.replace(/\p{Variation_Selector}/gu, ""))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("every code point is accepted or refused under one name, and no invisible one is accepted", () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const text = String.fromCodePoint(point);
    const isInvisible =
      /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text) ||
      (/\p{Default_Ignorable_Code_Point}/u.test(text) && !/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(text));
    if (isInvisible && checkText(text, { min: 0, max: 2 }).ok) throw new Error(`U+${point.toString(16)} is accepted`);
  }
  expect(checkText("\u{e0100}", { min: 0, max: 2 }).ok).toBe(true);
});

test("tidying only ever brings a text nearer to acceptance", () => {
  fc.assert(
    fc.property(typedText, (text) => {
      expect(tidyText(tidyText(text))).toBe(tidyText(text));
      const [before, after] = [checkText(text, { min: 0, max: 99 }), checkText(tidyText(text), { min: 0, max: 99 })];
      if (before.ok) expect(after.ok).toBe(true);
      if (!after.ok) expect(["notNormalized", "outerSpaces"]).not.toContain(after.error);
    }),
  );
});

test("a quantity is read back from how it is written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (thousandths) => {
      expect(parseQuantity(formatThousandths(thousandths))).toEqual({ ok: true, value: thousandths });
    }),
  );
});

test("separators between thousands, full-width digits and spaces change nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), fc.constantFrom(",", "，"), (thousandths, comma) => {
      const [whole = "", decimals] = formatThousandths(thousandths).split(".");
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, comma);
      const wide = Array.from(grouped, (sign) =>
        /\d/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign,
      ).join("");
      expect(parseQuantity(` ${wide}${decimals === undefined ? "" : `。${decimals}`} `)).toEqual({
        ok: true,
        value: thousandths,
      });
    }),
  );
});

test("no text makes the quantity reader throw or give anything but a whole number of thousandths in bounds", () => {
  const typed = fc.oneof(anyText, fc.stringMatching(/^[0-9.,。 -]{0,16}$/));
  fc.assert(
    fc.property(typed, (text) => {
      const read = parseQuantity(text);
      if (!read.ok) return;
      expect(Number.isSafeInteger(read.value)).toBe(true);
      expect(read.value).toBeGreaterThan(0);
      expect(read.value).toBeLessThanOrEqual(1_000_000_000_000);
    }),
    { numRuns: 1000 },
  );
});

test("days and seconds in China agree with the platform's calendar", () => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" });
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }), (seconds) => {
      const day = chinaDay(seconds);
      expect(day).toBe(format.format(new Date(seconds * 1000)));
      const start = startOfDay(day) ?? Number.NaN;
      expect(seconds - start).toBeGreaterThanOrEqual(0);
      expect(seconds - start).toBeLessThan(86_400);
      expect(chinaDay((dayNumber(day) ?? 0) * 86_400)).toBe(day);
    }),
  );
});

test("hexadecimal and base64url have one text for each value", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_=-]{0,12}$/), (text) => {
      const bytes = fromBase64Url(text);
      if (bytes !== undefined) expect(toBase64Url(bytes)).toBe(text);
    }),
  );
});
