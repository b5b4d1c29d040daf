import { toHex } from "../../core/bytes.ts";
import type { IssuePart } from "../../core/certificate/issue.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { maxStatementBytes } from "../../core/statement/kind.ts";
import { statementTime } from "../../core/sync/clock.ts";
import { deviceSigner } from "../../crypto/deviceKey.ts";
import { queue, type StoreError, type StoreName, type Writing, writeUnless } from "./database.ts";
import type { Hex } from "./hex.ts";
import { chooseIdentity } from "./identities.ts";
import { unsentUpload } from "./outboxRecords.ts";
import type { KeptSigning, Phone } from "./phone.ts";
import type { IdentityRecord, SeqRecord, StatementRecord } from "./schema.ts";

/** Why nothing could be signed or stored; nothing changed. `keyLocked`: a PIN has to open the key first. */
export type TurnError = StoreError | "notJoined" | "keyLocked" | "statementTooLarge";

/** The identity whose turn it is, with the seq and time that the next statement gets. Unix seconds. */
export type Turn = {
  readonly identity: IdentityRecord;
  readonly seq: number;
  readonly iat: number;
  /** Public origin of the authority, which codes name. */
  readonly origin: string;
};

/** What is to be signed in a turn, and what is written in the same transaction. */
export type Composed<T> = {
  readonly parts: readonly IssuePart[];
  /** What comes of it, from the statements in the order of `parts`. */
  readonly value: (signed: readonly StatementRecord[]) => T;
  /** Further stores that `alongside` writes. */
  readonly stores: readonly StoreName[];
  /**
   * Writes what belongs to the statements. False when something that was composed from has changed since: nothing is
   * written then and the turn is taken anew.
   */
  readonly alongside: (transaction: Writing) => Promise<boolean>;
};

/** One story of signing: whose turn, what is read for it, and what is made of that. */
export type Signing<P, T, E> = {
  /** Key id of the identity that signs; the one that the screens act as when absent. */
  readonly kid?: Hex;
  readonly read: () => Promise<P>;
  readonly compose: (turn: Turn, read: P) => Result<Composed<T>, E>;
  /** Told what will come of it while it is on its way to the disk; nothing of it may be shown before the answer. */
  readonly signed?: (value: T) => void;
};

/** How often a turn is taken anew when another tab was quicker. */
const MAX_TRIES = 8;
const TURN_STORES: readonly StoreName[] = ["seqs", "statements"];

/**
 * Signs statements as one identity and stores them: first every signature, then one strict transaction with the
 * statements, their place in the outbox, the next seq and whatever goes with them. Killed at any moment, the phone has
 * all of it or none. A Web Lock holds the seq meanwhile; where there is none, the store refuses a seq that another tab
 * took, and what was signed in vain never leaves memory.
 */
export function signInTurn<P, T, E>(phone: Phone, signing: Signing<P, T, E>): Promise<Result<T, E | TurnError>> {
  return phone.locks.run("sign", async () => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const done = await tryTurn(phone, signing);
      if (done !== "turnTaken") return done;
    }
    return err("storageFailed");
  });
}

async function tryTurn<P, T, E>(
  phone: Phone,
  signing: Signing<P, T, E>,
): Promise<Result<T, E | TurnError> | "turnTaken"> {
  const [turn, read] = await Promise.all([readTurn(phone, signing.kid), signing.read()]);
  if (turn === undefined) return err("notJoined");
  const signer = signerOf(phone, turn.identity);
  if (signer === undefined) return err("keyLocked");
  const composed = signing.compose(turn, read);
  if (!composed.ok) return composed;
  const { kid } = turn.identity;
  const signed = await Promise.all(composed.value.parts.map((part) => signPart(part, kid, signer)));
  if (signed.some(({ bytes, kind }) => bytes.length > maxStatementBytes(kind))) return err("statementTooLarge");
  return store(phone, turn, { ...signing, ...composed.value }, signed);
}

/** Reads what the next signing needs, so that it need not be read between the tap and the signature. */
export async function prepareSigning(phone: Phone): Promise<void> {
  phone.kept.signing ??= await readSigning(phone);
}

async function readTurn(phone: Phone, kid: Hex | undefined): Promise<Turn | undefined> {
  phone.kept.signing ??= await readSigning(phone);
  const { identities, seqs, settings, origin } = phone.kept.signing;
  const identity = chooseIdentity(identities, kid ?? settings?.actingAs);
  if (identity === undefined || (kid !== undefined && identity.kid !== kid)) return undefined;
  const { nextSeq, lastIat } = seqs.get(identity.kid) ?? { nextSeq: 1, lastIat: 0 };
  return { identity, origin, seq: nextSeq, iat: statementTime(phone.clock(), settings?.clockOffset ?? 0, lastIat) };
}

async function readSigning(phone: Phone): Promise<KeptSigning> {
  const transaction = phone.db.transaction(["identities", "seqs", "settings", "authorities"]);
  const [identities, seqs, settings, authority] = await Promise.all([
    transaction.objectStore("identities").getAll(),
    transaction.objectStore("seqs").getAll(),
    transaction.objectStore("settings").get("phone"),
    transaction.objectStore("authorities").get("home"),
  ]);
  const origin = authority?.list.publisher.origin ?? phone.origin;
  return { identities, origin, seqs: new Map(seqs.map((record) => [record.kid, record])), settings };
}

/** The signer of an identity; undefined while a PIN has to open its key. */
export function signerOf(phone: Phone, identity: Pick<IdentityRecord, "kid" | "key" | "kept">): Signer | undefined {
  const { kept, key, kid } = identity;
  return kept.storage === "nonExtractable"
    ? deviceSigner({ privateKey: kept.privateKey, key })
    : phone.unlocked.get(kid);
}

async function signPart({ content, prepared }: IssuePart, kid: Hex, signer: Signer): Promise<StatementRecord> {
  const bytes = prepared.finish(await signer.sign(prepared.toBeSigned));
  const turn = `${kid} ${content.seq}`;
  return { id: toHex(prepared.id), bytes, key: signer.key, kind: content.kind, turn, upload: unsentUpload(content) };
}

type Storing<T> = Pick<Composed<T>, "value" | "stores" | "alongside"> & Pick<Signing<unknown, T, unknown>, "signed">;

async function store<T>(
  phone: Phone,
  { identity, seq, iat }: Turn,
  composed: Storing<T>,
  signed: readonly StatementRecord[],
): Promise<Result<T, StoreError> | "turnTaken"> {
  const stores = new Set([...TURN_STORES, ...composed.stores]);
  const next: SeqRecord = { kid: identity.kid, nextSeq: seq + signed.length, lastIat: iat };
  let known: { readonly value: T } | undefined;
  const value = () => (known ??= { value: composed.value(signed) }).value;
  const write = async (transaction: Writing) => {
    // Refused by the unique turn when another tab has taken this seq since it was read.
    for (const statement of signed) queue(transaction, transaction.objectStore("statements").add(statement));
    queue(transaction, transaction.objectStore("seqs").put(next));
    return (await composed.alongside(transaction)) ? true : undefined;
  };
  const written = await writeUnless(phone.db, [...stores], write, () => composed.signed?.(value()));
  if (!written.ok) {
    phone.kept.signing = undefined;
    phone.kept.used = undefined;
    return written.error === "givenUp" || written.error === "taken" ? "turnTaken" : err(written.error);
  }
  const kept = phone.kept.signing;
  if (kept !== undefined) phone.kept.signing = { ...kept, seqs: new Map([...kept.seqs, [next.kid, next]]) };
  phone.changes.tell("outbox", "signed");
  return ok(value());
}
