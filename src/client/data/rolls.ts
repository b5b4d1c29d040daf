import { toHex } from "../../core/bytes.ts";
import { parseTypedNumber } from "../../core/certificate/number.ts";
import { parseScanned } from "../../core/qr/qrText.ts";
import { err, ok, type Result } from "../../core/result.ts";
import {
  encodeRollMade,
  encodeTagsClaimed,
  MOST_TAGS,
  parseRollMade,
  parseTagsClaimed,
  TAG_BYTES,
  tagBytes,
  tagsOf,
  tagText,
} from "../../core/roll/roll.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import { idBytes } from "./certificates.ts";
import { queue, type Writing } from "./database.ts";
import type { Hex } from "./hex.ts";
import { identityFor, termsInForce } from "./identities.ts";
import { madeOrder, type OwnStatement } from "./ownRecords.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { RollRecord, TagClaimRecord } from "./rollRecords.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Why no roll was made; nothing was written. */
export type RollFailure = TurnError | RightsError | "badCount";

/** Makes a roll of so many tags for the operator that this phone acts as, with or without a network. */
export async function makeRoll(phone: Phone, count: number): Promise<Result<RollRecord, RollFailure>> {
  if (!Number.isInteger(count) || count < 1 || count > MOST_TAGS) return err("badCount");
  const tags = tagsOf(randomBytes(count * TAG_BYTES));
  const made = await signInTurn<undefined, RollRecord, RollFailure>(phone, {
    read: () => Promise.resolve(undefined),
    compose: (turn) => composeRoll(turn, tags),
  });
  if (made.ok) phone.changes.tell("certificates");
  return made;
}

function composeRoll(turn: Turn, tags: readonly Uint8Array[]): Result<Composed<RollRecord>, RollFailure> {
  const { identity, iat } = turn;
  const act = { kind: KIND.rollMade, own: true, behalf: false, region: identity.region };
  const refusal = refusalForKey(act, termsInForce(identity, iat));
  if (refusal !== undefined) return err(refusal);
  const part = statementInTurn(turn, { kind: KIND.rollMade, body: encodeRollMade({ tags }) });
  const own = { id: part.prepared.id, content: part.content, operator: identity.operator };
  const record = rollRecord(own, tags);
  return ok({
    parts: [part],
    value: () => record,
    stores: ["rolls"],
    alongside: async (transaction) => {
      await transaction.objectStore("rolls").add(record);
      return true;
    },
  });
}

function rollRecord(
  { id, content, operator }: Pick<OwnStatement, "id" | "content" | "operator">,
  tags: readonly Uint8Array[],
): RollRecord {
  return { id: toHex(id), operator, at: content.iat, order: -madeOrder(content), tags: tags.map(tagText) };
}

/** A roll with how many of its tags stand for a certificate. */
export type ListedRoll = RollRecord & { readonly claimed: number };

/** Rolls of this phone's operators, newest first. */
export async function listRolls(phone: Phone): Promise<readonly ListedRoll[]> {
  const rolls = await phone.db.getAllFromIndex("rolls", "byOrder");
  return Promise.all(rolls.map(async (roll) => ({ ...roll, claimed: (await claimedTags(phone, roll)).length })));
}

async function claimedTags(phone: Phone, { tags }: RollRecord): Promise<readonly TagClaimRecord[]> {
  const store = phone.db.transaction("tagClaims").store;
  const claims = await Promise.all(tags.map((tag) => store.get(tag)));
  return claims.filter((claim) => claim !== undefined);
}

/** Tags that stand for a certificate. */
export function tagsOfCertificate(phone: Phone, certificate: Hex): Promise<readonly TagClaimRecord[]> {
  return phone.db.getAllFromIndex("tagClaims", "byCertificate", certificate);
}

/** Why tags were not claimed; nothing was written. The tag is the one that stands in the way. */
export type ClaimFailure =
  | TurnError
  | RightsError
  | "certificateUnknown"
  | "certificateWithdrawn"
  | "notATag"
  | "tagUnknown"
  | "rollEnds"
  | "badCount"
  | { readonly code: "tagTaken"; readonly tag: string };

/** What of a roll goes onto the boxes of a certificate: `count` tags from the one that was scanned or typed. */
export type ClaimOrder = { readonly certificate: Hex; readonly text: string; readonly count: number };

/** The tag of a scanned code or a typed number; undefined when it is neither. */
export function tagIn(text: string): string | undefined {
  const scanned = parseScanned(text);
  if (scanned.ok && scanned.value.form === "tag") return scanned.value.tag;
  const typed = text.includes("/") ? undefined : parseTypedNumber(text);
  return typed?.ok === true ? typed.value : undefined;
}

/**
 * Says that tags of one of the operator's rolls stand for one of its certificates. A tag stands for one certificate
 * for ever; one that already stands for this very certificate is left as it is. @returns the tags that now do
 */
export async function claimTags(
  phone: Phone,
  { certificate, text, count }: ClaimOrder,
): Promise<Result<readonly string[], ClaimFailure>> {
  const record = await phone.db.get("certificates", certificate);
  if (record === undefined) return err("certificateUnknown");
  if (record.state !== "active") return err("certificateWithdrawn");
  const tags = await tagsFrom(phone, record.operator, { text, count });
  if (!tags.ok) return tags;
  const identity = await identityFor(phone.db, record.operator, phone.clock());
  if (identity === undefined) return err("notJoined");
  const claimed = await signInTurn<Free, readonly string[], ClaimFailure>(phone, {
    kid: identity.kid,
    read: () => unclaimed(phone, certificate, tags.value),
    compose: (turn, free) => composeClaim(turn, certificate, free),
  });
  if (claimed.ok) phone.changes.tell("certificates");
  return claimed.ok ? ok(tags.value) : claimed;
}

async function tagsFrom(
  phone: Phone,
  operator: Hex,
  { text, count }: Pick<ClaimOrder, "text" | "count">,
): Promise<Result<readonly string[], ClaimFailure>> {
  if (!Number.isInteger(count) || count < 1 || count > MOST_TAGS) return err("badCount");
  const tag = tagIn(text);
  if (tag === undefined) return err("notATag");
  const rolls = await phone.db.getAllFromIndex("rolls", "byTag", tag);
  const roll = rolls.find((held) => held.operator === operator);
  if (roll === undefined) return err("tagUnknown");
  const first = roll.tags.indexOf(tag);
  const tags = roll.tags.slice(first, first + count);
  return tags.length < count ? err("rollEnds") : ok(tags);
}

/** Tags that stand for nothing yet. */
type Free = Result<readonly string[], ClaimFailure>;

async function unclaimed(phone: Phone, certificate: Hex, tags: readonly string[]): Promise<Free> {
  const store = phone.db.transaction("tagClaims").store;
  const held = await Promise.all(tags.map((tag) => store.get(tag)));
  const taken = held.find((claim) => claim !== undefined && claim.certificate !== certificate);
  if (taken !== undefined) return err({ code: "tagTaken", tag: taken.tag });
  return ok(tags.filter((_, index) => held[index] === undefined));
}

function composeClaim(
  turn: Turn,
  certificate: Hex,
  unclaimedTags: Free,
): Result<Composed<readonly string[]>, ClaimFailure> {
  if (!unclaimedTags.ok) return unclaimedTags;
  const free = unclaimedTags.value;
  const { identity, iat } = turn;
  const act = { kind: KIND.tagsClaimed, own: true, behalf: false, region: identity.region };
  const refusal = refusalForKey(act, termsInForce(identity, iat));
  if (refusal !== undefined) return err(refusal);
  const tags = free.flatMap((tag) => tagBytes(tag) ?? []);
  if (tags.length === 0) return ok({ parts: [], value: () => [], stores: [], alongside: async () => true });
  const body = encodeTagsClaimed({ certificate: idBytes(certificate), tags });
  const part = statementInTurn(turn, { kind: KIND.tagsClaimed, body });
  const order = madeOrder(part.content);
  return ok({
    parts: [part],
    value: () => free,
    stores: ["tagClaims"],
    alongside: async (transaction) => {
      const claims = transaction.objectStore("tagClaims");
      const taken = await Promise.all(free.map((tag) => claims.getKey(tag)));
      if (taken.some((key) => key !== undefined)) return false;
      for (const tag of free) {
        const claim: TagClaimRecord = { tag, certificate, operator: identity.operator, at: iat, order };
        queue(transaction, claims.add(claim));
      }
      return true;
    },
  });
}

/** Takes what one of this operator's other phones said about tags; of two claims for a tag the one made first stays. */
export async function importTags(transaction: Writing, statement: OwnStatement): Promise<void> {
  const { content, operator } = statement;
  const roll = content.kind === KIND.rollMade ? parseRollMade(content.body) : undefined;
  if (roll !== undefined) await transaction.objectStore("rolls").put(rollRecord(statement, roll.tags));
  const claimed = content.kind === KIND.tagsClaimed ? parseTagsClaimed(content.body) : undefined;
  if (claimed === undefined) return;
  const claims = transaction.objectStore("tagClaims");
  const order = madeOrder(content);
  for (const tag of claimed.tags.map(tagText)) {
    const held = await claims.get(tag);
    if (held !== undefined && held.order <= order) continue;
    await claims.put({ tag, certificate: toHex(claimed.certificate), operator, at: content.iat, order });
  }
}
