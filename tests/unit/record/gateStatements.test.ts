import { expect, test } from "vitest";
import type { Cbor } from "../../../src/core/cbor.ts";
import { encodeAcknowledged, parseAcknowledged } from "../../../src/core/record/acknowledged.ts";
import { decisionsIn, encodeRowDecided, parseRowDecided } from "../../../src/core/record/rowDecision.ts";
import {
  encodeStopLifted,
  encodeStopOrdered,
  parseStopLifted,
  parseStopOrdered,
} from "../../../src/core/record/stopOrder.ts";
import { testGap } from "../../../src/core/record/testGap.ts";
import { gateRules } from "../../support/gateRules.ts";

const OPERATOR = new Uint8Array(8).fill(3);
const ID = new Uint8Array(32).fill(9);

test("what officers order, lift and decide, and what was acknowledged, is read as it was written", () => {
  const order = {
    operator: OPERATOR,
    lot: ID.slice(0, 8),
    from: "2026-11-21",
    document: "陵农停〔2026〕3号",
    reason: "不合格",
  };
  expect(parseStopOrdered(encodeStopOrdered(order))).toEqual(order);
  const lifted = { operator: OPERATOR, order: ID, reason: "复检合格" };
  expect(parseStopLifted(encodeStopLifted(lifted))).toEqual(lifted);
  const decided = { region: "140524", row: "p063", decision: "struck", reason: "查阅公告原文" } as const;
  expect(parseRowDecided(encodeRowDecided(decided))).toEqual(decided);
  const seen = { certificate: ID, warnings: ["lateEntry"], knownAt: 1_795_305_600, productClass: 1 } as const;
  expect(parseAcknowledged(encodeAcknowledged(seen))).toEqual(seen);
});

test("a body that names no such decision, warning or day is not read", () => {
  expect(parseRowDecided(new Map([["region", 140524]]))).toBeUndefined();
  const order = encodeStopOrdered({ operator: OPERATOR, from: "2026-11-31", document: "1", reason: "1" });
  expect(parseStopOrdered(order)).toBeUndefined();
  const known = encodeAcknowledged({ certificate: ID, warnings: [], knownAt: 1 });
  const unknown = new Map<string, Cbor>([
    ["certificate", ID],
    ["warnings", ["somethingElse"]],
    ["knownAt", 1],
  ]);
  expect(parseAcknowledged(known)).toBeDefined();
  expect(parseAcknowledged(unknown)).toBeUndefined();
});

test("the newest decision about a row holds, of this region or a wider one, whatever order they came in", () => {
  const one = { row: "p063", reason: "公告原文", id: ID };
  const struck = { ...one, region: "1405", decision: "struck", iat: 10 } as const;
  const confirmed = { ...one, region: "140524", decision: "confirmed", iat: 20 } as const;
  const elsewhere = { ...one, region: "140581", decision: "struck", iat: 30 } as const;
  for (const all of [
    [struck, confirmed, elsewhere],
    [elsewhere, confirmed, struck],
  ])
    expect(decisionsIn(all, "140524102201")).toEqual(new Map([["p063", "confirmed"]]));
  expect(decisionsIn([struck], "140525100")).toEqual(new Map([["p063", "struck"]]));
});

test("tests are held against what was used, a group's test counting for its members", () => {
  const use = {
    id: "1",
    kind: "pesticide",
    plots: [],
    from: "2026-10-01",
    to: "2026-10-01",
    entered: "2026-10-01",
  } as const;
  const uses = [
    { ...use, name: "40%辛硫磷乳油" },
    { ...use, name: "甲霜灵·锰锌" },
  ];
  expect(testGap(uses, [], gateRules())).toEqual({
    used: ["辛硫磷", "甲霜灵", "代森锰锌"],
    missing: ["辛硫磷", "甲霜灵", "代森锰锌"],
  });
  const rapid = { items: ["农药残留快速检测（酶抑制率法）"] };
  expect(testGap(uses, [rapid, { items: ["代森锰锌"] }], gateRules()).missing).toEqual(["甲霜灵"]);
});
