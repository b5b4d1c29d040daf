import { expect, test } from "vitest";
import type { PageInput } from "../../../src/page/pageInput.ts";
import { renderPage } from "../../../src/page/renderPage.ts";
import { APPLES, CHINESE } from "../../support/pageInputs.ts";

/** What a reader reads in the block with that heading. */
function wordsIn(heading: string, changes: Partial<PageInput>): string {
  const sections = renderPage({ ...APPLES, ...changes }, CHINESE).split("<section");
  const section = sections.find((one) => one.includes(`<h2>${heading}</h2>`)) ?? "";
  return (section.split("</section>")[0] ?? "")
    .replace(/^[^>]*>|<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

test("an input says whether its interval had passed, and a correction says so", () => {
  const words = wordsIn("生产记录", {
    records: [
      {
        day: "2026-10-02",
        act: "使用投入品",
        detail: "代森锰锌",
        enteredLate: false,
        interval: "open",
        corrected: true,
      },
      { day: "2026-09-02", act: "使用投入品", detail: "噻虫嗪", enteredLate: false, interval: "metByTable" },
    ],
  });
  expect(words).toBe(
    "生产者陈述 生产记录 共 2 条 使用投入品 2026-10-02 (更正过) 代森锰锌 间隔期未满 使用投入品 2026-09-02 噻虫嗪 间隔期已满（按未核实的参考表）",
  );
});

test("a test on record says what came out and until when the lab is accredited", () => {
  const words = wordsIn("追溯", {
    tests: [
      {
        day: "2026-11-19",
        item: "噻虫嗪 0.02 mg/kg（限量 0.5 mg/kg）",
        by: "晋城市农产品质量安全检验监测中心",
        basis: "commissionedTest",
        passed: true,
        accreditation: "CATL（晋）0412",
        accreditedUntil: "2028-05-31",
      },
      { day: "2026-11-18", item: "农药残留", by: "", basis: "selfTest", passed: false },
    ],
  });
  expect(words).toContain(
    "委托检测 合格 机构：晋城市农产品质量安全检验监测中心 资质：CATL（晋）0412 有效期至 2028年5月31日",
  );
  expect(words).toContain("自行检测 不合格 日期： 2026年11月18日 项目：农药残留");
});
