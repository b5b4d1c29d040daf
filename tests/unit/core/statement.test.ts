import { describe, expect, test } from "vitest";
import type { Cbor, CborMap } from "../../../src/core/cbor.ts";
import { encodeCertificate, parseCertificate } from "../../../src/core/certificate/certificate.ts";
import { encodeWithdrawn } from "../../../src/core/certificate/withdrawal.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { decodeStatement, signStatement } from "../../../src/core/statement/statement.ts";
import { testKey } from "../../support/testKeys.ts";
import { certificate, NOW } from "../../support/world.ts";

async function decodes(kind: number, body: CborMap, { iat = NOW, seq = 1 } = {}): Promise<boolean> {
  return decodeStatement((await signStatement({ kind, iat, seq, body }, testKey("K1"))).bytes).ok;
}

/** Size of a statement around an empty body. */
async function emptySize(kind: number): Promise<number> {
  return (await signStatement({ kind, iat: NOW, seq: 1, body: new Map() }, testKey("K1"))).bytes.length;
}

/** Whether a statement of exactly that size is read. */
async function readsSize(kind: number, size: number): Promise<boolean> {
  const key = 64;
  for (let filler = size - (await emptySize(kind)) - 12; filler < size; filler++) {
    const body = new Map<number, Cbor>([[key, new Uint8Array(filler)]]);
    const { bytes } = await signStatement({ kind, iat: NOW, seq: 1, body }, testKey("K1"));
    if (bytes.length === size) return decodeStatement(bytes).ok;
  }
  throw new RangeError(`no statement of ${size} bytes`);
}

describe("a statement", () => {
  test.each([
    ["certificate", KIND.certificateIssued, 360],
    ["grant", KIND.grant, 512],
    ["statement of another kind", KIND.checkRecorded, 65_536],
    ["statement of a kind that only a newer version knows", 99, 65_536],
  ])("that is a %s (%i) has at most %i bytes", async (_, kind, limit) => {
    expect([await readsSize(kind, limit), await readsSize(kind, limit + 1)]).toEqual([true, false]);
  });

  test("counts from 1 and has a time that is not before 1970", async () => {
    expect(await decodes(KIND.checkRecorded, new Map())).toBe(true);
    expect(await decodes(KIND.checkRecorded, new Map(), { seq: 0 })).toBe(false);
    expect(await decodes(KIND.checkRecorded, new Map(), { iat: -1 })).toBe(false);
  });

  test.each<[string, Cbor]>([
    ["a direction mark", "一\u202e号"],
    ["a line break", "一\n号"],
    ["a space at its end", "一号 "],
    ["a decomposed letter", "e\u0301"],
    ["a zero-width space in a list", ["一", ["\u200b二"]]],
  ])("of a kind that is not known is refused for %s anywhere in its body", async (_, value) => {
    expect(await decodes(99, new Map([["note", value]]))).toBe(false);
    expect(await decodes(99, new Map([["note", new Map([["deep", value]])]]))).toBe(false);
    expect(await decodes(99, new Map([["note", "一号"]]))).toBe(true);
  });

  test("of a kind that is not known is refused for a hidden character in a key", async () => {
    expect(await decodes(99, new Map([["no\u200bte", 1]]))).toBe(false);
  });
});

describe("a certificate's body", () => {
  test("is read back as it was written, with all that it can hold", () => {
    const all = certificate({
      productCode: 1201,
      place: "东四义村",
      basis: 7,
      onBehalfOf: sha256(Uint8Array.of(1)).slice(0, 8),
      supersedes: sha256(Uint8Array.of(2)).slice(0, 8),
    });
    expect(parseCertificate(encodeCertificate(all))).toEqual({
      ok: true,
      value: { certificate: all, newerFormat: false },
    });
  });

  test.each<[string, number, Cbor]>([
    ["a product of 31 characters", 1, "菜".repeat(31)],
    ["a product code of 0", 2, 0],
    ["a quantity over 10^9", 3, [1_000_000_000_001, 1]],
    ["a quantity without a unit", 3, [1000]],
    ["a negative quantity", 3, [-1, 1]],
    ["an origin as text", 4, "140525"],
    ["an origin of 7 digits", 4, 1_405_251],
    ["a place of 31 characters", 5, "村".repeat(31)],
    ["a style as text", 8, "producer-2026"],
    ["a lot of 7 bytes", 10, new Uint8Array(7)],
    ["the key 0", 0, 1],
    ["a negative key", -1, 1],
  ])("with %s is malformed", (_, key, value) => {
    expect(parseCertificate(new Map([...encodeCertificate(certificate()), [key, value]]))).toEqual({
      ok: false,
      error: "malformed",
    });
  });

  test("needs a lot in the styles of 2026 and none in those of before", () => {
    const { lot: _, ...withoutLot } = certificate();
    for (const [style, ok] of [
      [1, false],
      [2, false],
      [91, true],
      [92, true],
    ] as const) {
      expect(parseCertificate(encodeCertificate({ ...withoutLot, style })).ok).toBe(ok);
    }
  });

  test("with text keys is malformed", () => {
    const withdrawn = encodeWithdrawn({ certificate: sha256(new Uint8Array(0)), state: "voided", reason: "写错" });
    expect(parseCertificate(withdrawn)).toEqual({ ok: false, error: "malformed" });
  });
});
