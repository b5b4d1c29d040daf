import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type CalendarDay, startOfDay } from "../../../core/date.ts";
import { parseFieldRecord, parseRecordCorrection } from "../../../core/record/fieldRecord.ts";
import { parseStopOrdered } from "../../../core/record/stopOrder.ts";
import { KIND } from "../../../core/statement/kind.ts";
import type { EntryRows, LogEntry } from "./entryRows.ts";
import { int, optionalInt } from "./row.ts";

/** Seconds by which a certificate may be logged before the day of an act that bears on it: a clock that is ahead. */
const CLOCK_SLACK = 2 * 86_400;

const SQL = {
  note: "INSERT INTO diary (operator_ref, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
  decide: "INSERT INTO row_decisions (position) VALUES (?) ON CONFLICT DO NOTHING",
  last: "SELECT max(position) AS last FROM statements",
  receivedAt: "SELECT received_at FROM statements WHERE position = ?",
  since: `SELECT c.position FROM entries e JOIN certificates c ON c.position = e.position
    WHERE e.operator_ref = ? AND e.position >= ?`,
  ofRegion: `INSERT INTO gate_due (position) SELECT c.position FROM (SELECT DISTINCT operator_ref FROM diary) d
    JOIN operators o ON o.ref = d.operator_ref JOIN entries e ON e.operator_ref = o.ref
    JOIN certificates c ON c.position = e.position WHERE o.region >= ? AND o.region < ? ON CONFLICT DO NOTHING`,
} as const;

/** Keeps which statements an operator's diary is made of, and finds the certificates on which they bear. */
export class DiaryRows {
  readonly #entries: EntryRows;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, entries: EntryRows) {
    this.#entries = entries;
    this.#statements = {
      note: db.prepare(SQL.note),
      decide: db.prepare(SQL.decide),
      last: db.prepare(SQL.last),
      receivedAt: db.prepare(SQL.receivedAt),
      since: db.prepare(SQL.since),
      ofRegion: db.prepare(SQL.ofRegion),
    };
  }

  /** Notes a record, correction, test or order as bearing on what an operator issues. */
  note(operatorRef: number, position: number): void {
    this.#statements.note.run(operatorRef, position);
  }

  /** Notes an officer's decision about a row of the lists; what was judged in the region is to be judged again. */
  decide(position: number, region: string): void {
    this.#statements.decide.run(position);
    this.#statements.ofRegion.run(region, `${region}:`);
  }

  /** First day of an act, or from which an order holds; undefined when it says none that is known here. */
  firstDay(entry: LogEntry): CalendarDay | undefined {
    const { kind, body } = entry.statement;
    if (kind === KIND.recordMade) return parseFieldRecord(body)?.from;
    if (kind === KIND.stopOrdered) return parseStopOrdered(body)?.from;
    const correction = kind === KIND.recordCorrected ? parseRecordCorrection(body) : undefined;
    const corrected = correction === undefined ? undefined : this.#entries.byId(correction.record);
    const earlier = corrected === undefined ? undefined : this.#entries.load(corrected.position)?.entry;
    // A record names what was there before it, so that this ends: nobody can name an id that does not exist yet.
    const before = earlier === undefined ? undefined : this.firstDay(earlier);
    const days = [correction?.replacement?.from, before].filter((day) => day !== undefined);
    return days.sort()[0];
  }

  /** Certificates of an operator that were logged since a day. */
  certificatesSince(operatorRef: number, day: CalendarDay): readonly number[] {
    const from = this.#positionAt((startOfDay(day) ?? 0) - CLOCK_SLACK);
    return this.#statements.since.all(operatorRef, from).map((row) => int(row, "position"));
  }

  /** First position that was logged at a moment or later: the log's own times never fall. */
  #positionAt(moment: number): number {
    const row = this.#statements.last.get();
    let low = 0;
    let high = (row === undefined ? 0 : (optionalInt(row, "last") ?? -1)) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const at = this.#statements.receivedAt.get(middle);
      if (at !== undefined && int(at, "received_at") < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
