import type { DatabaseSync, StatementSync } from "node:sqlite";
import { int } from "./row.ts";

/** For what a statement names another one. */
export const LINK_USE = {
  withdraws: 1,
  supersedes: 2,
  drawsOn: 3,
  tests: 4,
  namesOperator: 5,
  endsKey: 6,
  proves: 7,
  acknowledges: 8,
} as const;
/** One of {@link LINK_USE}. */
export type LinkUse = (typeof LINK_USE)[keyof typeof LINK_USE];

/** That one statement names another, by the first 8 bytes of an id or by a kid. */
export type Link = { readonly position: number; readonly use: number; readonly open: boolean };

/** Most statements of one key that may wait for what they name. */
const MAX_OPEN_LINKS = 1000;

const SQL = {
  add: "INSERT INTO links (reference, position, use, key_ref, open) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET open = excluded.open",
  remove: "DELETE FROM links WHERE reference = ? AND position = ? AND use = ?",
  to: "SELECT position, use, open FROM links WHERE reference = ? ORDER BY position",
  countOpen: "SELECT count(*) AS count FROM links WHERE key_ref = ? AND open = 1",
} as const;

/**
 * References between statements. Those that take certificates back, state or record tests, or acknowledge warnings stay, so that they are found from
 * their target; the others stand here only while what they name has not arrived.
 */
export class Links {
  readonly #add: StatementSync;
  readonly #remove: StatementSync;
  readonly #to: StatementSync;
  readonly #countOpen: StatementSync;
  /** At least as many as are open, for keys seen since the start; counted anew when it reaches the limit. */
  readonly #openAtMost = new Map<number, number>();

  constructor(db: DatabaseSync) {
    this.#add = db.prepare(SQL.add);
    this.#remove = db.prepare(SQL.remove);
    this.#to = db.prepare(SQL.to);
    this.#countOpen = db.prepare(SQL.countOpen);
  }

  /** Notes a reference, open while its target is missing. */
  note(
    reference: Uint8Array,
    from: { readonly position: number; readonly keyRef: number },
    use: LinkUse,
    open: boolean,
  ): void {
    this.#add.run(reference, from.position, use, from.keyRef, open ? 1 : 0);
    const known = open ? this.#openAtMost.get(from.keyRef) : undefined;
    if (known !== undefined) this.#openAtMost.set(from.keyRef, known + 1);
  }

  /** Forgets a reference whose target is found. */
  remove(reference: Uint8Array, position: number, use: LinkUse): void {
    this.#remove.run(reference, position, use);
  }

  /** References to `reference` in log order. */
  to(reference: Uint8Array): readonly Link[] {
    return this.#to
      .all(reference)
      .map((row) => ({ position: int(row, "position"), use: int(row, "use"), open: int(row, "open") === 1 }));
  }

  /** True when as many of a key's statements wait as may. */
  isFull(keyRef: number): boolean {
    const known = this.#openAtMost.get(keyRef) ?? MAX_OPEN_LINKS;
    if (known < MAX_OPEN_LINKS) return false;
    const row = this.#countOpen.get(keyRef);
    const open = row === undefined ? 0 : int(row, "count");
    this.#openAtMost.set(keyRef, open);
    return open >= MAX_OPEN_LINKS;
  }
}
