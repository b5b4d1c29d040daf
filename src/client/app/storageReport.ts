import type { StorageReport } from "../features/settings/settingsDeps.ts";

/** Below this much free space, in bytes, the phone counts as full: one certificate with its index needs about 2 kB. */
const FULL_BELOW = 2_000_000;

/** StorageManager as browsers of our floor have it: any part may be missing (Safari before 17 has no estimate). */
type StoragePort = Partial<Pick<StorageManager, "estimate" | "persisted" | "persist">>;

/** What the browser says about keeping this phone's data. Never throws: what cannot be asked counts as not promised. */
export async function reportStorage(storage: StoragePort | undefined): Promise<StorageReport> {
  const persisted = await quietly(storage?.persisted?.());
  const estimate = await quietly(storage?.estimate?.());
  const { quota, usage } = estimate ?? {};
  const free = quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  if (free !== undefined && free < FULL_BELOW) return { state: "full", used: usage, free };
  return { state: persisted === true ? "persistent" : "bestEffort", used: usage, free };
}

/** Asks the browser to keep the data, then says what it does. */
export async function askPersistent(storage: StoragePort | undefined): Promise<StorageReport> {
  await quietly(storage?.persist?.());
  return reportStorage(storage);
}

async function quietly<T>(answer: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await answer;
  } catch {
    // Private windows reject where others answer "no".
    return undefined;
  }
}
