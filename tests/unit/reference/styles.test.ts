import { describe, expect, test } from "vitest";
import {
  findStyle,
  type OfficialStyle,
  readStyles,
  type StylePack,
  styleInForce,
} from "../../../src/core/reference/styles.ts";
import { checkText } from "../../../src/core/text.ts";
import stylesJson from "../../../src/data/styles.json" with { type: "json" };

const ORDER_4_IN_FORCE = Date.parse("2026-02-01T00:00:00+08:00") / 1000;

function pack(): StylePack {
  const read = readStyles(stylesJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function style(code: number): OfficialStyle {
  const found = findStyle(pack(), code);
  if (found === undefined) throw new Error(`no style ${code}`);
  return found;
}

describe("official styles", () => {
  test("the producer's style of 2026 has the wording of Order 4", () => {
    expect(style(1)).toMatchObject({
      title: "承诺达标合格证",
      lead: "我承诺生产销售的食用农产品：",
      commitments: ["未使用禁用农药、兽药及其他化合物；", "使用的常规农药、兽药残留不超标。"],
      basisTitle: "承诺依据",
    });
  });

  test("the purchaser's style of 2026 has the wording of Order 4", () => {
    expect(style(2)).toMatchObject({
      title: "承诺达标合格证",
      lead: "我承诺销售的食用农产品：",
      commitments: [
        "已按规定收取并保存该批次农产品承诺达标合格证或者其他质量安全合格证明；",
        "未违规使用保鲜剂、防腐剂、添加剂等。",
      ],
      basisTitle: "承诺依据",
    });
  });

  test("both styles of 2026 offer the same three bases and name the same fields", () => {
    expect(style(1).basis).toEqual([
      { bit: 0, label: "质量安全控制符合要求" },
      { bit: 1, label: "自行检测合格" },
      { bit: 2, label: "委托检测合格" },
    ]);
    expect(style(2).basis).toEqual(style(1).basis);
    expect(style(2).fields).toEqual(style(1).fields);
    expect(Object.values(style(1).fields)).toEqual([
      "产品名称",
      "重量或数量",
      "产地",
      "承诺主体",
      "联系方式",
      "开具时间",
    ]);
  });

  test("the third line of 2021 is on the legacy style only", () => {
    const withThirdLine = pack().styles.filter((one) => one.commitments.includes("对承诺的真实性负责"));
    expect(withThirdLine.map((one) => one.code)).toEqual([91]);
  });

  test("the styles of 2026 are in force from midnight of 1 February 2026 in China, and not a second before", () => {
    for (const code of [1, 2]) {
      expect(styleInForce(style(code), ORDER_4_IN_FORCE - 1)).toBe(false);
      expect(styleInForce(style(code), ORDER_4_IN_FORCE)).toBe(true);
      expect(styleInForce(style(code), 4_102_444_800)).toBe(true);
    }
  });

  test("a legacy style ends in the second its successor begins, and is never issued", () => {
    expect(style(91).to).toBe(ORDER_4_IN_FORCE);
    expect(style(92).to).toBe(style(91).from);
    expect(styleInForce(style(91), ORDER_4_IN_FORCE)).toBe(false);
    expect(styleInForce(style(91), ORDER_4_IN_FORCE - 1)).toBe(true);
    expect(
      pack()
        .styles.filter((one) => one.readOnly)
        .map((one) => one.code),
    ).toEqual([91, 92]);
  });

  test("wording is marked as not yet compared with the annex", () => {
    expect(pack().verified).toBe(false);
    expect(pack().styles.every((one) => !one.verified && one.source !== "")).toBe(true);
  });

  test("all wording is clean text", () => {
    for (const one of pack().styles) {
      const wording = [
        one.title,
        one.lead,
        one.subject,
        ...one.commitments,
        ...one.basis.map((box) => box.label),
        ...Object.values(one.fields),
      ];
      for (const line of wording) expect(checkText(line, { min: 1, max: 60 })).toEqual({ ok: true, value: line });
    }
  });

  test("a code of a later version is not known", () => {
    expect(findStyle(pack(), 3)).toBeUndefined();
  });

  test.each([
    ["nothing", undefined],
    ["a list", []],
    ["no styles", { ...stylesJson, styles: undefined }],
    ["a style without its lead", { ...stylesJson, styles: [{ ...stylesJson.styles[0], lead: "" }] }],
    [
      "a basis bit that is no number",
      { ...stylesJson, styles: [{ ...stylesJson.styles[0], basis: [{ bit: "0", label: "自行检测合格" }] }] },
    ],
    ["an end that is no number", { ...stylesJson, styles: [{ ...stylesJson.styles[0], to: "2027" }] }],
    ["a code twice", { ...stylesJson, styles: [stylesJson.styles[0], stylesJson.styles[0]] }],
  ])("a pack with %s is refused", (_, value) => {
    expect(readStyles(value)).toEqual({ ok: false, error: "badPack" });
  });
});
