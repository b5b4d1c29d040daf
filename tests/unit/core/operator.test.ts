import { describe, expect, test } from "vitest";
import type { Cbor } from "../../../src/core/cbor.ts";
import { comparisonCode } from "../../../src/core/key/publicKey.ts";
import { encodeRow, readRow } from "../../../src/core/operator/directoryRow.ts";
import {
  encodeProfile,
  maskName,
  maskPhone,
  operatorIdOf,
  type Profile,
  parsePhone,
  parseProfile,
} from "../../../src/core/operator/profile.ts";
import { signActivation, signSession, verifyActivation, verifySession } from "../../../src/core/operator/proofs.ts";
import { countyOf, isDivisionCode, regionContains, regionsWithin } from "../../../src/core/operator/region.ts";
import {
  encodeGrantEnded,
  encodeStandingSet,
  parseGrantEnded,
  parseStandingSet,
} from "../../../src/core/operator/standing.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { verifySignature } from "../../../src/crypto/verifySignature.ts";
import { testKey } from "../../support/testKeys.ts";
import { cooperativeRow, JINCHENG, NOW, ORIGIN, operatorId } from "../../support/world.ts";

const PROFILE: Profile = {
  name: "泽州县丰禾种植专业合作社",
  kind: "cooperative",
  region: "140525103204",
  person: false,
  address: "东四义村 12 号",
  contact: sha256(Uint8Array.of(1)),
  refusedStations: [operatorId("station")],
};

describe("a division code", () => {
  test.each(["14", "1405", "140525", "140525103", "140525103204"])("of %s's length is one", (code) => {
    expect(isDivisionCode(code)).toBe(true);
  });

  test.each(["", "1", "140", "14052", "014052", "-14052", "1405251032041", "14052a", "１４０５２５"])(
    "is not %s",
    (code) => {
      expect(isDivisionCode(code)).toBe(false);
    },
  );

  test("contains what begins with it", () => {
    expect(regionContains("1405", "140525103")).toBe(true);
    expect(regionContains("140525", "140525")).toBe(true);
    expect(regionContains("140525103", "140525")).toBe(false);
    expect(countyOf("140525103204")).toBe("140525");
  });

  test("within scopes is itself, or the scopes inside it, or nothing", () => {
    expect(regionsWithin("140525", ["1405", "1404"])).toEqual(["140525"]);
    expect(regionsWithin("14", ["1405", "140428", "3707"])).toEqual(["1405", "140428"]);
    expect(regionsWithin("3707", ["1405"])).toEqual([]);
  });
});

describe("an operator's register entry", () => {
  test("is read back as it was written, with and without what may be absent", () => {
    expect(parseProfile(encodeProfile(PROFILE))).toEqual(PROFILE);
    const bare = { name: "王大山", kind: "smallholder", region: "140525", person: true } as const;
    expect(parseProfile(encodeProfile(bare))).toEqual(bare);
  });

  test.each<[string, string, Cbor]>([
    ["no name", "name", ""],
    ["a kind that does not exist", "kind", "farmer"],
    ["a region larger than a county", "region", 1405],
    ["a region as text", "region", "140525"],
    ["a contact in clear", "contact", "13800138000"],
  ])("with %s is refused", (_, key, value) => {
    expect(parseProfile(new Map([...encodeProfile(PROFILE), [key, value]]))).toBeUndefined();
  });

  test("gives the operator its id by the statement that registered it", () => {
    expect(operatorIdOf(sha256(Uint8Array.of(1)))).toEqual(sha256(Uint8Array.of(1)).slice(0, 8));
  });

  test("shows of a person's name and of a phone number only so much", () => {
    expect([maskName("王大山"), maskName("欧阳修"), maskName("𬭊一")]).toEqual(["王*", "欧*", "𬭊*"]);
    expect([maskPhone("138 0013 8000"), maskPhone("0356-3012345"), maskPhone("12345")]).toEqual([
      "138****8000",
      "035****2345",
      "****45",
    ]);
  });

  test("takes a phone number as people write it", () => {
    expect(parsePhone(" １３８００１３８０００ ")).toBe("13800138000");
    expect(parsePhone("+86 (356) 301-2345")).toBe("+86 (356) 301-2345");
    for (const typed of ["", "1234", "电话", "138001380001380013800", "1380013800o"])
      expect(parsePhone(typed)).toBeUndefined();
  });
});

describe("a directory row", () => {
  const encodedRow = encodeRow(cooperativeRow()) as ReadonlyMap<number, Cbor>;

  test.each<[string, number, Cbor]>([
    ["an operator id of 7 bytes", 1, new Uint8Array(7)],
    ["no name", 2, ""],
    ["a kind as text", 3, "1"],
    ["no kind", 3, null],
    ["a region larger than a county", 4, 1405],
    ["a standing that is not known", 5, [[NOW, 9]]],
    ["a key of 32 bytes", 6, [[new Uint8Array(32), [], null]]],
    ["all roles by a negative number", 6, [[new Uint8Array(33), [[-7, -1, 140525, 0, 1, 0]], null]]],
    ["prefixes that are cut off", 8, new Uint8Array(7)],
    ["prefixes out of order", 8, Uint8Array.of(0, 0, 0, 0, 2, 0, 0, 0, 0, 1)],
    ["a prefix twice", 8, new Uint8Array(10)],
    ["an empty grade", 11, ""],
    ["an empty code", 14, ""],
  ])("with %s is unreadable", (_, key, value) => {
    expect(readRow(new Map([...encodedRow, [key, value]]))).toBeUndefined();
  });

  test("with a key that only a newer version knows is read without it", () => {
    expect(readRow(new Map([...encodedRow, [60, 1]]))).toEqual(cooperativeRow());
  });
});

describe("what ends rights", () => {
  const suspension = {
    operator: operatorId("a"),
    standing: "suspended",
    from: NOW,
    reason: "抽检不合格，整改中",
  } as const;
  const end = { key: testKey("K1").key, from: NOW, reason: "lost" } as const;

  test("is read back as it was written", () => {
    expect(parseStandingSet(encodeStandingSet(suspension))).toEqual(suspension);
    expect(parseGrantEnded(encodeGrantEnded(end))).toEqual(end);
  });

  test("is refused without a reason, or with one that does not exist", () => {
    expect(parseStandingSet(encodeStandingSet({ ...suspension, reason: "" }))).toBeUndefined();
    expect(parseGrantEnded(new Map([...encodeGrantEnded(end), ["reason", "stolen"]]))).toBeUndefined();
    expect(parseGrantEnded(new Map([...encodeGrantEnded(end), ["from", -1]]))).toBeUndefined();
  });
});

describe("a proof of possession", () => {
  const key = testKey("K1");
  const secret = sha256(Uint8Array.of(7)).slice(0, 16);
  const expected = { origin: ORIGIN, secret, key: key.key };

  test("for activation holds for one origin, secret and key, and tells the phone's time", async () => {
    const message = await signActivation({ origin: ORIGIN, secret, time: NOW }, key);
    expect(await verifyActivation(message, expected, verifySignature)).toEqual({ ok: true, value: { time: NOW } });
    const otherClaim = { ok: false, error: "otherClaim" };
    expect(
      await verifyActivation(message, { ...expected, origin: "https://hgz.jcagri.example" }, verifySignature),
    ).toEqual(otherClaim);
    expect(await verifyActivation(message, { ...expected, secret: new Uint8Array(16) }, verifySignature)).toEqual(
      otherClaim,
    );
    expect(await verifyActivation(message, { ...expected, key: testKey("K2").key }, verifySignature)).toEqual({
      ok: false,
      error: "badSignature",
    });
  });

  test("for a session is none for activation, nor the other way round", async () => {
    const claim = { origin: ORIGIN, authority: JINCHENG.id, nonce: sha256(secret), expires: NOW + 120 };
    const session = await signSession(claim, key);
    const activation = await signActivation({ origin: ORIGIN, secret, time: NOW }, key);
    expect(await verifySession(session, { ...claim, key: key.key }, verifySignature)).toEqual({
      ok: true,
      value: true,
    });
    expect(await verifySession(activation, { ...claim, key: key.key }, verifySignature)).toEqual({
      ok: false,
      error: "badSignature",
    });
    expect(await verifyActivation(session, expected, verifySignature)).toEqual({ ok: false, error: "badSignature" });
  });
});

test("two screens show the same six digits for one key and others for another", () => {
  const codes = ["K1", "K2", "S1", "O1"].map((name) => comparisonCode(testKey(name).key));
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  expect(comparisonCode(testKey("K1").key)).toBe(codes[0]);
});
