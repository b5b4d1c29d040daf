import { equalBytes, toHex } from "../../core/bytes.ts";
import type { IssuePart } from "../../core/certificate/issue.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { maxStatementBytes } from "../../core/statement/kind.ts";
import { statementTime } from "../../core/sync/clock.ts";
import { deviceSigner } from "../../crypto/deviceKey.ts";
import { queue, type StoreError, type StoreName, writeUnless, type Writing } from "./database.ts";
import { unsentEntry } from "./outboxRecords.ts";
import type { Phone } from "./phone.ts";
import type { Hex, IdentityRecord, StatementRecord } from "./schema.ts";

/** Why nothing could be signed or stored; nothing changed. `keyLocked`: a PIN has to open the key first. */
export type TurnError = StoreError | "notJoined" | "keyLocked" | "statementTooLarge";

/** The identity whose turn it is, with the seq and time that the next statement gets. Unix seconds. */
export type Turn = { readonly identity: IdentityRecord; readonly seq: number; readonly iat: number };

/** What is to be signed in a turn, and what is written in the same transaction. */
export type Composed<T> = {
  readonly parts: readonly IssuePart[];
  readonly value: T;
  /** Further stores that `alongside` writes. */
  readonly stores: readonly StoreName[];
  /**
   * Writes what belongs to the statements. False when something that was composed from has changed since: nothing is
   * written then and the turn is taken anew.
   */
  readonly alongside: (transaction: Writing) => Promise<boolean>;
};

/** How often a turn is taken anew when another tab was quicker. */
const MAX_TRIES = 8;
const TURN_STORES: readonly StoreName[] = ["identities", "statements", "outbox"];

/**
 * Signs statements as one identity and stores them: first every signature, then one strict transaction with the
 * statements, their outbox entries, the next seq and whatever goes with them. Killed at any moment, the phone has all
 * of it or none. A Web Lock holds the seq meanwhile; where there is none, the transaction notices that another tab
 * took it, and what was signed in vain never leaves memory.
 */
export function signInTurn<T, E>(
  phone: Phone,
  kid: Hex,
  compose: (turn: Turn) => Promise<Result<Composed<T>, E>>,
): Promise<Result<T, E | TurnError>> {
  return phone.locks.run(`seq ${kid}`, async () => {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const done = await tryTurn(phone, kid, compose);
      if (done !== "turnTaken") return done;
    }
    return err("storageFailed");
  });
}

async function tryTurn<T, E>(
  phone: Phone,
  kid: Hex,
  compose: (turn: Turn) => Promise<Result<Composed<T>, E>>,
): Promise<Result<T, E | TurnError> | "turnTaken"> {
  const reading = phone.db.transaction(["identities", "settings"]);
  const [identity, settings] = await Promise.all([
    reading.objectStore("identities").get(kid),
    reading.objectStore("settings").get("phone"),
  ]);
  if (identity === undefined) return err("notJoined");
  const signer = signerOf(phone, identity);
  if (signer === undefined) return err("keyLocked");
  const iat = statementTime(phone.clock(), settings?.clockOffset ?? 0, identity.lastIat);
  const turn: Turn = { identity, seq: identity.nextSeq, iat };
  const composed = await compose(turn);
  if (!composed.ok) return composed;
  const signed = await Promise.all(composed.value.parts.map((part) => signPart(part, kid, signer)));
  const tooLarge = composed.value.parts.some(
    (part, index) => (signed[index]?.bytes.length ?? 0) > maxStatementBytes(part.content.kind),
  );
  if (tooLarge) return err("statementTooLarge");
  return store(phone, turn, composed.value, signed);
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
  return { id: toHex(prepared.id), bytes, key: signer.key, kind: content.kind, turn: `${kid} ${content.seq}` };
}

async function store<T>(
  phone: Phone,
  turn: Turn,
  composed: Composed<T>,
  signed: readonly StatementRecord[],
): Promise<Result<T, StoreError> | "turnTaken"> {
  const { identity, seq, iat } = turn;
  const stores = new Set([...TURN_STORES, ...composed.stores]);
  const written = await writeUnless(phone.db, [...stores], async (transaction) => {
    const [current, unchanged] = await Promise.all([
      transaction.objectStore("identities").get(identity.kid),
      composed.alongside(transaction),
    ]);
    const sameTurn = current?.nextSeq === seq && equalBytes(current.key, identity.key);
    if (!sameTurn || !unchanged) return undefined;
    for (const statement of signed) {
      queue(transaction.objectStore("statements").add(statement));
      queue(transaction.objectStore("outbox").add(unsentEntry(statement)));
    }
    queue(transaction.objectStore("identities").put({ ...current, nextSeq: seq + signed.length, lastIat: iat }));
    return { value: composed.value };
  });
  if (!written.ok) return written.error === "givenUp" ? "turnTaken" : err(written.error);
  phone.changes.tell("outbox");
  return ok(written.value.value);
}
