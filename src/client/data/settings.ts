import type { PhoneDatabase, Writing } from "./database.ts";
import type { Settings } from "./schema.ts";

/** Reads one value; undefined when it was never set. */
export async function readSetting<K extends keyof Settings>(
  db: PhoneDatabase,
  name: K,
): Promise<Settings[K] | undefined> {
  return (await db.get("settings", name)) as Settings[K] | undefined; // only writeSetting puts values there
}

/** Sets one value within a transaction that covers `settings`. */
export async function writeSetting<K extends keyof Settings>(
  transaction: Writing,
  name: K,
  value: Settings[K],
): Promise<void> {
  await transaction.objectStore("settings").put(value, name);
}
