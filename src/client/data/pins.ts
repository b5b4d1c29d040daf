import { toHex } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { isPin, MAX_WRONG_PINS, type PinAnswer, pinWait } from "../../core/operator/pin.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { queue, type Writing, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { openBox, sealBox, signerOfBox } from "./keepKey.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord, KeptKey } from "./schema.ts";

/** A key that may have to be opened: an identity's, or that of a join that waits. */
type Openable = Pick<IdentityRecord, "key" | "kept">;
type Refused = Exclude<PinAnswer, { readonly result: "opened" }>;

/**
 * Opens a wrapped key for as long as this tab lives or until it is locked. Wrong PINs in a row have to wait longer and
 * longer; the last one erases the key. A try is counted on the disk before it is made, so that closing the app gives
 * none back.
 */
export async function openWithPin(phone: Phone, { key, kept }: Openable, pin: string): Promise<PinAnswer> {
  if (kept.storage === "nonExtractable") return { result: "opened" };
  const opened = await tryPin(phone, { key, kept }, pin);
  if (!opened.ok) return opened.error;
  phone.unlocked.set(toHex(keyId(key)), await signerOfBox(key, opened.value));
  phone.changes.tell("identities");
  return { result: "opened" };
}

/** Wraps a key by another PIN; the old one is tried like any other. */
export async function changePin(
  phone: Phone,
  identity: IdentityRecord,
  pins: { readonly old: string; readonly new: string },
): Promise<PinAnswer> {
  const { key, kept, kid } = identity;
  if (kept.storage === "nonExtractable" || !isPin(pins.new)) return { result: "notStored" };
  const opened = await tryPin(phone, { key, kept }, pins.old);
  if (!opened.ok) return opened.error;
  const changed: KeptKey = { storage: "wrapped", box: await sealBox(opened.value, pins.new) };
  const written = await writeAll(phone.db, ["identities"], async (transaction) => {
    const current = await transaction.objectStore("identities").get(kid);
    if (current !== undefined) await transaction.objectStore("identities").put({ ...current, kept: changed });
  });
  if (!written.ok) return { result: "notStored" };
  phone.unlocked.set(kid, await signerOfBox(key, opened.value));
  phone.changes.tell("identities");
  return { result: "opened" };
}

/** Forgets every opened key of this tab; what a PIN wraps asks for it again. */
export function lockKeys(phone: Phone): void {
  if (phone.unlocked.size === 0) return;
  for (const kid of phone.unlocked.keys()) phone.sessions.delete(kid);
  phone.unlocked.clear();
  phone.changes.tell("identities");
}

type Wrapped = { readonly key: Uint8Array; readonly kept: Extract<KeptKey, { readonly storage: "wrapped" }> };

/** PKCS #8 of a wrapped key. Tries of one key are made one after another, in whatever tab. */
function tryPin(phone: Phone, { key, kept }: Wrapped, pin: string): Promise<Result<Uint8Array, Refused>> {
  const kid = toHex(keyId(key));
  return phone.locks.run(`pin ${kid}`, async () => {
    const counted = await countTry(phone, kid);
    if (!counted.ok) return counted;
    const opened = await openBox(kept.box, pin);
    if (opened.ok) {
      const forgotten = await writeAll(phone.db, ["pinTries"], (transaction) =>
        transaction.objectStore("pinTries").delete(kid),
      );
      return forgotten.ok ? opened : err({ result: "notStored" });
    }
    const left = MAX_WRONG_PINS - counted.value.wrong;
    if (left > 0) return err({ result: "wrong", left, wait: pinWait(counted.value, phone.clock()) });
    return err({ result: (await eraseKey(phone, kid)) ? "erased" : "notStored" });
  });
}

/** Counts a try, unless it comes too soon. */
async function countTry(
  phone: Phone,
  kid: Hex,
): Promise<Result<{ readonly wrong: number; readonly at: number }, Refused>> {
  const now = phone.clock();
  const before = await phone.db.get("pinTries", kid);
  const wait = before === undefined ? 0 : pinWait(before, now);
  if (wait > 0) return err({ result: "tooSoon", wait });
  const tries = { kid, wrong: Math.min((before?.wrong ?? 0) + 1, MAX_WRONG_PINS), at: now };
  const written = await writeAll(phone.db, ["pinTries"], (transaction) =>
    transaction.objectStore("pinTries").put(tries),
  );
  return written.ok ? ok(tries) : err({ result: "notStored" });
}

/** Removes a key for good; what it signed stays, and its grants with it, which its certificates' chain codes carry. */
async function eraseKey(phone: Phone, kid: Hex): Promise<boolean> {
  const stores = ["grants", "identities", "pendingJoins", "pinTries", "settings"] as const;
  const written = await writeAll(phone.db, stores, async (transaction) => {
    const identity = await transaction.objectStore("identities").get(kid);
    for (const { bytes, grant } of identity?.grants ?? [])
      queue(transaction, transaction.objectStore("grants").put({ hash: toHex(sha256(bytes)), kid, bytes, grant }));
    queue(transaction, transaction.objectStore("identities").delete(kid));
    queue(transaction, transaction.objectStore("pinTries").delete(kid));
    await forgetJoins(transaction, kid);
    const settings = await transaction.objectStore("settings").get("phone");
    if (settings?.actingAs !== kid) return;
    const { actingAs: _, ...rest } = settings;
    queue(transaction, transaction.objectStore("settings").put(rest));
  });
  if (!written.ok) return false;
  phone.unlocked.delete(kid);
  phone.sessions.delete(kid);
  phone.changes.tell("identities");
  return true;
}

async function forgetJoins(transaction: Writing, kid: Hex): Promise<void> {
  const joins = transaction.objectStore("pendingJoins");
  for (const join of await joins.getAll())
    if (toHex(keyId(join.key)) === kid) queue(transaction, joins.delete(join.secretHash));
}
