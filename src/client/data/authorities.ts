import { equalBytes } from "../../core/bytes.ts";
import { keyFingerprint } from "../../core/key/publicKey.ts";
import { type AuthorityList, type ListAnchor, openAuthorityList } from "../../core/operator/authority.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { type AuthorityAnswer, authorityAnswerSchema } from "../../wire/authority.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { queue, type StoreError, type StoreName, type Writing, writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { type CallError, callJson } from "./traceClient.ts";
import type { AuthorityRecord } from "./trustRecords.ts";

/** Why an authority list was not taken; the one held stays. `untrusted`: it does not hold under what this phone trusts. */
export type AuthorityFailure = CallError | { readonly code: "untrusted" };

/** The list as fetched and opened, not stored yet. */
export type FetchedAuthority = { readonly record: AuthorityRecord; readonly answer: AuthorityAnswer };

/** The authority list that this phone trusts; undefined before the first contact. */
export async function heldAuthority(phone: Phone): Promise<AuthorityRecord | undefined> {
  return phone.db.get("authorities", "home");
}

/**
 * Fetches the authority list of this phone's endpoint. It must follow from the list held; the first one from the
 * fingerprint of a join link, or, on a phone that never joined, from its own https origin.
 */
export async function fetchAuthority(
  phone: Phone,
  pinned: Uint8Array | undefined,
): Promise<Result<FetchedAuthority, AuthorityFailure>> {
  const offered = await askForList(phone);
  if (!offered.ok) return offered;
  const { answer, message, listKey } = offered.value;
  const held = await heldAuthority(phone);
  const list = await openAuthorityList(message, anchorFor(held, pinned, listKey), verifySignature);
  if (!list.ok || (pinned !== undefined && !isPinned(list.value, pinned))) return err({ code: "untrusted" });
  const anchoredBy = pinned === undefined ? (held?.anchoredBy ?? "origin") : "joinLink";
  const openedAt = Math.floor(phone.clock());
  return ok({ record: { slot: "home", message, list: list.value, anchoredBy, openedAt }, answer });
}

type OfferedList = { readonly answer: AuthorityAnswer; readonly message: Uint8Array; readonly listKey: Uint8Array };

async function askForList(phone: Phone): Promise<Result<OfferedList, CallError>> {
  const answered = await callJson(phone, { path: PATH.authority });
  if (!answered.ok) return answered;
  const answer = parseAnswer(authorityAnswerSchema, answered.value);
  if (!answer.ok) return err({ code: "notOurServer" });
  const message = base64UrlBytes(answer.value.list);
  const listKey = base64UrlBytes(answer.value.listKey);
  if (!message.ok || !listKey.ok) return err({ code: "notOurServer" });
  return ok({ answer: answer.value, message: message.value, listKey: listKey.value });
}

/** A link that a person handed over weighs more than what the origin alone once said, and less than an earlier link. */
function anchorFor(held: AuthorityRecord | undefined, pinned: Uint8Array | undefined, listKey: Uint8Array): ListAnchor {
  if (pinned !== undefined && held?.anchoredBy !== "joinLink") return { fingerprint: pinned };
  return held === undefined ? { fingerprint: keyFingerprint(listKey) } : { held: held.list };
}

/** True when the list's publisher has, or had, the list key whose fingerprint was pinned. */
function isPinned({ publisher }: AuthorityList, pinned: Uint8Array): boolean {
  return publisher.keys.some(
    ({ key, use }) => use === "list" && equalBytes(keyFingerprint(key).subarray(0, pinned.length), pinned),
  );
}

/** Stores that rest on the authority and are void with another one. */
const RESTS_ON_AUTHORITY = ["directoryHeads", "directoryRows", "treeHeads"] as const;

/** Stores a list that {@link fetchAuthority} opened, unless another tab has stored a newer one meanwhile. */
export async function keepAuthority(phone: Phone, record: AuthorityRecord): Promise<Result<undefined, StoreError>> {
  const kept = await writeAll(phone.db, AUTHORITY_STORES, async (transaction) => {
    await keepAuthorityIn(transaction, record);
    return undefined;
  });
  phone.kept.signing = undefined;
  return kept;
}

/** The stores that {@link keepAuthorityIn} needs. */
export const AUTHORITY_STORES: readonly StoreName[] = ["authorities", ...RESTS_ON_AUTHORITY];

/** As {@link keepAuthority}, within a transaction over {@link AUTHORITY_STORES}. */
export async function keepAuthorityIn(transaction: Writing, record: AuthorityRecord): Promise<void> {
  const store = transaction.objectStore("authorities");
  const held = await store.get("home");
  const sameAuthority = held === undefined || equalBytes(held.list.publisher.id, record.list.publisher.id);
  if (!sameAuthority) {
    for (const name of RESTS_ON_AUTHORITY) queue(transaction, transaction.objectStore(name).clear());
  }
  if (!sameAuthority || held === undefined || held.list.version <= record.list.version) await store.put(record);
}

/** Keys with which the home authority's log signs at `time`; a phone whose clock is slow takes a new key all the same. */
export function logKeys({ list }: AuthorityRecord, time: number): readonly Uint8Array[] {
  const usable = list.publisher.keys.filter(({ use, to }) => use === "log" && (to === undefined || time <= to));
  return usable.map(({ key }) => key);
}
