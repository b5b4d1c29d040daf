import { toHex } from "../core/bytes.ts";
import { certificateRecordsPath } from "../wire/paths.ts";
import { certificateLink, dayTime, escapeHtml, row } from "./html.ts";
import type { PageInput, PageListing, PageRecord, PageTest } from "./pageInput.ts";
import type { PageText } from "./text/messages.ts";

/** Records in the page; what is beyond is counted. 100 of them keep the page under 10 KB over the wire. */
const RECORDS_INLINE = 100;
/** Records shown before the fold. */
const RECORDS_OPEN = 5;
/** Plots, tests and source certificates in the page: a number is random and hardly compresses. */
const PARTS_INLINE = 20;

/** A block under the certificate; `known` for what the register answers for, `said` for the producer's word. */
function block(title: string, body: string, standing: "known" | "said" | undefined, text: PageText): string {
  const tag = standing === undefined ? "" : `<p class="tag">${text[standing]}</p>`;
  return `<section class="card${standing === undefined ? "" : ` ${standing}`}">${tag}<h2>${title}</h2>${body}</section>`;
}

function first<T>(items: readonly T[], show: (item: T) => string, text: PageText): readonly string[] {
  const shown = items.slice(0, PARTS_INLINE).map(show);
  return items.length > PARTS_INLINE ? [...shown, text.more(items.length - PARTS_INLINE)] : shown;
}

function recordItem({ day, act, detail, enteredLate, interval, corrected }: PageRecord, text: PageText): string {
  const late = enteredLate ? ` <span class="soft">(${text.late})</span>` : "";
  const mended = corrected === true ? ` <span class="soft">(${text.corrected})</span>` : "";
  const waited = interval === undefined ? "" : ` <b class="${interval}">${text.interval[interval]}</b>`;
  return `<li><b>${escapeHtml(act)}</b> <time>${escapeHtml(day)}</time>${late}${mended}<p>${escapeHtml(detail)}${waited}</p></li>`;
}

/** Records as a list. */
export function recordList(records: readonly PageRecord[], text: PageText): string {
  let items = "";
  for (const record of records) items += recordItem(record, text);
  return `<ul class="list">${items}</ul>`;
}

/** 生产记录: a few in sight, up to {@link RECORDS_INLINE} unfolded by a tap, the rest on a page of its own. */
export function recordsBlock({ records, number }: PageInput, text: PageText): string {
  if (records.length === 0) return block(text.records, `<p>${text.none}</p>`, undefined, text);
  const folded = records.slice(RECORDS_OPEN, RECORDS_INLINE);
  const rest = records.length - RECORDS_INLINE;
  const fold =
    folded.length === 0
      ? ""
      : `<details><summary>${text.allRecords(folded.length)}</summary>${recordList(folded, text)}</details>`;
  const more =
    rest > 0
      ? `<p class="soft">${text.moreRecords(rest)} <a href="${escapeHtml(certificateRecordsPath(number))}">${text.everyRecord}</a></p>`
      : "";
  const body = `<p>${text.recordCount(records.length)}</p>${recordList(records.slice(0, RECORDS_OPEN), text)}${fold}${more}`;
  return block(text.records, body, "said", text);
}

function accredited({ accreditation, accreditedUntil }: PageTest, text: PageText): string {
  if (accreditation === undefined) return "";
  const until = accreditedUntil === undefined ? "" : ` ${text.validTo(dayTime(accreditedUntil, text))}`;
  return `<br>${text.accreditation}${text.colon}${escapeHtml(accreditation)}${until}`;
}

function testItem(test: PageTest, text: PageText): string {
  const { day, item, by, basis, passed } = test;
  const { colon } = text;
  const outcome = passed === undefined ? text.testStated : text.testOutcome[passed ? "passed" : "failed"];
  const who = by === "" ? "" : `<br>${text.testOrganisation}${colon}${escapeHtml(by)}`;
  return `<b>${text.testBy[basis]}</b> ${outcome}${who}${accredited(test, text)}<br>${text.testDay}${colon}${dayTime(day, text)}<br>${text.testItem}${colon}${escapeHtml(item)}`;
}

function lotRows({ lot, originName }: PageInput, text: PageText): string {
  if (lot === undefined) return "";
  const plots = first(lot.plots, escapeHtml, text).join(text.listComma);
  const place = plots === "" ? row(text.place, escapeHtml(originName)) : row(text.plots, plots);
  const sources = first(lot.sources, certificateLink, text).join("<br>");
  return (
    row(lot.made === "harvested" ? text.harvested : text.assembled, dayTime(lot.day, text)) +
    place +
    (sources === "" ? "" : row(text.sources, sources))
  );
}

/** 追溯: when and where it was harvested or assembled, the lot, what it came from, and the tests that the issuer names. */
export function traceBlock(input: PageInput, text: PageText): string {
  const { certificate, supersedes } = input;
  const lotRow = certificate.lot === undefined ? "" : row(text.lot, toHex(certificate.lot));
  const tests = first(input.tests, (test) => testItem(test, text), text).join("<br>");
  const rows =
    lotRows(input, text) +
    lotRow +
    (tests === "" ? "" : row(text.tests, tests)) +
    (supersedes === undefined ? "" : row(text.supersedes, certificateLink(supersedes)));
  return rows === ""
    ? block(text.trace, `<p>${text.none}</p>`, undefined, text)
    : block(text.trace, `<dl>${rows}</dl>`, "said", text);
}

function listingItem({ list, basis, start, end, appeal, repair }: PageListing, text: PageText): string {
  const until = end === undefined ? text.listedOpen : dayTime(end, text);
  const rows =
    row(text.listedBasis, escapeHtml(basis)) +
    row(text.listedTerm, `${dayTime(start, text)} – ${until}`) +
    row(text.listedAppeal, escapeHtml(appeal)) +
    row(text.listedRepair, escapeHtml(repair));
  return `<p class="listed ${list}"><b>${text.listed[list]}</b></p><dl>${rows}</dl>`;
}

/** 信用: the grade and the lists, given by the authority; 「尚未评定」 while there is no grade. */
export function gradeBlock({ grade, listings }: PageInput, text: PageText): string {
  const listed = listings.map((listing) => listingItem(listing, text)).join("");
  if (grade === undefined && listed === "") return block(text.grade, `<p>${text.notGraded}</p>`, undefined, text);
  const rated =
    grade === undefined
      ? `<p>${text.notGraded}</p>`
      : `<p><b>${grade.letter} ${text.gradeName[grade.letter]}</b> <span class="soft">${text.gradedOn(dayTime(grade.day, text))}</span></p>`;
  return block(text.grade, rated + listed, "known", text);
}

/** 产品认证 that the authority has reviewed; 「暂无」 when there is none. */
export function certificationsBlock({ certifications }: PageInput, text: PageText): string {
  if (certifications.length === 0) return block(text.certifications, `<p>${text.none}</p>`, undefined, text);
  const rows = certifications.map(({ kind, number, validTo }) =>
    row(
      escapeHtml(kind),
      `${escapeHtml(number)}<br>${validTo === undefined ? text.validOpen : text.validTo(dayTime(validTo, text))}`,
    ),
  );
  return block(text.certifications, `<dl>${rows.join("")}</dl>`, "known", text);
}
