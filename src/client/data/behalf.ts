import { equalBytes, toHex } from "../../core/bytes.ts";
import { type AgencyConsent, encodeConsent, parseConsent } from "../../core/certificate/consent.ts";
import type { AgencyOrder } from "../../core/certificate/issue.ts";
import { encodeWithdrawn } from "../../core/certificate/withdrawal.ts";
import { keyId } from "../../core/key/publicKey.ts";
import {
  type PrivateRecord,
  RECORD_SALT_BYTES,
  type SaltedRecord,
  saltRecord,
} from "../../core/operator/privateRecord.ts";
import { keyTiming, termsAt } from "../../core/operator/rights.ts";
import { consentText } from "../../core/qr/agencyText.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy, type Statement, statementId } from "../../core/statement/statement.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { idBytes } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import { queue, type StoreName, type Writing } from "./database.ts";
import type { Hex } from "./hex.ts";
import { allIdentities, type IdentityRefusal, refusalFor, termsInForce } from "./identities.ts";
import { unsentUpload } from "./outboxRecords.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord, StatementRecord } from "./schema.ts";
import { type Composed, signInTurn, type TurnError } from "./signInTurn.ts";
import { phoneContext } from "./verifyContext.ts";

/** A farmer as a station's phone knows it. */
export type KnownFarmer = {
  readonly id: Hex;
  readonly name: string;
  /** Division code, county or deeper. */
  readonly region: string;
  /** In full where it was registered on this phone, else masked. */
  readonly contact?: string;
};

/** What a farmer gave for one certificate: a signature on the screen, or a statement by the farmer's own phone. */
export type GivenConsent = { readonly signature: SaltedRecord } | { readonly statement: StatementRecord };

/** For whom a station issues, and the farmer's consent to the draft with this digest. */
export type Behalf = { readonly farmer: KnownFarmer; readonly draft: Uint8Array; readonly given: GivenConsent };

/** Stores that {@link writeBehalf} writes. */
export const BEHALF_STORES: readonly StoreName[] = ["privateRecords", "statements"];

/** Why a farmer's answer is no consent to this draft. */
export type ConsentError = "notAConsent" | "otherDraft" | "unknownKey" | "badSignature";
/** Why a farmer's phone signed no consent. */
export type ConsentFailure = TurnError | IdentityRefusal | RightsError | "notForYou";

/** What the core needs to know of it. */
export function agencyOf(
  { farmer, draft, given }: Behalf,
  { operator }: Pick<IdentityRecord, "operator">,
): AgencyOrder {
  const said = { farmer: idBytes(farmer.id), station: idBytes(operator), draft };
  return "signature" in given
    ? { ...said, signature: given.signature.hash }
    : { ...said, statement: idBytes(given.statement.id) };
}

/** Keeps what the farmer gave, to be sent after the certificate. */
export async function writeBehalf(transaction: Writing, { farmer, given }: Behalf): Promise<void> {
  if ("signature" in given) {
    const { hash, bytes } = given.signature;
    const record = { hash: toHex(hash), bytes, operator: farmer.id };
    queue(transaction, transaction.objectStore("privateRecords").put(record));
    return;
  }
  const statements = transaction.objectStore("statements");
  // The farmer's phone may have sent it already, and the feed brought it here.
  if ((await statements.getKey(given.statement.id)) === undefined) queue(transaction, statements.put(given.statement));
}

/** A signature given on the screen. @param picture PNG of {@link MAX_SIGNATURE_BYTES} at most */
export function signedOnScreen(picture: NonNullable<PrivateRecord["signature"]>): GivenConsent {
  return { signature: saltRecord({ signature: picture }, randomBytes(RECORD_SALT_BYTES)) };
}

/**
 * Reads a farmer's answer: signed by a key that the directory on this phone lists for the farmer, for this very draft.
 * Needs no network.
 */
export async function readAnswer(
  phone: Phone,
  bytes: Uint8Array,
  expected: Pick<AgencyConsent, "farmer" | "station" | "draft">,
): Promise<Result<GivenConsent, ConsentError>> {
  const statement = decodeStatement(bytes);
  const consent =
    statement.ok && statement.value.kind === KIND.agencyConsented ? parseConsent(statement.value.body) : undefined;
  if (!statement.ok || consent === undefined) return err("notAConsent");
  const same = (["farmer", "station", "draft"] as const).every((part) => equalBytes(consent[part], expected[part]));
  if (!same) return err("otherDraft");
  const key = await farmerKey(phone, statement.value, expected.farmer);
  if (key === undefined) return err("unknownKey");
  if (!(await isStatementSignedBy(statement.value, key, verifySignature))) return err("badSignature");
  const id = toHex(statementId(statement.value, key));
  const { kind } = statement.value;
  return ok({ statement: { id, bytes, key, kind, upload: unsentUpload(statement.value) } });
}

/** The key under which a statement claims to be signed, if it may consent for the farmer. */
async function farmerKey(phone: Phone, statement: Statement, farmer: Uint8Array): Promise<Uint8Array | undefined> {
  const context = await phoneContext(phone, undefined);
  const rows = await context.rowsByKeyId(statement.kid);
  for (const { row } of rows.filter((hit) => equalBytes(hit.row.operator, farmer))) {
    const record = row.keys.find(({ key }) => equalBytes(keyId(key), statement.kid));
    if (record === undefined) continue;
    const act = { kind: KIND.agencyConsented, own: true, behalf: false, region: row.region };
    const inForce = keyTiming(record, statement.iat, context.now, undefined) === "inForce";
    if (inForce && refusalForKey(act, termsAt(record, statement.iat)) === undefined) return record.key;
  }
  return undefined;
}

/**
 * Signs a farmer's consent on the farmer's own phone, with or without a network. @returns the text of the code that the
 * station scans
 */
export async function consentOnPhone(
  phone: Phone,
  consent: Pick<AgencyConsent, "farmer" | "station" | "draft">,
): Promise<Result<string, ConsentFailure>> {
  const farmer = await identityOfFarmer(phone, consent.farmer);
  if (farmer === undefined) return err("notForYou");
  const signed = await signInTurn<undefined, string, ConsentFailure>(phone, {
    kid: farmer.kid,
    read: () => Promise.resolve(undefined),
    compose: (turn): Result<Composed<string>, ConsentFailure> => {
      const { identity, iat, origin } = turn;
      const act = { kind: KIND.agencyConsented, own: true, behalf: false, region: identity.region };
      const refusal = refusalFor(identity, iat) ?? refusalForKey(act, termsInForce(identity, iat));
      if (refusal !== undefined) return err(refusal);
      return ok({
        parts: [statementInTurn(turn, { kind: KIND.agencyConsented, body: encodeConsent(consent) })],
        value: ([statement]) => consentText(origin, statement?.bytes ?? new Uint8Array(0)),
        stores: [],
        alongside: () => Promise.resolve(true),
      });
    },
  });
  if (signed.ok) phone.changes.tell("outbox");
  return signed;
}

/**
 * Voids a certificate that a station signed for this phone's operator without its consent; what the farmer never saw
 * is on no list of this phone.
 */
export async function repudiateOnPhone(
  phone: Phone,
  { operator, certificate, reason }: { readonly operator: Hex; readonly certificate: Hex; readonly reason: string },
): Promise<Result<undefined, ConsentFailure>> {
  const farmer = await identityOfFarmer(phone, idBytes(operator));
  if (farmer === undefined) return err("notForYou");
  const voided = await signInTurn<undefined, undefined, ConsentFailure>(phone, {
    kid: farmer.kid,
    read: () => Promise.resolve(undefined),
    compose: (turn): Result<Composed<undefined>, ConsentFailure> => {
      const { region } = turn.identity;
      const act = { kind: KIND.certificateWithdrawn, state: "voided", own: true, behalf: false, region } as const;
      const refusal = refusalForKey(act, termsInForce(turn.identity, turn.iat));
      if (refusal !== undefined) return err(refusal);
      const body = encodeWithdrawn({ certificate: idBytes(certificate), state: "voided", reason });
      return ok({
        parts: [statementInTurn(turn, { kind: KIND.certificateWithdrawn, body })],
        value: () => undefined,
        stores: [],
        alongside: () => Promise.resolve(true),
      });
    },
  });
  if (voided.ok) phone.changes.tell("outbox");
  return voided;
}

/** The identity of this phone that is the farmer. */
async function identityOfFarmer(phone: Phone, farmer: Uint8Array): Promise<IdentityRecord | undefined> {
  const now = await timeNow(phone);
  const own = (await allIdentities(phone.db)).filter(({ operator }) => operator === toHex(farmer));
  return own.find((identity) => refusalFor(identity, now) === undefined) ?? own[0];
}
