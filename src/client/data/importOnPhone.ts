import { toHex } from "../../core/bytes.ts";
import { decodeCbor, isCborMap } from "../../core/cbor.ts";
import type { IssuePart } from "../../core/certificate/issue.ts";
import type { FoundEntry } from "../../core/import/judgeRow.ts";
import type { MapPoint, PrivateRecord, SaltedRecord } from "../../core/operator/privateRecord.ts";
import { RECORD_SALT_BYTES, saltRecord } from "../../core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf, type Profile, parseProfile } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import type { Operator } from "../../wire/operators.ts";
import { PATH, revealRecordPath } from "../../wire/paths.ts";
import { revealedRecordSchema } from "../../wire/records.ts";
import {
  type ComparedRow,
  compareAnswerSchema,
  type FoundOperator,
  MAX_COMPARED_ROWS,
} from "../../wire/registerImport.ts";
import { officerIdentity } from "./actOnPhone.ts";
import { idBytes } from "./certificates.ts";
import { queue, type StoreError, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { termsInForce } from "./identities.ts";
import type { AcceptedRow, ImportPart } from "./importRecords.ts";
import type { DeskError } from "./officerDesk.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import { sendPrivateRecords } from "./privateRecords.ts";
import { callAs } from "./sessions.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";
import { emptyOutbox } from "./syncRunner.ts";

/** Rows signed and stored together: one strict transaction. */
const PART_ROWS = 250;

/** Why rows were not compared. `unsent`: entries that this phone signed have not reached the register yet. */
export type CompareError = DeskError | { readonly code: "unsent" };

/** Follows a long work. */
export type Followed = { readonly done: (count: number) => void; readonly signal: AbortSignal };

/** Sends what this phone has said, so that the register compares with all of it. */
async function sendAll(phone: Phone): Promise<CompareError | undefined> {
  const sent = await emptyOutbox(phone, true);
  const error = sent.error ?? (await sendPrivateRecords(phone));
  if (error !== undefined) return error;
  const waiting = IDBKeyRange.bound(["waiting", 0], ["waiting", Number.MAX_SAFE_INTEGER]);
  const [next] = await phone.db.getAllFromIndex("statements", "byDue", waiting, 1);
  return next === undefined ? undefined : { code: "unsent" };
}

function foundEntry({ profile, ...found }: FoundOperator): FoundEntry | undefined {
  const bytes = base64UrlBytes(profile);
  const body = bytes.ok ? decodeCbor(bytes.value) : bytes;
  const read = body.ok && isCborMap(body.value) ? parseProfile(body.value) : undefined;
  return read === undefined ? undefined : { ...found, profile: read };
}

/** Asks the register which operators rows may be; in the order of the rows. Stops between requests when aborted. */
export async function compareRows(
  phone: Phone,
  rows: readonly ComparedRow[],
  { done, signal }: Followed,
): Promise<Result<readonly (readonly FoundEntry[])[], CompareError>> {
  const officer = await officerIdentity(phone);
  if (officer === undefined) return err({ code: "roleMissing" });
  const unsent = await sendAll(phone);
  if (unsent !== undefined) return err(unsent);
  const found: (readonly FoundEntry[])[] = [];
  while (found.length < rows.length && !signal.aborted) {
    const part = rows.slice(found.length, found.length + MAX_COMPARED_ROWS);
    const answered = await callAs(phone, officer, { path: PATH.operatorCompare, body: { rows: part } });
    if (!answered.ok) return answered;
    const answer = parseAnswer(compareAnswerSchema, answered.value);
    if (!answer.ok || answer.value.rows.length !== part.length) return err({ code: "notOurServer" });
    for (const operators of answer.value.rows) {
      const entries = operators.map(foundEntry);
      if (!entries.every((entry) => entry !== undefined)) return err({ code: "notOurServer" });
      found.push(entries);
    }
    done(found.length);
  }
  return ok(found);
}

/** Keeps accepted rows on the phone, to be signed part by part; an import that is still open is not mixed with another. */
export async function keepImport(
  phone: Phone,
  { file, rows }: { readonly file: string; readonly rows: readonly AcceptedRow[] },
): Promise<Result<undefined, StoreError | "importOpen">> {
  if ((await openImport(phone)) !== undefined) return err("importOpen");
  return writeAll(phone.db, ["importParts"], async (transaction) => {
    for (let at = 0; at < rows.length; at += PART_ROWS) {
      const part = { part: at / PART_ROWS, file, total: rows.length, rows: rows.slice(at, at + PART_ROWS) };
      queue(transaction, transaction.objectStore("importParts").put(part));
    }
    return undefined;
  });
}

/** An import whose rows are not all signed. */
export type OpenImport = { readonly file: string; readonly total: number; readonly left: number };

/** The import that was begun and not finished, after a break or a dead battery. */
export async function openImport({ db }: Phone): Promise<OpenImport | undefined> {
  const keys = await db.getAllKeys("importParts");
  const first = keys[0] === undefined ? undefined : await db.get("importParts", keys[0]);
  if (first === undefined) return undefined;
  return { file: first.file, total: first.total, left: first.total - first.part * PART_ROWS };
}

/** Gives up the rows that are not signed yet; what is signed stays. */
export async function dropImport({ db }: Phone): Promise<void> {
  await writeAll(db, ["importParts"], (transaction) => transaction.objectStore("importParts").clear());
}

/** Why an import stopped: nothing of the part at hand was signed. */
export type ImportError = TurnError | RightsError | DeskError["code"];

/**
 * Signs what is left of the open import, part by part, each in one strict transaction. Stops between parts when aborted.
 * Nothing is uploaded meanwhile: it would slow down what the officer is waiting for.
 */
export async function continueImport(phone: Phone, followed: Followed): Promise<Result<undefined, ImportError>> {
  const alone = await phone.locks.tryRun("sync", () => signParts(phone, followed));
  const signed = alone?.value ?? (await signParts(phone, followed));
  phone.changes.tell("certificates", "signed");
  return signed;
}

async function signParts(phone: Phone, { done, signal }: Followed): Promise<Result<undefined, ImportError>> {
  for (;;) {
    const [part] = await phone.db.getAll("importParts", undefined, 1);
    if (part === undefined || signal.aborted) return ok(undefined);
    const signed = await signPart(phone, part);
    if (!signed.ok) return signed;
    done(Math.min(part.total, part.part * PART_ROWS + part.rows.length));
  }
}

/** A row with the private record that its entry will name. */
type ReadyRow = AcceptedRow & { readonly record: SaltedRecord | undefined };

async function signPart(phone: Phone, part: ImportPart): Promise<Result<undefined, ImportError>> {
  const officer = await officerIdentity(phone);
  if (officer === undefined) return err("roleMissing");
  const rows: ReadyRow[] = [];
  for (const row of part.rows) {
    const record = await recordOf(phone, row);
    if (!record.ok) return record;
    rows.push({ ...row, record: record.value });
  }
  return signInTurn<boolean, undefined, ImportError>(phone, {
    kid: officer.kid,
    read: async () => (await phone.db.get("importParts", part.part)) !== undefined,
    // Another tab has signed it meanwhile.
    compose: (turn, isOpen) => (isOpen ? compose(turn, part, rows) : ok(NOTHING)),
  });
}

const NOTHING: Composed<undefined> = { parts: [], value: () => undefined, stores: [], alongside: async () => true };

/**
 * The private record of a row: its numbers, with what the register's record holds besides. That is shown to the officer
 * for it, which the register notes in its audit.
 */
async function recordOf(
  phone: Phone,
  { operator, profile, numbers }: AcceptedRow,
): Promise<Result<SaltedRecord | undefined, DeskError["code"]>> {
  if (numbers.phone === undefined && numbers.idNumber === undefined) return ok(undefined);
  const held = operator === undefined || profile.contact === undefined ? ok({}) : await revealed(phone, operator);
  return held.ok ? ok(saltRecord({ ...held.value, ...numbers }, randomBytes(RECORD_SALT_BYTES))) : held;
}

async function revealed(phone: Phone, operator: Hex): Promise<Result<PrivateRecord, DeskError["code"]>> {
  const officer = await officerIdentity(phone);
  if (officer === undefined) return err("roleMissing");
  const answered = await callAs(phone, officer, { path: revealRecordPath(operator), body: {} });
  if (!answered.ok) {
    // A record that never arrived holds nothing.
    const isMissing = answered.error.code === "refused" && answered.error.problem === "notFound";
    return isMissing ? ok({}) : err(answered.error.code);
  }
  const answer = parseAnswer(revealedRecordSchema, answered.value);
  if (!answer.ok) return err("notOurServer");
  const { phone: number, idNumber, points } = answer.value;
  return ok({
    ...(number === undefined ? {} : { phone: number }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(points === undefined ? {} : { points: new Map<string, MapPoint>(Object.entries(points)) }),
  });
}

function bodyOf({ operator, profile, record }: ReadyRow): Profile {
  return {
    ...profile,
    ...(operator === undefined ? {} : { operator: idBytes(operator) }),
    ...(record === undefined ? {} : { contact: record.hash }),
  };
}

function compose(turn: Turn, part: ImportPart, rows: readonly ReadyRow[]): Result<Composed<undefined>, RightsError> {
  const terms = termsInForce(turn.identity, turn.iat);
  const parts: IssuePart[] = [];
  for (const [index, row] of rows.entries()) {
    const { region, kind } = row.profile;
    const registers = row.operator === undefined ? { registers: kind } : {};
    const act = { kind: KIND.operatorProfile, own: false, behalf: false, region, ...registers };
    const refusal = refusalForKey(act, terms);
    if (refusal !== undefined) return err(refusal);
    const body = encodeProfile(bodyOf(row));
    parts.push(statementInTurn({ ...turn, seq: turn.seq + index }, { kind: KIND.operatorProfile, body }));
  }
  return ok({
    parts,
    value: () => undefined,
    stores: ["importParts", "privateRecords", "knownOperators"],
    alongside: async (transaction) => {
      queue(transaction, transaction.objectStore("importParts").delete(part.part));
      for (const [index, { operator: known, profile, record }] of rows.entries()) {
        const registered = parts[index]?.prepared.id;
        const operator = known ?? (registered === undefined ? undefined : toHex(operatorIdOf(registered)));
        if (operator === undefined) continue;
        const remembered = { id: operator, operator: shownAs(operator, profile), seenAt: turn.iat };
        if (known === undefined) queue(transaction, transaction.objectStore("knownOperators").put(remembered));
        if (record === undefined) continue;
        const toSend = { hash: toHex(record.hash), bytes: record.bytes, operator };
        queue(transaction, transaction.objectStore("privateRecords").put(toSend));
      }
      return true;
    },
  });
}

/** The operator as the register will show it, until it is read from there. */
function shownAs(id: Hex, { kind, name, region, address, uscc }: Profile): Operator {
  return {
    id,
    kind,
    name,
    region,
    standing: { state: "normal" },
    keys: [],
    ...(address === undefined ? {} : { address }),
    ...(uscc === undefined ? {} : { uscc }),
  };
}
