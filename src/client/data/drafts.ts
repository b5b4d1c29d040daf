import { writeAll } from "./database.ts";
import type { KeptDraft } from "./enteredRecords.ts";
import type { Phone } from "./phone.ts";
import { readKeptDraft } from "./readEntered.ts";

/** Where a draft goes when the database has no room: a few kilobytes that are counted apart. */
export type DraftFallback = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const FALLBACK_KEY = "draft";

/** The certificate begun and not signed; undefined when there is none. */
export async function loadDraft(phone: Phone, fallback: DraftFallback | undefined): Promise<KeptDraft | undefined> {
  return spilledDraft(fallback) ?? (await phone.db.get("drafts", "issue"))?.draft;
}

function spilledDraft(fallback: DraftFallback | undefined): KeptDraft | undefined {
  try {
    return readKeptDraft(JSON.parse(fallback?.getItem(FALLBACK_KEY) ?? "null"));
  } catch {
    // Cut off while it was written: the one in the database is older but whole.
    return undefined;
  }
}

/** Keeps a draft. On a full disk it goes to `fallback`; false when even that has no room and it lives in memory only. */
export async function saveDraft(phone: Phone, fallback: DraftFallback | undefined, draft: KeptDraft): Promise<boolean> {
  const written = await writeAll(phone.db, ["drafts"], async (transaction) => {
    await transaction.objectStore("drafts").put({ slot: "issue", savedAt: Math.floor(phone.clock()), draft });
  });
  if (written.ok) fallback?.removeItem(FALLBACK_KEY);
  else if (!spill(fallback, draft)) return false;
  phone.changes.tell("drafts");
  return true;
}

function spill(fallback: DraftFallback | undefined, draft: KeptDraft): boolean {
  if (fallback === undefined) return false;
  try {
    fallback.setItem(FALLBACK_KEY, JSON.stringify(draft));
    return true;
  } catch {
    // Full as well: the screen says so and keeps the draft in memory.
    return false;
  }
}

/** Forgets the draft: it was signed, or the person gave it up. */
export async function clearDraft(phone: Phone, fallback: DraftFallback | undefined): Promise<void> {
  fallback?.removeItem(FALLBACK_KEY);
  await writeAll(phone.db, ["drafts"], (transaction) => transaction.objectStore("drafts").delete("issue"));
  phone.changes.tell("drafts");
}

/** True when a certificate was begun and not signed. */
export async function hasDraft(phone: Phone, fallback: DraftFallback | undefined): Promise<boolean> {
  return (await loadDraft(phone, fallback)) !== undefined;
}
