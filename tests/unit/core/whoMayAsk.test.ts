import { expect, test } from "vitest";
import { STORAGE } from "../../../src/core/operator/grant.ts";
import type { GrantTerms } from "../../../src/core/operator/rights.ts";
import { ROLES, type Role } from "../../../src/core/operator/role.ts";
import { ASKED, askReach, askRefusal, askRules, isOpenToAll } from "../../../src/core/operator/whoMayAsk.ts";

function terms(role: Role, region: string): GrantTerms {
  return { alg: -7, roles: [role], region, notBefore: 0, notAfter: 1, storage: STORAGE.nonExtractable };
}

test("everything that can be asked for has a rule, and what is open to all has no other", () => {
  for (const asked of ASKED) {
    expect(askRules(asked), asked).not.toEqual([]);
    if (isOpenToAll(asked)) expect(askRules(asked).map(({ reach }) => reach)).toEqual(["any"]);
  }
});

test("a key without a grant in force reaches nothing that needs a session", () => {
  for (const asked of ASKED) expect(askReach(asked, [])).toBeUndefined();
});

test("an officer of two counties reaches both and her own operator, once each", () => {
  const both = [terms("officer", "140524"), terms("officer", "140581"), terms("officer", "140524")];
  expect(askReach("operatorFile", both)).toEqual({ own: true, regions: ["140524", "140581"] });
  expect(askReach("desk", both)).toEqual({ own: false, regions: ["140524", "140581"] });
});

test("whoever reaches only the own operator is refused by role, whoever reaches a region by region", () => {
  const producer = askReach("operatorFile", [terms("producer", "140524")]);
  const officer = askReach("operatorFile", [terms("officer", "140524")]);
  if (producer === undefined || officer === undefined) throw new Error("both may ask");
  const stranger = { isOwn: false, region: "140581101205" };
  expect(askRefusal(producer, { isOwn: true, region: undefined })).toBeUndefined();
  expect(askRefusal(producer, stranger)).toBe("roleMissing");
  expect(askRefusal(officer, stranger)).toBe("outOfScope");
  expect(askRefusal(officer, { isOwn: false, region: undefined })).toBe("outOfScope");
  expect(askRefusal(officer, { isOwn: false, region: "140524101205" })).toBeUndefined();
});

test("nobody but an officer opens the desk", () => {
  for (const role of ROLES) expect(askReach("desk", [terms(role, "14")]) !== undefined).toBe(role === "officer");
});
