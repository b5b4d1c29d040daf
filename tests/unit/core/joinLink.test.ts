import { describe, expect, test } from "vitest";
import { formatJoinLink, parseJoinLink } from "../../../src/core/operator/joinLink.ts";
import { sha256 } from "../../../src/core/sha256.ts";

const LINK = {
  origin: "https://hgz.jcagri.cn",
  secret: sha256(Uint8Array.of(1)).slice(0, 16),
  fingerprint: sha256(Uint8Array.of(2)).slice(0, 16),
};
const TEXT = formatJoinLink(LINK);
const CODE_START = TEXT.indexOf("#") + 1;

describe("a join link", () => {
  test("gives back secret and fingerprint, of which it carries 16 bytes", () => {
    expect(parseJoinLink(TEXT)).toEqual({ ok: true, value: LINK });
    expect(formatJoinLink({ ...LINK, fingerprint: sha256(Uint8Array.of(2)) })).toBe(TEXT);
    expect(TEXT.length - CODE_START).toBe(53);
  });

  test("is read in any case, with spaces around it and dashes in it", () => {
    const dashed = `${TEXT.slice(0, CODE_START + 4)}-${TEXT.slice(CODE_START + 4)}`;
    for (const typed of [` ${TEXT}\n`, TEXT.toLowerCase(), TEXT.replace("https://hgz", "HTTPS://HGZ"), dashed]) {
      expect(parseJoinLink(typed)).toEqual({ ok: true, value: LINK });
    }
  });

  test("whose end is missing was cut off, at whatever place", () => {
    for (let length = `${LINK.origin}/join`.length; length < TEXT.length; length++) {
      expect(parseJoinLink(TEXT.slice(0, length))).toEqual({ ok: false, error: "cutOff" });
    }
  });

  test("with one wrong character was mistyped", () => {
    for (let place = CODE_START; place < TEXT.length; place++) {
      const wrong = TEXT.charAt(place) === "7" ? "8" : "7";
      const typed = `${TEXT.slice(0, place)}${wrong}${TEXT.slice(place + 1)}`;
      expect(parseJoinLink(typed)).toEqual({ ok: false, error: "mistyped" });
    }
  });

  test("with a character too many or one that no link has was mistyped", () => {
    expect(parseJoinLink(`${TEXT}7`)).toEqual({ ok: false, error: "mistyped" });
    expect(parseJoinLink(`${TEXT.slice(0, -2)}*${TEXT.slice(-1)}`)).toEqual({ ok: false, error: "mistyped" });
  });

  test.each([
    "",
    "加入",
    "https://hgz.jcagri.cn/c/WYDQF523TR916ZWA",
    "https://hgz.jcagri.cn/joined#7",
    "join#7777",
    "ftp://hgz.jcagri.cn/join#7",
  ])("is something else than %s", (text) => {
    expect(parseJoinLink(text)).toEqual({ ok: false, error: "notAJoinLink" });
  });
});
