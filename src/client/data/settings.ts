import type { PhoneDatabase, Writing } from "./database.ts";
import type { Settings } from "./schema.ts";

const NONE: Settings = { slot: "phone" };

/** Every single value that this phone keeps. */
export async function readSettings(db: PhoneDatabase): Promise<Settings> {
  return (await db.get("settings", "phone")) ?? NONE;
}

/** Reads one value; undefined when it was never set. */
export async function readSetting<K extends keyof Settings>(db: PhoneDatabase, name: K): Promise<Settings[K]> {
  return (await readSettings(db))[name];
}

/** Sets values within a transaction that covers `settings`. */
export async function writeSettings(transaction: Writing, values: Omit<Partial<Settings>, "slot">): Promise<void> {
  const store = transaction.objectStore("settings");
  await store.put({ ...((await store.get("phone")) ?? NONE), ...values });
}
