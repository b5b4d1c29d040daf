import { describe, expect, test } from "vitest";
import type { Cbor } from "../../../src/core/cbor.ts";
import { DAY, encodeGrant, type Grant, isInForce, parseGrant, STORAGE } from "../../../src/core/operator/grant.ts";
import { FEDERATED_ROLES, ROLES, ROLES_TO_COMPARE, roleBits, rolesOf } from "../../../src/core/operator/role.ts";
import { cooperativeGrant, NOW } from "../../support/world.ts";

function outcome(changes: Partial<Grant>): string {
  const parsed = parseGrant(encodeGrant(cooperativeGrant(changes)));
  return parsed.ok ? "ok" : parsed.error;
}

function outcomeWith(key: number, value: Cbor): string {
  const parsed = parseGrant(new Map([...encodeGrant(cooperativeGrant()), [key, value]]));
  return parsed.ok ? "ok" : parsed.error;
}

describe("a grant", () => {
  test("is read back as it was written", () => {
    expect(parseGrant(encodeGrant(cooperativeGrant()))).toEqual({ ok: true, value: cooperativeGrant() });
  });

  test("lives at most 400 days and starts 4 days before it is made", () => {
    const notBefore = NOW - 4 * DAY;
    expect(outcome({ notBefore, notAfter: NOW + 400 * DAY })).toBe("ok");
    expect(outcome({ notBefore, notAfter: NOW + 400 * DAY + 1 })).toBe("tooLong");
  });

  test("for a wrapped key lives at most 90 days and gives only producer and purchaser", () => {
    const wrapped = { storage: STORAGE.wrapped, notBefore: NOW - 4 * DAY };
    expect(outcome({ ...wrapped, notAfter: NOW + 90 * DAY, roles: ["producer", "purchaser"] })).toBe("ok");
    expect(outcome({ ...wrapped, notAfter: NOW + 90 * DAY + 1 })).toBe("tooLong");
    for (const role of ["station", "market", "inspector", "lab", "officer"] as const) {
      expect(outcome({ ...wrapped, notAfter: NOW + DAY, roles: ["producer", role] })).toBe("roleNotForWrappedKey");
    }
  });

  test("is in force from its first second to its last", () => {
    const grant = { notBefore: NOW, notAfter: NOW + DAY };
    expect([NOW - 1, NOW, NOW + DAY, NOW + DAY + 1].map((time) => isInForce(grant, time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test.each<[string, number, Cbor, string]>([
    ["an unknown critical key", 10, 1, "newerFormat"],
    ["an unknown key that may be ignored", 64, 1, "ok"],
    ["another algorithm, whose key has another length", 4, -19, "newerFormat"],
    ["a storage that is not known", 9, 2, "newerFormat"],
    ["roles that are not known beside one that is", 5, 1 + 1024, "ok"],
    ["no role", 5, 0, "malformed"],
    ["a region as text", 6, "140525", "malformed"],
    ["a region of three digits", 6, 140, "malformed"],
    ["an end before its start", 8, NOW - 400 * DAY, "malformed"],
    ["an operator id of 7 bytes", 1, new Uint8Array(7), "malformed"],
    ["a name with a direction mark", 2, "丰禾\u202e", "malformed"],
    ["a key that is no point", 3, Uint8Array.of(2, ...new Uint8Array(31), 1), "badKey"],
    ["a key of 32 bytes", 3, new Uint8Array(32), "malformed"],
    ["the key 0", 0, 1, "malformed"],
  ])("with %s", (_, key, value, expected) => {
    expect(outcomeWith(key, value)).toBe(expected);
  });
});

describe("roles", () => {
  test("travel as bits in a fixed order, and bits that are not known give nothing", () => {
    expect(ROLES.map((role) => roleBits([role]))).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(rolesOf(1 + 64 + 1024)).toEqual(["producer", "officer"]);
  });

  test("of another authority never include inspector or officer, and those who oversee are compared by hand", () => {
    expect(FEDERATED_ROLES).toEqual(["producer", "purchaser", "market", "station", "lab"]);
    expect(ROLES_TO_COMPARE).toEqual(["station", "market", "inspector", "lab", "officer"]);
  });
});
