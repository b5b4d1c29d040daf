import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { XLSX_TYPE } from "../../src/core/sheet/sheet.ts";
import { xlsxFiles } from "../../src/core/sheet/writeXlsx.ts";
import { type Bench, type BenchRow, benchRow } from "./benchRow.ts";
import { openBenchCounty } from "./browser/benchPhone.ts";

const ROWS = 10_000;
/** Seconds within which a table of {@link ROWS} rows is imported. */
const MINUTE = 60;
const PATIENCE = 600_000;

/** A county's table of {@link ROWS} operators. */
function table(): Buffer {
  const headings = [
    "主体名称",
    "主体类型",
    "统一社会信用代码",
    "联系电话",
    "乡镇",
    "村",
    "详细地址",
    "主要产品",
    "面积",
  ];
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const number = String(index).padStart(5, "0");
    const name = `陵川县第 ${number} 种植专业合作社`;
    return [
      name,
      "合作社",
      `93140524MA0${number}0X`,
      `139356${number}`,
      "崇文镇",
      "岭常村",
      `东坡 ${index} 号`,
      "马铃薯、连翘",
      "12.5",
    ];
  });
  const columns = headings.map((heading) => ({ heading }));
  return Buffer.from(zipSync(xlsxFiles([{ name: "主体名录", columns, rows }])));
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** How many entries the phone signed that the register has not taken yet. */
function waiting(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("liangzheng");
        opening.onerror = () => reject(new Error("no store"));
        opening.onsuccess = () => {
          const index = opening.result.transaction("statements").objectStore("statements").index("byDue");
          const counting = index.count(IDBKeyRange.bound(["waiting", 0], ["waiting", Number.MAX_SAFE_INTEGER]));
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

async function run(): Promise<readonly BenchRow[]> {
  const { joinOffice, close } = await openBenchCounty();
  try {
    const { page } = await joinOffice();
    await page.goto("/import");
    const file = { name: "主体名录.xlsx", mimeType: XLSX_TYPE, buffer: table() };
    const accept = page.getByRole("button", { name: `导入 ${ROWS} 行` });
    const compared = await secondsOf(async () => {
      await page.locator("input[type=file]").setInputFiles(file);
      await accept.waitFor({ timeout: PATIENCE });
    });
    const signed = await secondsOf(async () => {
      await accept.click();
      await page.getByText("导入完了").waitFor({ timeout: PATIENCE });
    });
    const uploaded = await secondsOf(async () => {
      while ((await waiting(page)) > 0) await page.waitForTimeout(500);
    });
    const of = (seconds: number) => ({ ours: seconds, baseline: MINUTE, unit: "s" });
    return [
      benchRow(`importing: ${ROWS} rows read, compared with the register and signed`, of(compared + signed), {
        max: 1,
      }),
      benchRow("importing: read and compared", of(compared)),
      benchRow("importing: signed and stored", of(signed)),
      benchRow("importing: until the register has taken them all", of(uploaded)),
    ];
  } finally {
    await close();
  }
}

/** How long an officer waits for a county's table. */
export const importing: Bench = { name: "importing", run };
