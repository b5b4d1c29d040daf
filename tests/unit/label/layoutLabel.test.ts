import { describe, expect, test } from "vitest";
import { LEAST_TEXT } from "../../../src/core/label/arrange.ts";
import type { CodeBox, Label } from "../../../src/core/label/box.ts";
import type { LabelSize } from "../../../src/core/label/labelSize.ts";
import { layoutLabel } from "../../../src/core/label/layoutLabel.ts";
import type { OfficialStyle } from "../../../src/core/reference/styles.ts";
import {
  ALL_SIZES,
  encodeQr,
  faultsOf,
  fieldText,
  ISSUED_STYLES,
  LABEL_PACK,
  labelContent,
  TEXTS,
} from "../../support/labels.ts";

const tools = { resolution: { dpi: 203, dotsPerMm: 8 }, encode: encodeQr };
const producer = styleOf("producer-2026");
const purchaser = styleOf("purchaser-2026");

function styleOf(name: string): OfficialStyle {
  const style = ISSUED_STYLES.find((candidate) => candidate.name === name);
  if (style === undefined) throw new Error(`no style ${name}`);
  return style;
}

function sizeOf(id: string): LabelSize {
  const size = ALL_SIZES.find((candidate) => candidate.id === id);
  if (size === undefined) throw new Error(`no size ${id}`);
  return size;
}

function codeOn(label: Label): CodeBox {
  const code = label.boxes.find((box) => box.kind === "code");
  if (code === undefined) throw new Error("no code");
  return code;
}

function laidOut(id: string, content = labelContent(producer, TEXTS.usual)): Label {
  const label = layoutLabel(content, sizeOf(id), tools);
  if (!label.ok) throw new Error(JSON.stringify(label.error));
  return label.value;
}

const cases = LABEL_PACK.resolutions.flatMap((resolution) =>
  ALL_SIZES.flatMap((size) =>
    ISSUED_STYLES.flatMap((style) =>
      (["shortest", "usual", "longest"] as const).map((length) => ({ resolution, size, style, length })),
    ),
  ),
);

describe.each(cases)(
  "$length text of $style.name on $size.id at $resolution.dpi dpi",
  ({ resolution, size, style, length }) => {
    const content = { ...labelContent(style, TEXTS[length]), boxNumber: "第3箱，共20箱" };
    const label = layoutLabel(content, size, { resolution, encode: encodeQr });

    test("everything stands on the label and nothing over anything, or the fields to shorten are named", () => {
      if (label.ok) {
        expect(faultsOf(label.value, size, content)).toEqual([]);
        expect(label.value.plan.fontSize).toBeGreaterThanOrEqual(LEAST_TEXT);
        return;
      }
      // Only the longest text that the law allows, and only on the smallest labels.
      expect(length).toBe("longest");
      expect(Math.min(size.width, size.height)).toBeLessThanOrEqual(30);
      expect(label.error).toMatchObject({ code: "textTooLong" });
      const cut = { ...content.values };
      if (label.error.code === "textTooLong") {
        expect(label.error.fields.length).toBeGreaterThan(0);
        for (const field of label.error.fields) cut[field] = cut[field].slice(0, 10);
      }
      expect(layoutLabel({ ...content, values: cut }, size, { resolution, encode: encodeQr }).ok).toBe(true);
    });

    test("the code has whole dots for each module, three of 203 dpi at least, and starts on a dot", () => {
      if (!label.ok) return;
      const code = codeOn(label.value);
      expect(Number.isInteger(code.dots)).toBe(true);
      expect(code.dots).toBeGreaterThanOrEqual(3);
      expect(code.dots / resolution.dotsPerMm).toBeGreaterThanOrEqual(0.33);
      for (const edge of [code.x, code.y]) {
        expect(edge * resolution.dotsPerMm).toBeCloseTo(Math.round(edge * resolution.dotsPerMm), 5);
      }
      expect(code.width * resolution.dotsPerMm).toBeCloseTo((code.modules.size + 8) * code.dots, 5);
    });
  },
);

describe("which code a label carries", () => {
  test("the short code, and it says so, where the certificate's own does not fit", () => {
    const label = laidOut("40x30");
    expect(label.plan.form).toBe("short");
    expect(codeOn(label)).toMatchObject({ form: "short", text: labelContent(producer, TEXTS.usual).codes.short });
  });

  test("the certificate's own code on labels of 50 x 40 mm and more", () => {
    expect(laidOut("50x40").plan.form).toBe("label");
  });

  test("certificate and grant from 60 mm up where text stays easy to read", () => {
    expect(laidOut("70x50").plan.form).toBe("chain");
    expect(laidOut("A6").plan.form).toBe("chain");
    const { codes, ...rest } = labelContent(producer, TEXTS.usual);
    expect(laidOut("A6", { ...rest, codes: { label: codes.label, short: codes.short } }).plan.form).toBe("label");
  });
});

test("the title stands out on every label", () => {
  for (const size of ALL_SIZES) {
    const label = laidOut(size.id);
    const title = label.boxes.find((box) => box.kind === "text" && box.field === "title");
    expect(title).toMatchObject({ kind: "text", bold: true });
    if (title?.kind === "text") expect(title.fontSize / label.plan.fontSize).toBeGreaterThan(1.24);
  }
});

test("the number is printed in fours", () => {
  expect(fieldText(laidOut("50x40"), "number")).toBe("7K2M-9QX4-TB8W-1CZ6");
});

test("the station that signed is named beside whose commitment it is, and left out where it does not fit", () => {
  const content = labelContent(producer, TEXTS.usual);
  const { issuer } = content.values;
  const named = `${issuer}（由崇文镇农产品质量安全服务站代开）`;
  expect(fieldText(laidOut("A6", { ...content, issuerByStation: named }), "issuer")).toContain(named);
  const endless = { ...content, issuerByStation: `${issuer}（由${"崇文镇农产品质量安全服务站".repeat(9)}代开）` };
  expect(laidOut("40x30", endless)).toEqual(laidOut("40x30"));
});

test("the fields that must be shorter are named, longest first and no more than help", () => {
  const content = labelContent(producer, TEXTS.usual);
  const values = { ...content.values, issuer: TEXTS.longest.values.issuer, origin: "山西省晋城市城区".repeat(5) };
  expect(layoutLabel({ ...content, values }, sizeOf("40x30"), tools)).toEqual({
    ok: false,
    error: { code: "textTooLong", fields: ["issuer"] },
  });
});

test("a label on which nothing can be left out is too small as a whole", () => {
  const tiny = { id: "20x20", width: 20, height: 20, margin: 1.5 };
  const label = layoutLabel(labelContent(producer, TEXTS.shortest), tiny, tools);
  expect(label).toEqual({ ok: false, error: { code: "labelTooSmall" } });
});

describe("the producer's own pictures", () => {
  const content = { ...labelContent(producer, TEXTS.usual), pictures: [2, 1] };

  test("stand in a row where there is room", () => {
    const label = laidOut("80x60", content);
    const pictures = label.boxes.filter((box) => box.kind === "picture");
    expect(pictures.map((box) => box.width / box.height)).toEqual([expect.closeTo(2), expect.closeTo(1)]);
    expect(faultsOf(label, sizeOf("80x60"), content)).toEqual([]);
  });

  test("are left out, and that is said, where what must be there needs the room", () => {
    const label = laidOut("40x30", content);
    expect(label.plan.pictures).toBe(false);
    expect(label.boxes.some((box) => box.kind === "picture")).toBe(false);
  });
});

test("labels of a batch keep the plan of the first", () => {
  const content = labelContent(purchaser, TEXTS.usual);
  const first = laidOut("60x40", { ...content, boxNumber: "第1箱，共100箱" });
  const last = layoutLabel({ ...content, boxNumber: "第100箱，共100箱" }, sizeOf("60x40"), {
    ...tools,
    like: first.plan,
  });
  expect(last.ok && last.value.plan).toBe(first.plan);
  const unlike = { ...first.plan, fontSize: 9 };
  const other = layoutLabel(content, sizeOf("60x40"), { ...tools, like: unlike });
  expect(other.ok && other.value.plan.fontSize).toBeLessThan(9);
});
