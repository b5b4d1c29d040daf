import { writeAll } from "./database.ts";
import { type DraftSlot, draftSlot, type KeptDraft } from "./enteredRecords.ts";
import type { Phone } from "./phone.ts";
import { readKeptDraft } from "./readEntered.ts";

/** Where a draft goes when the database has no room: a few kilobytes that are counted apart. */
export type DraftFallback = Pick<Storage, "getItem" | "setItem" | "removeItem">;

function fallbackKey(slot: DraftSlot): string {
  return `draft ${slot}`;
}

/** The certificate or correction begun in `slot` and not signed; undefined when there is none. */
export async function loadDraft(
  phone: Phone,
  fallback: DraftFallback | undefined,
  slot: DraftSlot = "issue",
): Promise<KeptDraft | undefined> {
  return spilledDraft(fallback, slot) ?? (await phone.db.get("drafts", slot))?.draft;
}

function spilledDraft(fallback: DraftFallback | undefined, slot: DraftSlot): KeptDraft | undefined {
  try {
    return readKeptDraft(JSON.parse(fallback?.getItem(fallbackKey(slot)) ?? "null"));
  } catch {
    // Cut off while it was written: the one in the database is older but whole.
    return undefined;
  }
}

/** Keeps a draft in the slot of what it is about. On a full disk it goes to `fallback`; false when even that has no room and it lives in memory only. */
export async function saveDraft(phone: Phone, fallback: DraftFallback | undefined, draft: KeptDraft): Promise<boolean> {
  const slot = draftSlot(draft.corrects, draft.farmer);
  const written = await writeAll(phone.db, ["drafts"], async (transaction) => {
    await transaction.objectStore("drafts").put({ slot, savedAt: Math.floor(phone.clock()), draft });
  });
  if (written.ok) forgetSpilled(fallback, slot);
  else if (!spill(fallback, draft)) return false;
  phone.changes.tell("drafts");
  return true;
}

function spill(fallback: DraftFallback | undefined, draft: KeptDraft): boolean {
  if (fallback === undefined) return false;
  try {
    fallback.setItem(fallbackKey(draftSlot(draft.corrects, draft.farmer)), JSON.stringify(draft));
    return true;
  } catch {
    // Full as well: the screen says so and keeps the draft in memory.
    return false;
  }
}

/** Forgets what of a draft lies outside the database: whoever wrote or removed the one inside calls this after it. */
export function forgetSpilled(fallback: DraftFallback | undefined, slot: DraftSlot): void {
  fallback?.removeItem(fallbackKey(slot));
}

/** Forgets a draft that the person gave up. */
export async function clearDraft(
  phone: Phone,
  fallback: DraftFallback | undefined,
  slot: DraftSlot = "issue",
): Promise<void> {
  forgetSpilled(fallback, slot);
  await writeAll(phone.db, ["drafts"], (transaction) => transaction.objectStore("drafts").delete(slot));
  phone.changes.tell("drafts");
}

/** Forgets everything that was begun for farmers: whoever comes next to a shared phone must find nothing of it. */
export async function clearFarmerDrafts(phone: Phone, fallback: DraftFallback | undefined): Promise<void> {
  const slots = (await phone.db.getAllKeys("drafts")).filter((slot) => slot.startsWith("farmer "));
  for (const slot of slots) await clearDraft(phone, fallback, `farmer ${slot.slice("farmer ".length)}`);
}

/** True when a certificate was begun and not signed; corrections wait beside what they correct. */
export async function hasDraft(phone: Phone, fallback: DraftFallback | undefined): Promise<boolean> {
  return (await loadDraft(phone, fallback)) !== undefined;
}
