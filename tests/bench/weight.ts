import { brotliCompressSync, constants } from "node:zlib";
import { renderPage } from "../../src/page/renderPage.ts";
import { APPLES, CHINESE, productionRecords } from "../support/pageInputs.ts";
import { measureSizes } from "../support/sizes.ts";
import { type Bench, type BenchRow, benchRow } from "./benchRow.ts";
import { DIST, ensureBuilt } from "./browser/builtApp.ts";

/** Bytes of a certificate's page over the wire, its CSS within. */
const PAGE_BUDGET = 10_240;
const RECORDS = 100;
/** What the endpoint compresses pages with. */
const QUALITY = 9;
const WINDOW_BITS = 16;

function pageBytes(): number {
  const html = renderPage({ ...APPLES, records: productionRecords(RECORDS) }, CHINESE);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return brotliCompressSync(html, { params }).length;
}

function weightRow(name: string, bytes: number, budget: number): BenchRow {
  return benchRow(`weight: ${name}`, { ours: bytes, baseline: budget, unit: "bytes" }, { max: 1 });
}

async function run(): Promise<readonly BenchRow[]> {
  await ensureBuilt();
  const { sizes } = measureSizes(DIST);
  const page = weightRow(`certificate page, ${RECORDS} production records`, pageBytes(), PAGE_BUDGET);
  return [...sizes.map(({ name, bytes, budget }) => weightRow(name, bytes, budget)), page];
}

/** Bytes over the wire against their budgets. */
export const weight: Bench = { name: "weight", run };
