import { err, ok, type Result } from "../../core/result.ts";
import type { Store } from "./port.ts";
import { checkStoreVersion } from "./sqlite/connection.ts";
import { openSqliteStore } from "./sqlite/sqliteStore.ts";

/**
 * Opens the store of a data folder, made when it does not exist. An error is one sentence; nothing was changed then.
 * One process at a time may have it open.
 */
export async function openStore(dataDir: string): Promise<Result<Store, string>> {
  if (checkStoreVersion(dataDir).ok) return ok(await openSqliteStore(dataDir));
  return err(`${dataDir} was written by a newer version of this program; nothing was changed.`);
}
