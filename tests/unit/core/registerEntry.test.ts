import { describe, expect, test } from "vitest";
import type { Cbor } from "../../../src/core/cbor.ts";
import {
  encodeOperatorClosed,
  encodeOperatorMerged,
  parseOperatorClosed,
  parseOperatorMerged,
} from "../../../src/core/operator/closing.ts";
import { maskIdNumber, parseIdNumber } from "../../../src/core/operator/idNumber.ts";
import { type PrivateRecord, readSaltedRecord, saltRecord } from "../../../src/core/operator/privateRecord.ts";
import { encodeProfile, type Profile, parseProfile } from "../../../src/core/operator/profile.ts";
import { checkUscc, tidyUscc, usccCheckCharacter } from "../../../src/core/operator/uscc.ts";
import { NOW, operatorId } from "../../support/world.ts";

const SALT = new Uint8Array(16).fill(9);

describe("a unified social credit code", () => {
  test.each(["91350100M000100Y43", "9144030071526726XG"])("%s has the check digit that GB 32100 computes", (code) => {
    expect(checkUscc(code)).toBe("fits");
    expect(usccCheckCharacter(code.slice(0, 17))).toBe(code.slice(17));
  });

  test("with another check digit, other characters or another length is told apart", () => {
    expect(checkUscc("91350100M000100Y44")).toBe("otherDigit");
    expect(checkUscc("91350100I000100Y43")).toBe("otherForm");
    expect(checkUscc("140524600012345")).toBe("otherForm");
  });

  test("is tidied from what a person types", () => {
    expect(tidyUscc(" ９１350100-m000100y43 ")).toBe("91350100M000100Y43");
  });
});

describe("an ID number", () => {
  test("is taken with its check character only, and shown without the birthday", () => {
    expect(parseIdNumber("11010519491231002x")).toBe("11010519491231002X");
    expect(parseIdNumber("110105194912310021")).toBeUndefined();
    expect(parseIdNumber("1101051949123100")).toBeUndefined();
    expect(maskIdNumber("11010519491231002X")).toBe("110***********002X");
  });
});

describe("a private record", () => {
  const record: PrivateRecord = {
    phone: "13835600000",
    idNumber: "11010519491231002X",
    points: new Map([["p1", [35_775_000, 113_280_000]]]),
  };

  test("is read back as it was salted, and its hash changes with the salt", () => {
    const salted = saltRecord(record, SALT);
    expect(readSaltedRecord(salted.bytes)).toEqual(record);
    expect(saltRecord(record, new Uint8Array(16)).hash).not.toEqual(salted.hash);
  });

  test.each([
    [{ phone: "12" }],
    [{ phone: "138 3560 0000 " }],
    [{ idNumber: "110105194912310021" }],
    [{ points: new Map([["p1", [91_000_000, 1]]]) }],
  ] as readonly (readonly [PrivateRecord])[])("is refused where it holds %j", (damaged) => {
    expect(readSaltedRecord(saltRecord(damaged, SALT).bytes)).toBeUndefined();
  });

  test("is refused when it is no record", () => {
    expect(readSaltedRecord(SALT)).toBeUndefined();
    expect(readSaltedRecord(Uint8Array.of(1, 2))).toBeUndefined();
  });
});

describe("a register entry", () => {
  const profile: Profile = {
    name: "陵川县岭常村惠民种植专业合作社",
    kind: "cooperative",
    region: "140524102201",
    person: false,
    uscc: "93140524MA0KXXXX1X",
    products: [{ name: "马铃薯", code: 1203, capacity: { thousandths: 500_000_000, unit: 1 } }, { name: "连翘" }],
    plots: [
      { id: "1", name: "村东坡地", kind: "field", area: 40_000, region: "140524102201", address: "岭常村东" },
      { id: "2", name: "羊圈", kind: "pen", heads: 120, region: "140524102201" },
    ],
    parent: operatorId("陵川县农业公司"),
  };

  test("keeps its code, products with capacity, plots and parent", () => {
    expect(parseProfile(encodeProfile(profile))).toEqual(profile);
  });

  test.each([
    ["products", [new Map<string, Cbor>([["name", ""]])]],
    ["plots", [new Map<string, Cbor>([["id", "1"]])]],
    ["parent", Uint8Array.of(1)],
    ["uscc", ""],
  ] as readonly (readonly [string, Cbor])[])("with damaged %s is refused", (field, value) => {
    expect(parseProfile(new Map([...encodeProfile(profile), [field, value]]))).toBeUndefined();
  });
});

describe("closing and merging", () => {
  const [kept, duplicate] = [operatorId("一"), operatorId("二")];

  test("are read back as they were written", () => {
    const closed = { operator: kept, from: NOW, reason: "不再经营" };
    expect(parseOperatorClosed(encodeOperatorClosed(closed))).toEqual(closed);
    expect(parseOperatorMerged(encodeOperatorMerged({ kept, duplicate }))).toEqual({ kept, duplicate });
  });

  test("need a reason and two different operators", () => {
    expect(parseOperatorClosed(encodeOperatorClosed({ operator: kept, from: NOW, reason: "" }))).toBeUndefined();
    expect(parseOperatorMerged(encodeOperatorMerged({ kept, duplicate: kept }))).toBeUndefined();
  });
});
