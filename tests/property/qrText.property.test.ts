import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  certificateNumber,
  checkCharacter,
  formatNumber,
  parseTypedNumber,
} from "../../src/core/certificate/number.ts";
import {
  decodeDigits,
  encodeDigits,
  labelText,
  MAX_SCANNED_CHARACTERS,
  parseScanned,
} from "../../src/core/qr/qrText.ts";

const payload = fc.uint8Array({ minLength: 1, maxLength: 400 });
const id = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("digits give back their bytes", () => {
  fc.assert(
    fc.property(payload, (bytes) => {
      expect(decodeDigits(encodeDigits(bytes))).toEqual(bytes);
    }),
  );
});

test("digits that are read are the only digits of their bytes", () => {
  const digits = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 60 }).map((list) => list.join(""));
  fc.assert(
    fc.property(digits, (typed) => {
      const bytes = decodeDigits(typed);
      if (bytes !== undefined) expect(encodeDigits(bytes)).toBe(typed);
    }),
    { numRuns: 1000 },
  );
});

test("every tail of one and of two bytes has one text", () => {
  for (let value = 0; value < 1000; value++) {
    expect(decodeDigits(String(value).padStart(3, "0")) !== undefined).toBe(value < 256);
  }
  for (let value = 0; value < 100_000; value += 7) {
    expect(decodeDigits(String(value).padStart(5, "0")) !== undefined).toBe(value < 65_536);
  }
});

test("digits are as long as the wire format says, and no longer than numeric mode carries well", () => {
  fc.assert(
    fc.property(payload, ({ length }) => {
      const tail = [0, 3, 5, 8, 10, 13, 15][length % 7] ?? 0;
      expect(encodeDigits(new Uint8Array(length)).length).toBe(Math.floor(length / 7) * 17 + tail);
    }),
  );
});

test("a label text is read back, whatever stands in the query", () => {
  fc.assert(
    fc.property(payload, id, fc.constantFrom("", "?lang=en", "?from=wechat&x=1"), (bytes, statement, query) => {
      const certificate = Uint8Array.of(0xd2, ...bytes);
      const number = certificateNumber(statement);
      const text = labelText("https://hgz.jcagri.cn", number, certificate).replace("#", `${query}#`);
      expect(parseScanned(text)).toEqual({
        ok: true,
        value: { form: "label", origin: "https://hgz.jcagri.cn", number, certificate },
      });
    }),
  );
});

function outcome(text: string): string {
  const scanned = parseScanned(text);
  return scanned.ok ? scanned.value.form : scanned.error;
}

test("no text makes the reader throw", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.webUrl().map((url) => `${url}/c/0000000000000000#1${"9".repeat(50)}`),
    fc.stringMatching(/^https:\/\/[a-z]{1,8}\/[cr]\/[0-9A-Z-]{1,20}(#[0-9]{0,60})?$/),
    fc.stringMatching(/^[0-9]{40,120}$/),
    fc.constant("1".repeat(MAX_SCANNED_CHARACTERS + 1)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(["label", "chain", "short", "tag", "foreignCode", "damagedCode", "textTooLong", "wrongNumber"]).toContain(
        outcome(text),
      );
    }),
    { numRuns: 1000 },
  );
});

/** The ways in which people write one character of a number. */
function waysToWrite(character: string): readonly string[] {
  const others: Readonly<Record<string, readonly string[]>> = {
    "0": ["O", "o"],
    "1": ["I", "i", "L", "l"],
    V: ["U", "u"],
  };
  const fullWidth = String.fromCharCode(character.charCodeAt(0) + 0xfee0);
  return [character, character.toLowerCase(), fullWidth, ...(others[character] ?? [])];
}

test("a number is read however it is typed", () => {
  const typed = id.chain((statement) => {
    const number = certificateNumber(statement);
    const characters = Array.from(formatNumber(number)).map((character) =>
      character === "-" ? fc.constantFrom("-", "", " ", "－", "—", "  ") : fc.constantFrom(...waysToWrite(character)),
    );
    return fc.tuple(fc.constant(number), fc.tuple(...characters));
  });
  fc.assert(
    fc.property(typed, ([number, characters]) => {
      expect(parseTypedNumber(characters.join(""))).toEqual({ ok: true, value: number });
    }),
  );
});

test("one mistyped character is always noticed, two neighbours in the wrong order nearly always", () => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  fc.assert(
    fc.property(id, fc.nat({ max: 15 }), fc.constantFrom(...Array.from(alphabet)), (statement, place, other) => {
      const number = certificateNumber(statement);
      const wrong = number.slice(0, place) + other + number.slice(place + 1);
      expect(parseTypedNumber(wrong).ok).toBe(wrong === number);
    }),
  );
  // Luhn modulo N cannot tell the first and last character of its alphabet apart when they stand side by side.
  fc.assert(
    fc.property(id, fc.nat({ max: 13 }), (statement, place) => {
      const characters = certificateNumber(statement).slice(0, 15);
      const [left = "", right = ""] = characters.slice(place, place + 2);
      fc.pre(left !== right && !["0Z", "Z0"].includes(left + right));
      const swapped = characters.slice(0, place) + right + left + characters.slice(place + 2);
      expect(checkCharacter(swapped)).not.toBe(checkCharacter(characters));
    }),
  );
});
