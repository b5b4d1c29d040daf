import type { DatabaseSync } from "node:sqlite";
import { parseRowDecided } from "../../../core/record/rowDecision.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../../core/statement/statement.ts";
import type { CertificateRows } from "./certificateRows.ts";
import { DiaryRows } from "./diaryRows.ts";
import type { EntryHead, EntryRows, LogEntry } from "./entryRows.ts";
import { LINK_USE, type Links, type LinkUse } from "./links.ts";

/** Kinds that bear on every certificate of their operator since a day. */
const SINCE_A_DAY: readonly number[] = [KIND.recordMade, KIND.recordCorrected, KIND.stopOrdered];

/** The projections that diaries reach into. */
type Reached = { readonly entries: EntryRows; readonly links: Links; readonly certificates: CertificateRows };

/**
 * What records, corrections, tests, orders, acknowledgements and decisions do: the certificates on which they bear are
 * answered anew and go before the gate again. Whether one counts is asked when it is read, so that nothing here depends
 * on the order in which they came.
 */
export class DiaryEffects {
  readonly #rows: DiaryRows;
  readonly #reached: Reached;

  constructor(db: DatabaseSync, entries: EntryRows, links: Links, certificates: CertificateRows) {
    this.#rows = new DiaryRows(db, entries);
    this.#reached = { entries, links, certificates };
  }

  /** Takes a statement of one of these kinds, new or judged again. */
  take(entry: LogEntry, { kind, operatorRef, position }: EntryHead): void {
    if (kind === KIND.rowDecided) {
      const decided = parseRowDecided(entry.statement.body);
      if (decided !== undefined) this.#rows.decide(position, decided.region);
    }
    if (kind === KIND.warningsAcknowledged) this.#named(entry, "certificate", LINK_USE.acknowledges);
    if (operatorRef === undefined) return;
    if (kind === KIND.testRecorded) {
      this.#rows.note(operatorRef, position);
      this.#named(entry, "lot", LINK_USE.proves);
    }
    if (kind === KIND.stopLifted) this.#since(operatorRef, this.#orderOf(entry) ?? entry);
    if (!SINCE_A_DAY.includes(kind)) return;
    this.#rows.note(operatorRef, position);
    this.#since(operatorRef, entry);
  }

  #since(operatorRef: number, entry: LogEntry): void {
    const day = this.#rows.firstDay(entry);
    const since = day === undefined ? [] : this.#rows.certificatesSince(operatorRef, day);
    for (const position of since) this.#reached.certificates.unrender(position);
  }

  #orderOf(entry: LogEntry): LogEntry | undefined {
    const order = entry.statement.body.get("order");
    const head = order instanceof Uint8Array ? this.#reached.entries.byId(order) : undefined;
    return head === undefined ? undefined : this.#reached.entries.load(head.position)?.entry;
  }

  /** Notes what the statement names, so that it is found from there, and has it answered anew. */
  #named(entry: LogEntry, field: "certificate" | "lot", use: LinkUse): void {
    const { entries, links, certificates } = this.#reached;
    const id = entry.statement.body.get(field);
    if (!(id instanceof Uint8Array)) return;
    links.note(id.slice(0, REFERENCE_BYTES), entry, use, false);
    const target = entries.byId(id);
    if (target === undefined) return;
    const named = field === "lot" ? certificates.onLot(target.position) : [target.position];
    for (const position of named) certificates.unrender(position);
  }
}
