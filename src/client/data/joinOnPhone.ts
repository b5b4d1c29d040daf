import { equalBytes, toBase64Url, toHex } from "../../core/bytes.ts";
import { comparisonCode, ES256, keyId } from "../../core/key/publicKey.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { isPin } from "../../core/operator/pin.ts";
import { signActivation } from "../../core/operator/proofs.ts";
import { WRAPPED_KEY_ROLES } from "../../core/operator/role.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type Activation, activationSchema } from "../../wire/activation.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { AUTHORITY_STORES, type FetchedAuthority, fetchAuthority, keepAuthorityIn } from "./authorities.ts";
import { timeNow } from "./clock.ts";
import { type StoreError, writeAll } from "./database.ts";
import { openGrant } from "./grants.ts";
import type { Hex } from "./hex.ts";
import { type JoinError, type JoinOffer, joinErrorOf } from "./joinLinks.ts";
import { makeKey } from "./keepKey.ts";
import type { Phone } from "./phone.ts";
import { openWithPin } from "./pins.ts";
import type { IdentityRecord, PendingJoin } from "./schema.ts";
import { writeSettings } from "./settings.ts";
import { signerOf } from "./signInTurn.ts";
import { callJson } from "./traceClient.ts";

/** Why a person did not join; nothing is stored but, while the answer is open, the key that asked. */
export type JoinFailure =
  | JoinError
  | StoreError
  | "pinMissing"
  | "wrongPin"
  | "keyLocked"
  | "keyErased"
  | "roleNotShared"
  | "badGrant";

/** What a person says when joining: a PIN that wraps the key on a phone that several share, and by what name they go. */
export type JoinChoice = { readonly pin?: string; readonly person?: string };

/** Joined, or waiting until the inviter has compared the six digits. */
export type Joined =
  | { readonly status: "granted"; readonly identity: IdentityRecord }
  | { readonly status: "waiting"; readonly join: PendingJoin; readonly comparisonCode: string };

/** Refusals after which the key that asked is of no use any more. */
const FINAL: readonly JoinFailure[] = ["expired", "used", "unknown", "stopped", "operatorRefused"];

/**
 * Joins as the operator of an offer that the person confirmed: makes the key, proves its possession and stores the
 * grant. The key is kept from before it is sent, because a link works for one key only and an answer can be lost.
 */
export async function acceptJoin(
  phone: Phone,
  offer: JoinOffer,
  choice: JoinChoice,
): Promise<Result<Joined, JoinFailure>> {
  const begun = await phone.db.get("pendingJoins", offer.secretHash);
  const started = begun === undefined ? await begin(phone, offer, choice) : await resumeWith(phone, begun, choice.pin);
  return started.ok ? activate(phone, started.value, offer.authority) : started;
}

type Started = { readonly join: PendingJoin; readonly signer: Signer };

async function begin(
  phone: Phone,
  offer: JoinOffer,
  { pin, person }: JoinChoice,
): Promise<Result<Started, JoinFailure>> {
  const { preview, link, secretHash } = offer;
  if (pin === undefined ? offer.needsPin : !isPin(pin)) return err("pinMissing");
  if (pin !== undefined && !WRAPPED_KEY_ROLES.includes(preview.role)) return err("roleNotShared");
  const made = await makeKey(pin);
  const join: PendingJoin = {
    secretHash,
    secret: link.secret,
    fingerprint: link.fingerprint,
    key: made.key,
    kept: made.kept,
    operator: preview.operator,
    name: preview.name,
    kind: preview.kind,
    region: preview.region,
    address: preview.address ?? "",
    role: preview.role,
    ...(person === undefined ? {} : { person }),
    waits: preview.waits,
    startedAt: Math.floor(phone.clock()),
  };
  const stored = await writeAll(phone.db, ["pendingJoins"], (transaction) =>
    transaction.objectStore("pendingJoins").put(join),
  );
  if (!stored.ok) return stored;
  phone.unlocked.set(toHex(keyId(made.key)), made.signer);
  return ok({ join, signer: made.signer });
}

async function resumeWith(
  phone: Phone,
  join: PendingJoin,
  pin: string | undefined,
): Promise<Result<Started, JoinFailure>> {
  const signer = signerOf(phone, { ...join, kid: toHex(keyId(join.key)) });
  if (signer !== undefined) return ok({ join, signer });
  if (pin === undefined) return err("keyLocked");
  const { result } = await openWithPin(phone, join, pin);
  const opened = signerOf(phone, { ...join, kid: toHex(keyId(join.key)) });
  if (opened !== undefined) return ok({ join, signer: opened });
  return err(result === "erased" ? "keyErased" : "wrongPin");
}

/** Joins that were begun and not answered with a grant yet. */
export function pendingJoins(phone: Phone): Promise<readonly PendingJoin[]> {
  return phone.db.getAll("pendingJoins");
}

/** Asks again for the grant of a join that waits, or whose answer was lost. */
export async function resumeJoin(
  phone: Phone,
  secretHash: Hex,
  pin: string | undefined,
): Promise<Result<Joined, JoinFailure>> {
  const join = await phone.db.get("pendingJoins", secretHash);
  if (join === undefined) return err("unknown");
  const started = await resumeWith(phone, join, pin);
  if (!started.ok) return started;
  const authority = await fetchAuthority(phone, join.fingerprint);
  return authority.ok ? activate(phone, started.value, authority.value) : err(joinErrorOf(authority.error));
}

/** Forgets a join that was begun. Its link cannot be used with another key. */
async function abandonJoin(phone: Phone, secretHash: Hex): Promise<void> {
  await phone.db.delete("pendingJoins", secretHash);
}

async function activate(
  phone: Phone,
  { join, signer }: Started,
  authority: FetchedAuthority,
): Promise<Result<Joined, JoinFailure>> {
  const claim = { origin: phone.origin, secret: join.secret, time: await timeNow(phone) };
  const message = toBase64Url(await signActivation(claim, signer));
  const body = { secret: toBase64Url(join.secret), key: toBase64Url(join.key), message, storage: join.kept.storage };
  const answered = await callJson(phone, { path: PATH.activation, body });
  if (!answered.ok) {
    const error = joinErrorOf(answered.error);
    if (FINAL.includes(error)) await abandonJoin(phone, join.secretHash);
    return err(error);
  }
  const activation = parseAnswer(activationSchema, answered.value);
  if (!activation.ok) return err("notOurServer");
  if (activation.value.status === "waiting")
    return ok({ status: "waiting", join, comparisonCode: comparisonCode(join.key) });
  return keepIdentity(phone, join, authority, activation.value);
}

async function keepIdentity(
  phone: Phone,
  join: PendingJoin,
  authority: FetchedAuthority,
  activation: Activation & { status: "granted" },
): Promise<Result<Joined, JoinFailure>> {
  const { publisher } = authority.record.list;
  const bytes = base64UrlBytes(activation.grant);
  const held = bytes.ok ? await openGrant(bytes.value, join.key, publisher) : undefined;
  if (
    held === undefined ||
    toHex(held.grant.operator) !== join.operator ||
    toHex(publisher.id) !== activation.authority
  )
    return err("badGrant");
  const identity: IdentityRecord = {
    kid: toHex(keyId(join.key)),
    key: join.key,
    alg: ES256,
    kept: join.kept,
    operator: join.operator,
    authority: activation.authority,
    name: join.name,
    kind: join.kind,
    region: join.region,
    address: join.address,
    ...(activation.contact === undefined ? {} : { contact: activation.contact }),
    grants: [held],
    ...(join.person === undefined ? {} : { person: join.person }),
    standing: [],
    joinedAt: await timeNow(phone),
  };
  const stores = [...AUTHORITY_STORES, "identities", "pendingJoins", "settings"] as const;
  const stored = await writeAll(phone.db, stores, async (transaction) => {
    const identities = transaction.objectStore("identities");
    const known = await identities.get(identity.kid);
    // Another tab may have finished the same join and signed since: its seq must not start again.
    if (known === undefined || !equalBytes(known.key, identity.key)) await identities.put(identity);
    await keepAuthorityIn(transaction, authority.record);
    await transaction.objectStore("pendingJoins").delete(join.secretHash);
    // What concerns the new operator is asked for at once, however lately anything was.
    await writeSettings(transaction, { actingAs: identity.kid, lastPull: 0 });
  });
  if (!stored.ok) return stored;
  phone.changes.tell("identities");
  return ok({ status: "granted", identity });
}
