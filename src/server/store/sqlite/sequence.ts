import { LruMap } from "../../lruMap.ts";
import { arrivalFlags, flagBit, flagBits, sequenceFlags } from "../../projections/flags.ts";
import type { EntryHead, EntryRows, LogEntry } from "./entryRows.ts";

/** Keys whose newest seq is kept in memory. */
const CACHED = 50_000;
/** Flags that can change when another statement of the key arrives. */
const SEQUENCE_BITS = flagBits(["seqReused", "iatFell"]);

/** Works out the flags of a statement's date and place in its key's sequence, whatever the order of arrival. */
export class Sequence {
  readonly #entries: EntryRows;
  readonly #newest = new LruMap<number, { readonly seq: number; readonly iat: number }>(CACHED);

  constructor(entries: EntryRows) {
    this.#entries = entries;
  }

  /** Forgets what is in memory, after a rebuild or a transaction that did not happen. */
  forgetAll(): void {
    this.#newest.clear();
  }

  /** Flags of a statement that is about to be added; flags of its neighbours are brought up to date. */
  flagsOf(entry: LogEntry): number {
    const { seq, iat } = entry.statement;
    const arrival = flagBits(arrivalFlags(iat, entry.receivedAt));
    const newest = this.#newest.get(entry.keyRef);
    if (newest !== undefined && seq === newest.seq + 1) {
      this.#newest.set(entry.keyRef, { seq, iat });
      return arrival | flagBits(sequenceFlags({ seq, iat }, 0, [newest]));
    }
    return arrival | this.#outOfOrder(entry);
  }

  #outOfOrder(entry: LogEntry): number {
    const { keyRef } = entry;
    const { seq, iat } = entry.statement;
    const same = this.#entries.withSeq(keyRef, seq);
    const before = this.#entries.beforeSeq(keyRef, seq);
    const after = this.#entries.afterSeq(keyRef, seq);
    for (const head of same) this.#entries.setFlags(head.position, head.flags | flagBit("seqReused"));
    const reused = same.length > 0 ? same.length : 0;
    for (const head of after)
      this.#reflag(head, [...same, { seq, iat }], this.#entries.withSeq(keyRef, head.seq).length - 1);
    // Only a statement with nothing after it and no twin can stand for the newest one.
    if (after.length === 0 && reused === 0) this.#newest.set(keyRef, { seq, iat });
    else this.#newest.delete(keyRef);
    return flagBits(sequenceFlags({ seq, iat }, reused, before));
  }

  #reflag(head: EntryHead, before: readonly { readonly seq: number; readonly iat: number }[], twins: number): void {
    const flags = (head.flags & ~SEQUENCE_BITS) | flagBits(sequenceFlags(head, twins, before));
    if (flags !== head.flags) this.#entries.setFlags(head.position, flags);
  }
}
