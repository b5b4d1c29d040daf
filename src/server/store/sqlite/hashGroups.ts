import type { DatabaseSync } from "node:sqlite";
import { groupSlot, type HashGroups, type WritableHashGroups } from "../../log/tree.ts";
import { blob } from "./row.ts";

const NONE = new Uint8Array(0);

/** Groups of tree hashes, for reading. */
export function readHashGroups(db: DatabaseSync): HashGroups {
  const get = db.prepare("SELECT hashes FROM log_hashes WHERE slot = ?");
  return {
    read: (height, group) => {
      const row = get.get(groupSlot(height, group));
      return row === undefined ? NONE : blob(row, "hashes");
    },
  };
}

/** Groups of tree hashes, for appending within the transaction that logs the statements. */
export function writeHashGroups(db: DatabaseSync): WritableHashGroups {
  const put = db.prepare(
    "INSERT INTO log_hashes (slot, hashes) VALUES (?, ?) ON CONFLICT (slot) DO UPDATE SET hashes = excluded.hashes",
  );
  return {
    ...readHashGroups(db),
    write: (height, group, hashes) => {
      put.run(groupSlot(height, group), hashes);
    },
  };
}
