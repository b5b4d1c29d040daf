import { describe, expect, test } from "vitest";
import { keyFingerprint } from "../../../src/core/key/publicKey.ts";
import {
  type AuthorityList,
  authorityIdOf,
  authorityKeys,
  openAuthorityList,
  signAuthorityList,
  trustedAuthorities,
} from "../../../src/core/operator/authority.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { verifySignature } from "../../../src/crypto/verifySignature.ts";
import { testKey } from "../../support/testKeys.ts";
import { CHANGZHI, JINCHENG, NOW, testAuthority } from "../../support/world.ts";

const PUBLISHER = testAuthority(JINCHENG.name, ["1405"], JINCHENG.origin);
const LIST_KEY = testKey(`${JINCHENG.name} list`);
const LIST: AuthorityList = {
  version: 3,
  issuedAt: NOW - DAY,
  publisher: PUBLISHER,
  recognised: [testAuthority(CHANGZHI.name, ["140428"], CHANGZHI.origin)],
};
const FINGERPRINT = keyFingerprint(LIST_KEY.key);

function open(message: Uint8Array, anchor: Parameters<typeof openAuthorityList>[1] = { held: LIST }) {
  return openAuthorityList(message, anchor, verifySignature);
}

describe("a first authority list", () => {
  test("opens under the fingerprint that the phone pinned", async () => {
    const message = await signAuthorityList(LIST, LIST_KEY);
    expect(await open(message, { fingerprint: FINGERPRINT.slice(0, 16) })).toEqual({ ok: true, value: LIST });
    expect(await open(message, { fingerprint: FINGERPRINT })).toEqual({ ok: true, value: LIST });
  });

  test("does not open under another fingerprint, nor under less than 16 bytes of it", async () => {
    const message = await signAuthorityList(LIST, LIST_KEY);
    for (const fingerprint of [keyFingerprint(testKey("K1").key), FINGERPRINT.slice(0, 15), new Uint8Array(0)]) {
      expect(await open(message, { fingerprint })).toEqual({ ok: false, error: "unknownListKey" });
    }
  });

  test("names the authority by its first list key", () => {
    expect(PUBLISHER.id).toEqual(authorityIdOf(LIST_KEY.key));
  });
});

describe("a later authority list", () => {
  test("of the same or a higher version is taken, a lower one is refused", async () => {
    const version = async (number: number) => open(await signAuthorityList({ ...LIST, version: number }, LIST_KEY));
    expect(await version(4)).toMatchObject({ ok: true, value: { version: 4 } });
    expect(await version(3)).toMatchObject({ ok: true });
    expect(await version(2)).toEqual({ ok: false, error: "lowerVersion" });
  });

  test("dated before the one held is refused, even under a higher version", async () => {
    const message = await signAuthorityList({ ...LIST, version: 9, issuedAt: LIST.issuedAt - 1 }, LIST_KEY);
    expect(await open(message)).toEqual({ ok: false, error: "lowerVersion" });
  });

  test("can be signed by a new list key that the one held names, and not by one that it has ended", async () => {
    const next = { key: testKey("list 2").key, use: "list", from: NOW - 30 * DAY } as const;
    const keys = [...PUBLISHER.keys.map((key) => (key.use === "list" ? { ...key, to: NOW - 10 * DAY } : key)), next];
    const held = { ...LIST, publisher: { ...PUBLISHER, keys } };
    const offered = { ...held, version: 4, issuedAt: NOW };
    expect((await open(await signAuthorityList(offered, testKey("list 2")), { held })).ok).toBe(true);
    expect(await open(await signAuthorityList(offered, LIST_KEY), { held })).toEqual({
      ok: false,
      error: "unknownListKey",
    });
    const datedBack = { ...offered, issuedAt: NOW - 20 * DAY };
    expect(await open(await signAuthorityList(datedBack, LIST_KEY), { held })).toEqual({
      ok: false,
      error: "lowerVersion",
    });
  });

  test.each(["grants", "directory", "log"])("is not changed by the authority's %s key", async (use) => {
    const message = await signAuthorityList({ ...LIST, version: 4 }, testKey(`${JINCHENG.name} ${use}`));
    expect(await open(message)).toEqual({ ok: false, error: "unknownListKey" });
  });

  test("is not changed by a recognised authority", async () => {
    const message = await signAuthorityList({ ...LIST, version: 4 }, testKey(`${CHANGZHI.name} list`));
    expect(await open(message)).toEqual({ ok: false, error: "unknownListKey" });
  });

  test("with a flipped bit in its signature is refused, cut off it is malformed", async () => {
    const message = await signAuthorityList({ ...LIST, version: 4 }, LIST_KEY);
    const flipped = message.map((byte, index) => (index === message.length - 1 ? byte ^ 1 : byte));
    expect(await open(flipped)).toEqual({ ok: false, error: "badSignature" });
    expect(await open(message.subarray(0, -1))).toEqual({ ok: false, error: "malformed" });
  });
});

describe("the keys of an authority", () => {
  test("count for their use alone, from their first second to their last", () => {
    const key = { key: testKey("K1").key, use: "grants", from: NOW, to: NOW + DAY } as const;
    const authority = { ...PUBLISHER, keys: [key] };
    for (const [time, count] of [
      [NOW - 1, 0],
      [NOW, 1],
      [NOW + DAY, 1],
      [NOW + DAY + 1, 0],
    ] as const) {
      expect(authorityKeys(authority, "grants", time).length).toBe(count);
      expect(authorityKeys(authority, "directory", time)).toEqual([]);
    }
  });

  test("make the publisher home and the others recognised", () => {
    expect(trustedAuthorities(LIST).map(({ name, home }) => [name, home])).toEqual([
      [JINCHENG.name, true],
      [CHANGZHI.name, false],
    ]);
  });
});
