import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { FeedEntry, FeedPage, FeedScope } from "../port.ts";
import { blob, int, optionalBlob } from "./row.ts";

/** Log positions that one page of a region's feed looks through at most, so that a page never takes long. */
const WINDOW = 20_000;

const SQL = {
  ofOperator: `SELECT e.position FROM entries e JOIN operators o ON o.ref = e.operator_ref WHERE o.id = ? AND e.position >= ?
    ORDER BY e.position LIMIT ?`,
  signedForOthers: `SELECT f.position FROM signed_for_others f JOIN operators o ON o.ref = f.operator_ref WHERE o.id = ? AND f.position >= ?
    ORDER BY f.position LIMIT ?`,
  inRegion: `SELECT e.position FROM entries e CROSS JOIN operators o ON o.ref = e.operator_ref
    WHERE e.position >= ? AND e.position < ? AND o.region >= ? AND o.region < ? ORDER BY e.position LIMIT ?`,
  entry:
    "SELECT s.received_at, s.bytes, k.key FROM statements s JOIN signers k ON k.ref = s.key_ref WHERE s.position = ?",
  last: "SELECT max(position) AS last FROM statements",
} as const;

/** Reads what a caller may see of the log, in log order. */
export class FeedReader {
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync) {
    this.#statements = {
      ofOperator: db.prepare(SQL.ofOperator),
      signedForOthers: db.prepare(SQL.signedForOthers),
      inRegion: db.prepare(SQL.inRegion),
      entry: db.prepare(SQL.entry),
      last: db.prepare(SQL.last),
    };
  }

  /** A page of the feed from a position on. */
  page(scope: FeedScope, from: number, limit: number): FeedPage {
    return "operator" in scope
      ? this.#ofOperator(scope.operator, from, limit)
      : this.#inRegion(scope.region, from, limit);
  }

  #ofOperator(operator: Uint8Array, from: number, limit: number): FeedPage {
    const { ofOperator, signedForOthers } = this.#statements;
    const found = [...ofOperator.all(operator, from, limit), ...signedForOthers.all(operator, from, limit)].map((row) =>
      int(row, "position"),
    );
    const positions = [...new Set(found)].sort((left, right) => left - right);
    const taken = positions.slice(0, limit);
    const last = taken[taken.length - 1];
    return {
      entries: taken.flatMap((position) => this.#entry(position)),
      next: last === undefined ? from : last + 1,
      more: taken.length === limit,
    };
  }

  #inRegion(region: string, from: number, limit: number): FeedPage {
    const end = from + WINDOW;
    const taken = this.#statements.inRegion
      .all(from, end, region, `${region}:`, limit)
      .map((row) => int(row, "position"));
    const last = taken[taken.length - 1];
    const row = this.#statements.last.get();
    const size = row === undefined || row["last"] === null ? 0 : int(row, "last") + 1;
    const next = taken.length === limit && last !== undefined ? last + 1 : Math.max(from, Math.min(end, size));
    return { entries: taken.flatMap((position) => this.#entry(position)), next, more: next < size };
  }

  #entry(position: number): readonly FeedEntry[] {
    const row = this.#statements.entry.get(position);
    const bytes = row === undefined ? undefined : optionalBlob(row, "bytes");
    if (row === undefined || bytes === undefined) return [];
    return [{ position, receivedAt: int(row, "received_at"), key: blob(row, "key"), bytes }];
  }
}
