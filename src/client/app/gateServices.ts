import { fromHex } from "../../core/bytes.ts";
import { BASIS, type Quantity } from "../../core/certificate/certificate.ts";
import { parseQuantity } from "../../core/certificate/quantity.ts";
import { chinaDay, dayNumber, dayOf } from "../../core/date.ts";
import { operatorFile } from "../../core/operator/file.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { lotTest } from "../../core/record/diary.ts";
import { judgeIssuing, mustAcknowledge } from "../../core/record/gate.ts";
import type { LotTest } from "../../core/record/gateFacts.ts";
import { refuses } from "../../core/record/gateFindings.ts";
import { type GateLot, gatherFacts, statedLotTest } from "../../core/record/gatherFacts.ts";
import type { Treated } from "../../core/record/inputTargets.ts";
import { REFERENCE_BYTES } from "../../core/statement/statement.ts";
import { timeNow } from "../data/clock.ts";
import { gateRecords } from "../data/diary.ts";
import { refreshGateNews } from "../data/gateNews.ts";
import { actingIdentity } from "../data/identities.ts";
import { testsOfLot } from "../data/lotTests.ts";
import { ownFile } from "../data/operatorFiles.ts";
import type { Phone } from "../data/phone.ts";
import type { IdentityRecord } from "../data/schema.ts";
import { readSetting } from "../data/settings.ts";
import type { AskedGate, GateShown } from "../features/issue/issueDeps.ts";
import { type RulesHere, regionRules, shippedRules } from "./gateRulesHere.ts";

/** A thousandth of anything: enough to ask about goods of which no quantity is typed yet. */
const SOME = 1;

/** The gate on this phone. */
export type GateHere = {
  /** Undefined on a phone that has not joined. */
  readonly judge: (asked: AskedGate) => Promise<GateShown | undefined>;
};

function goodsOf({ draft: { input }, productClass }: AskedGate): Treated {
  const { product, productCode } = input;
  return {
    name: product,
    ...(productCode === undefined ? {} : { code: productCode }),
    ...(productClass === undefined ? {} : { confirmedClass: productClass }),
  };
}

function wantedOf({ draft: { input } }: AskedGate): Quantity {
  const typed = parseQuantity(input.quantity);
  return { thousandths: typed.ok ? typed.value : SOME, unit: input.unit };
}

/** The lot that is drawn on, or the one that issuing would make; that more is not drawn than it holds is checked apart. */
function lotOf(asked: AskedGate): GateLot {
  const { draft, lot } = asked;
  const { plots, day } = draft.input;
  const made = draft.trade === "producer" ? "harvested" : "assembled";
  const wanted = wantedOf(asked);
  const id = lot === undefined ? undefined : fromHex(lot.id);
  const goods = { made, goods: goodsOf(asked), plots, day, quantity: wanted, drawn: [] } as const;
  return id === undefined ? goods : { ...goods, reference: id.slice(0, REFERENCE_BYTES) };
}

function daysBefore(day: string, days: number): string {
  return dayOf((dayNumber(day) ?? 0) - days);
}

async function recordedTests(phone: Phone, operator: string, lot: string | undefined): Promise<readonly LotTest[]> {
  const rows = lot === undefined ? [] : await testsOfLot(phone, operator, lot);
  return rows.map(({ id, test }) => lotTest(id, test));
}

/** Bases for which there is a test on record that passed. */
function testedBases(tests: readonly LotTest[]): number {
  return tests.reduce((bits, { basis, passed }) => (passed ? bits | BASIS[basis] : bits), 0);
}

async function judge(
  phone: Phone,
  identity: IdentityRecord,
  { rules, version, asOf }: RulesHere,
  asked: AskedGate,
): Promise<GateShown> {
  const { operator, name, kind, region } = identity;
  const { input } = asked.draft;
  const now = await timeNow(phone);
  const [file, known, recorded, contact] = await Promise.all([
    ownFile(phone, { id: operator, name, kind, region }),
    gateRecords(phone, { operator, plots: input.plots, since: daysBefore(input.day, rules.window) }),
    recordedTests(phone, operator, asked.lot?.id),
    readSetting(phone.db, "lastContact"),
  ]);
  const facts = gatherFacts({
    day: chinaDay(now),
    kind,
    suspended: standingAt(identity.standing, now) !== "normal",
    file: operatorFile(file.said),
    lot: lotOf(asked),
    wanted: wantedOf(asked),
    ...known,
    tests: [...recorded, ...input.tests.map((test) => statedLotTest(test.basis, test))],
  });
  const result = judgeIssuing(facts, rules);
  const tested = testedBases(recorded);
  return {
    refusals: result.findings.filter(refuses),
    warnings: result.findings.filter((finding) => mustAcknowledge(finding, kind)),
    notes: result.findings.filter((finding) => !refuses(finding) && !mustAcknowledge(finding, kind)),
    bases: result.bases,
    tested: tested & result.bases,
    knownAt: contact ?? 0,
    rules: { version, ...(asOf === undefined ? {} : { asOf }) },
  };
}

/**
 * Opens the gate on this phone: what it knows now is judged at once; newer lists and the operator's own file are asked
 * for meanwhile and hold for the next time.
 */
export function openGate(phone: Phone): GateHere {
  let shipped: Promise<RulesHere> | undefined;
  let newer: RulesHere | undefined;
  const open = async (identity: IdentityRecord): Promise<RulesHere> => {
    const askRegion = async () => {
      newer = await regionRules(phone.fetch, identity.region);
    };
    void askRegion();
    void refreshGateNews(phone, identity, await timeNow(phone));
    return shippedRules();
  };
  return {
    async judge(asked) {
      const identity = await actingIdentity(phone.db);
      if (identity === undefined) return undefined;
      shipped ??= open(identity);
      const rules = await shipped;
      return judge(phone, identity, newer ?? rules, asked);
    },
  };
}
