import type { OutboxRecord, StatementRecord } from "./schema.ts";

/** The outbox entry of a statement that has never been sent. */
export function unsentEntry({ id, bytes }: Pick<StatementRecord, "id" | "bytes">): OutboxRecord {
  return { id, state: "waiting", attempts: 0, nextAttemptAt: 0, size: bytes.length };
}
