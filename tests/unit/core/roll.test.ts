import { describe, expect, test } from "vitest";
import { parseScanned } from "../../../src/core/qr/qrText.ts";
import {
  encodeRollMade,
  encodeTagsClaimed,
  MOST_TAGS,
  parseRollMade,
  parseTagsClaimed,
  TAG_BYTES,
  tagBytes,
  tagCodeText,
  tagsNamedBy,
  tagsOf,
  tagText,
} from "../../../src/core/roll/roll.ts";
import { KIND } from "../../../src/core/statement/kind.ts";

const RANDOM = Uint8Array.from({ length: 3 * TAG_BYTES }, (_, index) => (index * 151 + 255) & 0xff);
const CERTIFICATE = new Uint8Array(32).fill(7);

describe("tags of a roll", () => {
  test("are 75 random bits and a check character, and read back from print and from their code", () => {
    const tags = tagsOf(RANDOM);
    expect(tags).toHaveLength(3);
    for (const tag of tags) {
      const text = tagText(tag);
      expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      expect(tagBytes(text)).toEqual(tag);
      expect(parseScanned(tagCodeText("https://lz.example.cn", text))).toEqual({
        ok: true,
        value: { form: "tag", origin: "https://lz.example.cn", tag: text },
      });
    }
    expect(new Set(tags.map(tagText)).size).toBe(3);
  });

  test("a misread character is no tag", () => {
    const [tag = new Uint8Array(0)] = tagsOf(RANDOM);
    const text = tagText(tag);
    const other = `${text.startsWith("0") ? "1" : "0"}${text.slice(1)}`;
    expect(tagBytes(other)).toBeUndefined();
    expect(tagBytes("7K2M")).toBeUndefined();
  });

  test("what a roll and a claim say is read back as it was said", () => {
    const tags = tagsOf(RANDOM);
    expect(parseRollMade(encodeRollMade({ tags }))).toEqual({ tags });
    expect(parseTagsClaimed(encodeTagsClaimed({ tags, certificate: CERTIFICATE }))).toEqual({
      tags,
      certificate: CERTIFICATE,
    });
    expect(tagsNamedBy({ kind: KIND.rollMade, body: encodeRollMade({ tags }) })).toEqual({ tags });
    expect(tagsNamedBy({ kind: KIND.standingSet, body: encodeRollMade({ tags }) })).toBeUndefined();
  });

  test.each([
    ["no tag at all", new Uint8Array(0)],
    ["a piece of a tag", new Uint8Array(TAG_BYTES + 1)],
    ["bits beyond the 75", new Uint8Array(TAG_BYTES).fill(0xff)],
    ["more tags than a roll has", new Uint8Array((MOST_TAGS + 1) * TAG_BYTES)],
    ["a text", "7K2M9QX4TB8W1CZ6"],
  ])("%s is refused", (_, tags) => {
    expect(parseRollMade(new Map([["tags", tags]]))).toBeUndefined();
  });

  test("a claim names a whole statement id", () => {
    const body = encodeTagsClaimed({ tags: tagsOf(RANDOM), certificate: CERTIFICATE.slice(0, 8) });
    expect(parseTagsClaimed(body)).toBeUndefined();
  });
});
