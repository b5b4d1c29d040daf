import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { encodeAcknowledged } from "../../src/core/record/acknowledged.ts";
import { encodeFieldRecord, encodeRecordCorrection, type FieldRecord } from "../../src/core/record/fieldRecord.ts";
import { encodeRecordedTest } from "../../src/core/record/lotTest.ts";
import { encodeRowDecided } from "../../src/core/record/rowDecision.ts";
import { encodeStopLifted, encodeStopOrdered } from "../../src/core/record/stopOrder.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import bans from "../../src/data/bans.json" with { type: "json" };
import { openGatePacks } from "../../src/server/gate/gatePackFiles.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { deskFiguresSchema, deskRowsSchema, operatorFileSchema } from "../../src/wire/files.ts";
import { gateRulesSchema } from "../../src/wire/gateRules.ts";
import {
  certificatePagePath,
  certificateRecordsPath,
  deskListPath,
  gateRulesPath,
  operatorFilePath,
  PATH,
} from "../../src/wire/paths.ts";
import { certificateOf, lotOf, NOW, type Signed } from "../contract/storeWorld.ts";
import { bearer, type Joined, joinAs, openSession, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

const POTATO = 1618;
const PLOT = "村东坡地";
const SPRAY: FieldRecord = {
  type: "inputUsed",
  from: "2026-11-10",
  plots: [PLOT],
  product: "马铃薯",
  productCode: POTATO,
  input: { kind: "pesticide", name: "80%代森锰锌可湿性粉剂" },
  use: { dose: "每亩150克", method: "喷雾", against: "晚疫病", labelDays: 15, labelPhoto: 0 },
  photos: [{ hash: new Uint8Array(32).fill(7), size: 90_000, taken: NOW - 12 * 86_400 }],
};

let server: ServerUnderTest;
let grower: Joined;
let officer: Joined;

beforeEach(async () => {
  server = await startUnderTest();
  grower = await joinAs(server, "producer");
  officer = await joinAs(server, "officer");
});

afterEach(() => server.close());

type IssuedHere = { readonly lot: Signed; readonly certificate: Signed; readonly number: string };

/** A certificate of 100 kg of potatoes that were harvested on the 20th. */
async function issue(change: Parameters<typeof certificateOf>[1] = {}): Promise<IssuedHere> {
  const lot = await grower.say(KIND.lotHarvested, lotOf({ productCode: POTATO }));
  const certificate = await grower.say(
    KIND.certificateIssued,
    certificateOf(lot.id, { productCode: POTATO, ...change }),
  );
  await server.upload([lot, certificate]);
  return { lot, certificate, number: certificateNumber(certificate.id) };
}

function record(what: FieldRecord, at = NOW - 86_400): Promise<Signed> {
  return grower.say(KIND.recordMade, encodeFieldRecord(what), at);
}

async function accepted(...statements: readonly Signed[]): Promise<void> {
  const { results } = await server.upload(statements);
  expect(results.map(({ status, code }) => [status, code])).toEqual(statements.map(() => ["accepted", undefined]));
}

async function page(number: string): Promise<string> {
  return (await server.get(certificatePagePath(number), { "accept-encoding": "br", "accept-language": "zh" })).text();
}

/** What the officer reads in the grower's file about its certificates: number, and each finding with its day. */
async function flagged(): Promise<readonly (readonly [string, ...string[]])[]> {
  const session = bearer(await openSession(server, officer));
  const answered = await server.get(operatorFilePath(toHex(grower.operator)), session);
  const file = parseAnswer(operatorFileSchema, await answered.json());
  if (!file.ok) throw new Error("no file");
  return (file.value.flagged ?? []).map(({ number, findings }) => [
    number,
    ...findings.map(({ code, clears }) => (clears === undefined ? code : `${code} ${clears}`)),
  ]);
}

async function desk(): Promise<readonly [number, readonly string[]]> {
  const session = bearer(await openSession(server, officer));
  const figures = parseAnswer(deskFiguresSchema, await (await server.get(PATH.desk, session)).json());
  const rows = parseAnswer(
    deskRowsSchema,
    await (await server.get(deskListPath("flagged", undefined), session)).json(),
  );
  if (!figures.ok || !rows.ok) throw new Error("no desk");
  return [figures.value.flagged, rows.value.operators.map(({ id }) => id)];
}

describe("the gate at the endpoint", () => {
  test("takes a certificate whose interval was open, and flags it with the day on which it clears", async () => {
    await accepted(await record(SPRAY));
    const { number } = await issue();
    expect(await flagged()).toEqual([[number, "noQualityPerson", "intervalOpen 2026-11-25", "lateEntry"]]);
    expect(await desk()).toEqual([1, [toHex(grower.operator)]]);
    expect(await page(number)).toContain("间隔期未满");
  });

  test("judges again when a record arrives later, in whatever order", async () => {
    const { number } = await issue();
    expect(await flagged()).toEqual([]);
    const spray = await record(SPRAY);
    const corrected = await grower.say(
      KIND.recordCorrected,
      encodeRecordCorrection({
        record: spray.id,
        reason: "日期记错",
        replacement: { ...SPRAY, from: "2026-11-01" },
      }),
      NOW - 3600,
    );
    await accepted(corrected);
    expect(await flagged()).toEqual([[number, "noQualityPerson", "noRecords"]]);
    await accepted(spray);
    expect(await flagged()).toEqual([[number, "noQualityPerson", "lateEntry"]]);
    const shown = await page(number);
    expect(shown).toContain("间隔期已满");
    expect(shown).toContain("更正过");
    expect(await desk()).toEqual([0, []]);
  });

  test("does not repeat a warning that was acknowledged when the certificate was issued", async () => {
    await accepted(await record({ ...SPRAY, from: "2026-11-01" }));
    const { certificate, number } = await issue();
    expect(await flagged()).toEqual([[number, "noQualityPerson", "lateEntry"]]);
    const seen = { certificate: certificate.id, warnings: ["noQualityPerson", "lateEntry"], knownAt: NOW } as const;
    await accepted(await grower.say(KIND.warningsAcknowledged, encodeAcknowledged(seen)));
    expect(await flagged()).toEqual([]);
  });

  test("says nothing of an operator who keeps no records, and all of a lot that was overdrawn", async () => {
    const { lot, number } = await issue();
    expect(await flagged()).toEqual([]);
    const more = await grower.say(
      KIND.certificateIssued,
      certificateOf(lot.id, { productCode: POTATO, quantity: { thousandths: 450_000, unit: 1 } }),
    );
    await accepted(more);
    const both = await flagged();
    expect(both.map(([one]) => one).sort()).toEqual([number, certificateNumber(more.id)].sort());
    for (const [, ...findings] of both) expect(findings).toContain("overLot");
  });

  test("derives the same flags when everything is read anew", async () => {
    await accepted(await record(SPRAY));
    await issue();
    const before = await flagged();
    await server.endpoint.store.rebuild();
    expect(await flagged()).toEqual(before);
  });
});

describe("a row that is not verified", () => {
  const CHLORPYRIFOS: FieldRecord = {
    ...SPRAY,
    from: "2026-08-01",
    input: { kind: "pesticide", name: "毒死蜱" },
    use: { labelDays: 30, labelPhoto: 0 },
  };

  async function decide(decision: "confirmed" | "struck", at: number): Promise<Signed> {
    const body = { region: "140524", row: "p063", decision, reason: "查阅公告原文" } as const;
    return officer.say(KIND.rowDecided, encodeRowDecided(body), at);
  }

  async function rules() {
    const answered = parseAnswer(gateRulesSchema, await (await server.get(gateRulesPath("140524102201"))).json());
    if (!answered.ok) throw new Error("no rules");
    return answered.value;
  }

  test("refuses until an officer strikes it, and again once one confirms it; phones are told", async () => {
    await accepted(await record(CHLORPYRIFOS));
    const { number } = await issue();
    expect((await flagged())[0]).toEqual([number, "noQualityPerson", "bannedOnTarget", "lateEntry"]);
    expect((await rules()).decisions).toEqual([]);
    await accepted(await decide("struck", NOW));
    expect((await flagged())[0]).toEqual([number, "noQualityPerson", "lateEntry"]);
    await accepted(await decide("confirmed", NOW + 60));
    expect((await flagged())[0]).toContain("bannedOnTarget");
    const { decisions, asOf } = await rules();
    expect(decisions.map(({ row, decision }) => [row, decision])).toEqual([
      ["p063", "struck"],
      ["p063", "confirmed"],
    ]);
    expect(asOf).toBe(server.clock.now);
  });

  test("is decided by officers of the region only", async () => {
    const own = { region: "140524", row: "p063", decision: "struck", reason: "没有这回事" } as const;
    const { results } = await server.upload([await grower.say(KIND.rowDecided, encodeRowDecided(own))]);
    expect(results[0]?.code).toBe("wrongRole");
    const elsewhere = await officer.say(KIND.rowDecided, encodeRowDecided({ ...own, region: "140581" }));
    expect((await server.upload([elsewhere])).results[0]?.code).toBe("outOfScope");
    expect((await rules()).decisions).toEqual([]);
  });
});

describe("orders and tests", () => {
  test("an officer's order to stop one lot flags its certificates until it is lifted", async () => {
    await accepted(await record({ type: "tended", from: "2026-11-20", plots: [PLOT] }));
    const { lot, number } = await issue();
    const { operator } = grower;
    const order = await officer.say(
      KIND.stopOrdered,
      encodeStopOrdered({
        operator,
        lot: lot.id.slice(0, 8),
        from: "2026-11-21",
        document: "陵农停〔2026〕3号",
        reason: "抽检不合格",
      }),
    );
    await accepted(order);
    expect(await flagged()).toEqual([[number, "stopOrder", "noQualityPerson"]]);
    await accepted(
      await officer.say(KIND.stopLifted, encodeStopLifted({ operator, order: order.id, reason: "复检合格" }), NOW + 9),
    );
    expect(await flagged()).toEqual([[number, "noQualityPerson"]]);
  });

  test("a failed test refuses, and the page shows what was found", async () => {
    const { lot, number } = await issue();
    expect(await page(number)).not.toContain("不合格");
    const tested = await grower.say(
      KIND.testRecorded,
      encodeRecordedTest({
        lot: lot.id,
        basis: "commissionedTest",
        day: "2026-11-21",
        lab: "晋城市农产品质量安全检验监测中心",
        accreditation: "CATL（晋）0412",
        accreditedUntil: "2028-05-31",
        items: [{ item: "噻虫胺", result: "0.31 mg/kg", limit: "0.2 mg/kg", passed: false }],
      }),
    );
    await accepted(tested);
    expect((await flagged())[0]).toEqual([number, "noQualityPerson", "testFailed", "noRecords"]);
    const shown = await page(number);
    for (const words of ["不合格", "噻虫胺 0.31 mg/kg（限量 0.2 mg/kg）", "CATL（晋）0412"])
      expect(shown).toContain(words);
  });
});

test("every record is on a page of its own, whose certificate's page lists the first hundred", async () => {
  const many = await Promise.all(
    Array.from({ length: 104 }, (_, index) =>
      record({ type: "irrigated", from: "2026-10-01", plots: [PLOT], quantity: { thousandths: index + 1, unit: 1 } }),
    ),
  );
  await accepted(...many);
  const { number } = await issue();
  const first = await page(number);
  expect(first.match(/<li><b>灌溉/g)).toHaveLength(100);
  expect(first).toContain(certificateRecordsPath(number));
  const all = await (await server.get(certificateRecordsPath(number), { "accept-language": "zh" })).text();
  expect(all.match(/<li><b>灌溉/g)).toHaveLength(104);
  expect((await server.get(certificateRecordsPath("7K2M9QX4TB8W1CZ6"))).status).toBe(404);
});

test("a region's own packs replace the shipped ones, and a damaged one is named", () => {
  const folder = join(server.dataDir, "packs");
  mkdirSync(folder);
  writeFileSync(join(folder, "bans.json"), JSON.stringify({ ...bans, version: "2026-12-01" }));
  const opened = openGatePacks(server.dataDir);
  expect(opened.ok && opened.value.bans).toMatchObject({ version: "2026-12-01" });
  writeFileSync(join(folder, "intervals.json"), "{}");
  expect(openGatePacks(server.dataDir)).toMatchObject({ ok: false });
});
