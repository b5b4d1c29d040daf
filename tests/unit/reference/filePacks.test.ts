import { describe, expect, test } from "vitest";
import { DERIVED_FACTS } from "../../../src/core/operator/credit.ts";
import { OPERATOR_KINDS } from "../../../src/core/operator/profile.ts";
import { certificationName, readCertificationKinds } from "../../../src/core/reference/certificationKinds.ts";
import { readCreditRules } from "../../../src/core/reference/creditRules.ts";
import { dutyDigest, noticeFor, readDutyNotices } from "../../../src/core/reference/dutyNotices.ts";
import { checkText } from "../../../src/core/text.ts";
import kindsJson from "../../../src/data/certificationKinds.json" with { type: "json" };
import rulesJson from "../../../src/data/creditRules.json" with { type: "json" };
import noticesJson from "../../../src/data/dutyNotices.json" with { type: "json" };

function intact<T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }): T {
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe("kinds of product certification", () => {
  const kinds = intact(readCertificationKinds(kindsJson));

  test("name a certification, the paper's own name where no kind does", () => {
    expect(kinds.kinds.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "绿色食品",
        "有机产品",
        "农产品地理标志",
        "圳品",
        "名特优新农产品",
        "良好农业规范（GAP）",
      ]),
    );
    expect(certificationName(kinds, { kind: "greenFood" })).toBe("绿色食品");
    expect(certificationName(kinds, { kind: "other", name: "晋字号特优" })).toBe("晋字号特优");
    expect(certificationName(kinds, { kind: "madeLater" })).toBe("madeLater");
  });

  test("are refused when a code comes twice", () => {
    const twice = { ...kindsJson, kinds: [...kindsJson.kinds, ...kindsJson.kinds.slice(0, 1)] };
    expect(readCertificationKinds(twice)).toEqual({ ok: false, error: "badPack" });
  });
});

describe("the rule set", () => {
  const rules = intact(readCreditRules(rulesJson));

  test("says that it is ours, and has a rule for every fact that the register derives", () => {
    expect(rules.source).toContain("不是官方规则");
    expect(rules.verified).toBe(false);
    const derived = rules.rules.filter(({ entered }) => !entered).map(({ code }) => code);
    expect([...derived].sort()).toEqual([...DERIVED_FACTS].sort());
  });

  test.each([
    ["grades that do not fall", { ...rulesJson, grades: [...rulesJson.grades].reverse() }],
    ["a lowest grade that does not begin at 0", { ...rulesJson, grades: rulesJson.grades.slice(0, 3) }],
    ["a code twice", { ...rulesJson, rules: [...rulesJson.rules, ...rulesJson.rules.slice(0, 1)] }],
    ["a rule without points", { ...rulesJson, rules: [{ ...rulesJson.rules[0], points: 0 }] }],
  ])("is refused with %s", (_what, pack) => {
    expect(readCreditRules(pack)).toEqual({ ok: false, error: "badPack" });
  });
});

describe("duty notices", () => {
  const notices = intact(readDutyNotices(noticesJson));

  test("are there for every kind of operator but labs and offices, and mark themselves as ours", () => {
    const without = OPERATOR_KINDS.filter((kind) => noticeFor(notices, kind) === undefined);
    expect(without).toEqual(["lab", "agency"]);
    expect(notices.source).toContain("自拟");
  });

  test("change their digest with any word", () => {
    const [notice] = notices.notices;
    if (notice === undefined) throw new Error("no notice");
    expect(dutyDigest(notice)).toHaveLength(32);
    expect(dutyDigest({ ...notice, paragraphs: notice.paragraphs.slice(1) })).not.toEqual(dutyDigest(notice));
  });

  test("have names that a statement can carry", () => {
    for (const { id, version } of notices.notices) {
      expect(checkText(id, { min: 1, max: 40 }).ok && checkText(version, { min: 1, max: 20 }).ok).toBe(true);
    }
  });
});
