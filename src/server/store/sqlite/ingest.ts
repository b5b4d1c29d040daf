import type { DatabaseSync, StatementSync } from "node:sqlite";
import { toHex } from "../../../core/bytes.ts";
import { certificateNumber } from "../../../core/certificate/number.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { type ItemResult, REJECTION_RETRYABLE, type RejectionCode } from "../../../wire/statements.ts";
import { appendLeaves, leafHashOf, type WritableHashGroups } from "../../log/tree.ts";
import { type CheckedItem, checkItem, type Verified } from "./checkItem.ts";
import { writeHashGroups } from "./hashGroups.ts";
import type { Projector } from "./projector.ts";
import { optionalInt } from "./row.ts";

/** Most statements in one transaction; more wait for the next. */
const MAX_TRANSACTION = 4000;

const SQL = {
  insert:
    "INSERT INTO statements (position, id, key_ref, kind, received_at, bytes) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
  exists: "SELECT 1 AS found FROM statements WHERE id = ?",
  last: "SELECT position, received_at FROM statements ORDER BY position DESC LIMIT 1",
} as const;

type Waiting = {
  readonly items: readonly CheckedItem[];
  readonly receivedAt: number;
  readonly done: (results: readonly ItemResult[]) => void;
  readonly failed: (error: unknown) => void;
};

function rejected(hash: string, code: RejectionCode): ItemResult {
  return { status: "rejected", hash, code, retryable: REJECTION_RETRYABLE[code] };
}

/**
 * Takes batches into the log. Signatures are checked while earlier batches are being written; what is ready by then is
 * written in one durable transaction together with its log entries and projections, and acknowledged after it.
 */
export class Ingest {
  readonly #db: DatabaseSync;
  readonly #projector: Projector;
  readonly #groups: WritableHashGroups;
  readonly #insert: StatementSync;
  readonly #exists: StatementSync;
  readonly #lastRow: StatementSync;
  readonly #afterCommit: () => void;
  readonly #queue: Waiting[] = [];
  #size = 0;
  #lastReceivedAt = 0;

  constructor(db: DatabaseSync, projector: Projector, afterCommit: () => void) {
    this.#db = db;
    this.#projector = projector;
    this.#groups = writeHashGroups(db);
    this.#insert = db.prepare(SQL.insert);
    this.#exists = db.prepare(SQL.exists);
    this.#lastRow = db.prepare(SQL.last);
    this.#afterCommit = afterCommit;
    this.#loadEnd();
  }

  #loadEnd(): void {
    const row = this.#lastRow.get();
    this.#size = row === undefined ? 0 : (optionalInt(row, "position") ?? -1) + 1;
    this.#lastReceivedAt = row === undefined ? 0 : (optionalInt(row, "received_at") ?? 0);
  }

  /** Takes the items of one batch; results in their order, once everything accepted is durable. */
  async take(items: readonly Uint8Array[], receivedAt: number): Promise<readonly ItemResult[]> {
    const checked = await this.#check(items);
    const results = [...(await this.#write(checked, receivedAt))];
    // A grant may come with, and behind, what its key signed: as long as a round brings new keys, the rest is tried again.
    for (let grants = countGrants(checked, results); grants > 0; ) {
      const open = results.flatMap((result, index) =>
        result.code === "unknownKey" && result.status === "rejected" ? [index] : [],
      );
      if (open.length === 0) break;
      const again = await this.#check(open.map((index) => items[index] ?? new Uint8Array(0)));
      const outcome = await this.#write(again, receivedAt);
      open.forEach((index, at) => {
        const result = outcome[at];
        if (result !== undefined) results[index] = result;
      });
      grants = countGrants(again, outcome);
    }
    return results;
  }

  #check(items: readonly Uint8Array[]): Promise<readonly CheckedItem[]> {
    return Promise.all(items.map((bytes) => checkItem(bytes, this.#projector.facts)));
  }

  #write(items: readonly CheckedItem[], receivedAt: number): Promise<readonly ItemResult[]> {
    if (!items.some((item) => "verified" in item)) {
      return Promise.resolve(
        items.map((item) => rejected(item.hash, "rejected" in item ? item.rejected : "malformed")),
      );
    }
    return new Promise((done, failed) => {
      this.#queue.push({ items, receivedAt, done, failed });
      if (this.#queue.length === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const batches: Waiting[] = [];
    let count = 0;
    while (
      this.#queue.length > 0 &&
      (batches.length === 0 || count + (this.#queue[0]?.items.length ?? 0) <= MAX_TRANSACTION)
    ) {
      const batch = this.#queue.shift();
      if (batch === undefined) break;
      batches.push(batch);
      count += batch.items.length;
    }
    if (this.#queue.length > 0) setImmediate(() => this.#flush());
    try {
      const results = this.#transaction(batches);
      this.#afterCommit();
      batches.forEach((batch, index) => batch.done(results[index] ?? []));
    } catch (error) {
      for (const batch of batches) batch.failed(error);
    }
  }

  #transaction(batches: readonly Waiting[]): readonly (readonly ItemResult[])[] {
    const leaves: Uint8Array[] = [];
    const start = this.#size;
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const results = batches.map((batch) => batch.items.map((item) => this.#item(item, batch.receivedAt, leaves)));
      appendLeaves(this.#groups, start, leaves);
      this.#projector.files.search.finish();
      this.#db.exec("COMMIT");
      return results;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      this.#projector.forgetAll();
      this.#projector.takeTouched();
      this.#loadEnd();
      throw error;
    }
  }

  #item(item: CheckedItem, receivedAt: number, leaves: Uint8Array[]): ItemResult {
    if ("rejected" in item) return rejected(item.hash, item.rejected);
    const { id, keyRef, statement } = item.verified;
    const loggedAt = Math.max(receivedAt, this.#lastReceivedAt);
    const entry = { position: this.#size, id, keyRef, receivedAt: loggedAt, statement };
    if (this.#projector.isOverLimit(entry) && this.#exists.get(id) === undefined)
      return rejected(item.hash, "overLimit");
    const added = this.#insert.run(entry.position, id, keyRef, statement.kind, loggedAt, item.bytes).changes === 1;
    if (!added) return { status: "duplicate", hash: item.hash, id: toHex(id), ...numberOf(item.verified) };
    this.#size++;
    this.#lastReceivedAt = loggedAt;
    leaves.push(leafHashOf(id, loggedAt));
    const { noEffect, number } = this.#projector.project(entry);
    const result: ItemResult = { status: "accepted", hash: item.hash, id: toHex(id) };
    return {
      ...result,
      ...(number === undefined ? {} : { number }),
      ...(noEffect === undefined ? {} : { code: noEffect }),
    };
  }
}

function countGrants(items: readonly CheckedItem[], results: readonly ItemResult[]): number {
  return items.filter(
    (item, index) =>
      "verified" in item && item.verified.statement.kind === KIND.grant && results[index]?.status === "accepted",
  ).length;
}

function numberOf({ id, statement }: Verified): { readonly number?: string } {
  return statement.kind === KIND.certificateIssued ? { number: certificateNumber(id) } : {};
}
