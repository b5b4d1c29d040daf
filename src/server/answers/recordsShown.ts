import { chinaDay, dayNumber } from "../../core/date.ts";
import { type DiaryEntry, inputUses } from "../../core/record/diary.ts";
import type { GateRules } from "../../core/record/gate.ts";
import type { Treated } from "../../core/record/inputTargets.ts";
import { hasPassed, type TestItem } from "../../core/record/lotTest.ts";
import { intervalFinding, isOn } from "../../core/record/useFindings.ts";
import type { PageRecord, PageTest } from "../../page/pageInput.ts";
import { quantityWords } from "../../page/quantityWords.ts";
import { RECORD_ACTS } from "../../page/text/recordActs.ts";
import type { LotRecord } from "../store/lotRecord.ts";
import type { CertificateRecord } from "../store/port.ts";

/** Entries that say nothing about the goods: what was bought, and what became of empty containers. */
const NOT_OF_GOODS: readonly string[] = ["inputPurchased", "containersReturned"];

function number(day: string): number {
  return dayNumber(day) ?? 0;
}

/** Entries on a harvested lot's plots in the time before its harvest, the newest first; bought goods have none. */
function entriesOf({ lot, entries }: LotRecord, { window }: GateRules): readonly DiaryEntry[] {
  if (!("harvested" in lot)) return [];
  const plots = lot.plots ?? [];
  const taken = number(lot.harvested);
  return entries
    .filter(({ record: { type, plots: on, from, to, use } }) => {
      if (NOT_OF_GOODS.includes(type) || number(to ?? from) < taken - window) return false;
      if (number(from) > taken && use?.afterHarvest !== true) return false;
      return plots.length === 0 || on.length === 0 || on.some((plot) => plots.includes(plot));
    })
    .reverse();
}

/** What was used or done, how much and where; notes and names of persons stay with the producer. */
function detailOf({ record }: DiaryEntry): string {
  const { input, use, quantity, product, plots } = record;
  const amount = quantity === undefined ? undefined : quantityWords(quantity, "zh-CN");
  const against = use?.against === undefined ? undefined : `防治${use.against}`;
  const parts = [input?.name, use?.dose, use?.method, against, product, amount, plots.join("、")];
  return parts.filter((part) => part !== undefined && part !== "").join("，");
}

function intervalOf(
  entry: DiaryEntry,
  goods: Treated,
  taken: string,
  rules: GateRules,
): Pick<PageRecord, "interval"> | undefined {
  const [use] = inputUses([entry]);
  if (use === undefined || (use.kind !== "pesticide" && use.kind !== "veterinary")) return undefined;
  if (!isOn(use, goods, rules.targets)) return undefined;
  const finding = intervalFinding(use, goods, { day: taken }, rules);
  if (finding === undefined) return { interval: "met" };
  if (finding.code === "intervalOpen" || finding.code === "bannedInLay") return { interval: "open" };
  return { interval: finding.code === "intervalUnverified" ? "metByTable" : "unknown" };
}

/** The production records behind a certificate as its page lists them, the newest first. */
export function recordsShown({ lot, certificate, iat }: CertificateRecord, rules: GateRules): readonly PageRecord[] {
  if (lot === undefined || !("harvested" in lot.lot)) return [];
  const code = certificate.productCode;
  const goods: Treated = code === undefined ? { name: certificate.product } : { name: certificate.product, code };
  const { harvested } = lot.lot;
  return entriesOf(lot, rules).map((entry) => {
    const { type, from, to, use } = entry.record;
    const taken = use?.afterHarvest === true ? chinaDay(iat) : harvested;
    return {
      day: from,
      act: RECORD_ACTS[type],
      detail: detailOf(entry),
      enteredLate: number(chinaDay(entry.entered)) - number(to ?? from) > rules.late,
      ...intervalOf(entry, goods, taken, rules),
      ...(entry.replaced.length === 0 ? {} : { corrected: true }),
    };
  });
}

function itemWords({ item, result, limit }: TestItem): string {
  const found = result === undefined ? item : `${item} ${result}`;
  return limit === undefined ? found : `${found}（限量 ${limit}）`;
}

/** Tests of the lot: those on record with their results, and those that are only stated. */
export function testsShown({ lot }: CertificateRecord): readonly PageTest[] {
  if (lot === undefined) return [];
  const recorded = lot.recorded.map(({ test }): PageTest => {
    const { basis, day, items, lab, accreditation, accreditedUntil } = test;
    return {
      day,
      item: items.map(itemWords).join("；"),
      by: lab ?? "",
      basis,
      passed: hasPassed(test),
      ...(accreditation === undefined ? {} : { accreditation }),
      ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
    };
  });
  return [...recorded, ...lot.tests.map(({ date, item, by, basis }) => ({ day: date, item, by, basis }))];
}
