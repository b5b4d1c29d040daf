import type { LogFork, StoredTreeHead } from "../port.ts";
import { blob, int, type Row } from "./row.ts";

/** A report of a fork as it is stored. */
export function readLogFork(row: Row): LogFork {
  return { at: int(row, "at"), held: blob(row, "held"), offered: blob(row, "offered") };
}

/** A signed tree head as it is stored. */
export function readTreeHead(row: Row): StoredTreeHead {
  return { size: int(row, "size"), signedAt: int(row, "signed_at"), message: blob(row, "message") };
}
