import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { PageInput } from "../../../src/page/pageInput.ts";
import { renderPage } from "../../../src/page/renderPage.ts";
import { renderUnknownPage } from "../../../src/page/renderUnknownPage.ts";
import { APPLES, CHINESE, ENGLISH, productionRecords } from "../../support/pageInputs.ts";
import { seededRandom } from "../../support/seededRandom.ts";

/** Bytes over the wire, with which a page comes in one round trip with room to spare. */
const BUDGET = 10_240;

function brotli(html: string, quality: number): number {
  return brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;
}

function randomNumber(random: () => number): string {
  const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  return Array.from({ length: 16 }, () => signs[Math.floor(random() * 32)]).join("");
}

/** Everything at once, at the limits that the page sets itself. */
function fullest(): PageInput {
  const random = seededRandom(7);
  return {
    ...APPLES,
    records: productionRecords(2000),
    station: "崇文镇农产品质量安全公共服务站",
    grade: { letter: "A", day: "2026-11-20" },
    flags: ["lateUpload", "quantityOverdrawn", "seqReused", "iatFell"],
    lot: {
      made: "assembled",
      day: "2026-11-21",
      plots: Array.from({ length: 50 }, (_, index) => `${"东西南北"[index % 4]}坡${index}号地块靠水渠一侧`),
      sources: Array.from({ length: 500 }, () => randomNumber(random)),
    },
    tests: Array.from({ length: 30 }, (_, index) => ({
      day: `2026-10-${String((index % 28) + 1).padStart(2, "0")}`,
      item: `农药残留第 ${index} 组：毒死蜱、腐霉利、多菌灵`,
      by: "晋城市农产品质量安全检验监测中心",
      basis: "commissionedTest" as const,
    })),
    certifications: Array.from({ length: 6 }, (_, index) => ({
      kind: "绿色食品",
      number: `LB-18-2411040702${index}A`,
      validTo: "2027-11-30",
    })),
  };
}

test.each([CHINESE, ENGLISH])(
  "a page with 100 production records keeps its weight at every compression ($language)",
  (frame) => {
    const html = renderPage({ ...APPLES, records: productionRecords(100) }, frame);
    const weights = [brotli(html, 4), brotli(html, 5), brotli(html, 11), gzipSync(html).length];
    expect(Math.max(...weights)).toBeLessThanOrEqual(BUDGET);
  },
);

test.each([CHINESE, ENGLISH])("so does the fullest page there can be ($language)", (frame) => {
  expect(brotli(renderPage(fullest(), frame), 5)).toBeLessThanOrEqual(BUDGET);
});

test("the page of an unknown number is lighter still", () => {
  expect(brotli(renderUnknownPage("7K2M9QX4TB8W1CZ6", { code: "notRegistered" }, CHINESE), 5)).toBeLessThanOrEqual(
    4096,
  );
});
