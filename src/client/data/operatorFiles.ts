import { toHex } from "../../core/bytes.ts";
import type { CborMap } from "../../core/cbor.ts";
import type { CertificateFacts } from "../../core/operator/credit.ts";
import type { Said } from "../../core/operator/file.ts";
import type { OperatorKind } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import { type Act, type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import {
  type DeskFigures,
  type DeskRows,
  deskFiguresSchema,
  deskRowsSchema,
  type OperatorFileAnswer,
  operatorFileSchema,
} from "../../wire/files.ts";
import { deskListPath, operatorFilePath, PATH } from "../../wire/paths.ts";
import { officerIdentity } from "./actOnPhone.ts";
import { keepBlobs, type NewBlob } from "./blobQueue.ts";
import { idBytes, uploadOf } from "./certificates.ts";
import { writeAll } from "./database.ts";
import type { KeptFile, SaidHere } from "./fileRecords.ts";
import type { Hex } from "./hex.ts";
import { termsInForce } from "./identities.ts";
import type { DeskError } from "./officerDesk.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs } from "./sessions.ts";
import { type Composed, signInTurn, type TurnError } from "./signInTurn.ts";

/** What this phone knows of an operator's file. */
export type HeldFile = {
  readonly id: Hex;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly said: readonly Said[];
  readonly certificates: CertificateFacts;
  /** Certificates in which the endpoint's gate found something, newest first. */
  readonly flagged: NonNullable<OperatorFileAnswer["flagged"]>;
  /** Certificates that stations signed for it without its consent (代开), newest first. */
  readonly unconsented: NonNullable<OperatorFileAnswer["unconsented"]>;
  /** When the endpoint last gave it, where it could not be asked now; 0 when it never did. */
  readonly seenAt?: number;
  /** Why the endpoint could not be asked. */
  readonly unread?: DeskError;
  /** Statements of it that this phone has not sent yet. */
  readonly unsent: number;
};

/** Whose file it is, as far as that is known without having read it. */
type Subject = Pick<HeldFile, "id" | "name" | "kind" | "region">;

function readSaid(id: Uint8Array, bytes: Uint8Array): readonly Said[] {
  const statement = decodeStatement(bytes);
  if (!statement.ok) return [];
  const { iat, kind, body } = statement.value;
  return [{ id, iat, kind, body }];
}

function saidIn(answer: OperatorFileAnswer): readonly Said[] {
  return answer.said.flatMap(({ id, statement }) => {
    const bytes = base64UrlBytes(statement);
    return bytes.ok ? readSaid(idBytes(id), bytes.value) : [];
  });
}

function subjectOf({ id, answer: { name, kind, region } }: KeptFile): Subject {
  return { id, name, kind, region };
}

async function fetchFile(phone: Phone, identity: IdentityRecord, id: Hex): Promise<Result<KeptFile, DeskError>> {
  const answered = await callAs(phone, identity, { path: operatorFilePath(id) });
  if (!answered.ok) return answered;
  const answer = parseAnswer(operatorFileSchema, answered.value);
  if (!answer.ok) return err({ code: "notOurServer" });
  const kept: KeptFile = { id, answer: answer.value, seenAt: Math.floor(phone.clock()) };
  await writeAll(phone.db, ["files"], (transaction) => transaction.objectStore("files").put(kept));
  return ok(kept);
}

/**
 * An operator's file: from the endpoint, else as it was last read; with what this phone has said since.
 * @param subject whose file it is, where that is known: one's own needs no network to be opened
 */
export async function readFile(
  phone: Phone,
  identity: IdentityRecord,
  id: Hex,
  subject: Subject | undefined,
): Promise<Result<HeldFile, DeskError>> {
  const fetched = await fetchFile(phone, identity, id);
  const kept = fetched.ok ? fetched.value : await phone.db.get("files", id);
  const whose = kept === undefined ? subject : subjectOf(kept);
  if (whose === undefined) return fetched.ok ? err({ code: "notOurServer" }) : fetched;
  const held = await withSaidHere(phone, whose, kept);
  return ok(fetched.ok ? held : { ...held, unread: fetched.error, seenAt: kept?.seenAt ?? 0 });
}

/** The file as the endpoint last gave it, with what this phone has said since. */
async function withSaidHere(phone: Phone, whose: Subject, kept: KeptFile | undefined): Promise<HeldFile> {
  const transaction = phone.db.transaction(["saidHere", "statements"]);
  const here = await transaction.objectStore("saidHere").index("byOperator").getAll(whose.id);
  const uploads = await Promise.all(here.map((one) => uploadOf(transaction, one.id)));
  const { certificates = { months: [], withdrawn: [] }, flagged = [], unconsented = [] } = kept?.answer ?? {};
  return {
    ...whose,
    said: [
      ...(kept === undefined ? [] : saidIn(kept.answer)),
      ...here.map(({ id: own, iat, kind, body }) => ({ id: idBytes(own), iat, kind, body })),
    ],
    certificates,
    flagged,
    unconsented,
    unsent: uploads.filter(({ state }) => state !== "uploaded").length,
  };
}

/** One's own file as this phone has it, without asking anybody; `seenAt` is 0 when the endpoint never gave it. */
export async function ownFile(phone: Phone, subject: Subject): Promise<HeldFile & { readonly seenAt: number }> {
  const kept = await phone.db.get("files", subject.id);
  return { ...(await withSaidHere(phone, subject, kept)), seenAt: kept?.seenAt ?? 0 };
}

/** What is said about an operator. */
export type FileOrder = {
  readonly operator: { readonly id: Hex; readonly region: string };
  readonly kind: number;
  readonly body: CborMap;
  /** Files that the statement names. */
  readonly blobs?: readonly NewBlob[];
};

/** Signs a statement of an operator's file and stores it on this phone, with or without a network. */
export async function sayOnPhone(
  phone: Phone,
  identity: IdentityRecord,
  { operator, kind, body, blobs = [] }: FileOrder,
): Promise<Result<undefined, TurnError | RightsError>> {
  const right: Act = { kind, own: identity.operator === operator.id, behalf: false, region: operator.region };
  return signInTurn<undefined, undefined, TurnError | RightsError>(phone, {
    kid: identity.kid,
    read: async () => undefined,
    compose: (turn): Result<Composed<undefined>, RightsError> => {
      const refusal = refusalForKey(right, termsInForce(turn.identity, turn.iat));
      if (refusal !== undefined) return err(refusal);
      const part = statementInTurn(turn, { kind, body });
      const here: SaidHere = { id: toHex(part.prepared.id), operator: operator.id, iat: turn.iat, kind, body };
      return ok({
        parts: [part],
        value: () => undefined,
        stores: ["saidHere", "blobs"],
        alongside: async (transaction) => {
          await transaction.objectStore("saidHere").put(here);
          keepBlobs(transaction, blobs, identity.kid);
          return true;
        },
      });
    },
  });
}

async function askDesk(phone: Phone, path: string): Promise<Result<unknown, DeskError>> {
  const officer = await officerIdentity(phone);
  return officer === undefined ? err({ code: "roleMissing" }) : callAs(phone, officer, { path });
}

/** What the officer's desk counts. */
export async function readDesk(phone: Phone): Promise<Result<DeskFigures, DeskError>> {
  const answered = await askDesk(phone, PATH.desk);
  if (!answered.ok) return answered;
  const figures = parseAnswer(deskFiguresSchema, answered.value);
  return figures.ok ? figures : err({ code: "notOurServer" });
}

/** Operators behind one of the desk's figures. */
export async function readDeskList(
  phone: Phone,
  list: string,
  after: Hex | undefined,
): Promise<Result<DeskRows, DeskError>> {
  const answered = await askDesk(phone, deskListPath(list, after));
  if (!answered.ok) return answered;
  const rows = parseAnswer(deskRowsSchema, answered.value);
  return rows.ok ? rows : err({ code: "notOurServer" });
}
