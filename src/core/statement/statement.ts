import { type Cbor, type CborMap, decodeCbor, encodeCbor, isCborArray, isCborMap } from "../cbor.ts";
import { isSignedBy } from "../key/message.ts";
import {
  assembleSign1,
  CONTEXT,
  decodeSign1,
  encodeProtected,
  type Sign1,
  type Signer,
  sigStructure,
  type VerifySignature,
} from "../key/sign1.ts";
import { err, ok, type Result } from "../result.ts";
import { sha256 } from "../sha256.ts";
import { checkText } from "../text.ts";
import { MAX_STATEMENT_BYTES, maxStatementBytes } from "./kind.ts";

/** What a statement says, before it is signed. */
export type StatementContent = {
  /** A number of {@link KIND}, or one that this version does not know. */
  readonly kind: number;
  /** Unix seconds. */
  readonly iat: number;
  /** 1, 2, 3 … for each key. */
  readonly seq: number;
  readonly body: CborMap;
};

/** A well-formed statement whose signature has not been checked. */
export type Statement = Sign1 & StatementContent;

/** A statement ready for its signature; the id is already fixed, because it does not cover the signature. */
export type PreparedStatement = {
  readonly id: Uint8Array;
  readonly toBeSigned: Uint8Array;
  /** @returns the COSE_Sign1 */
  readonly finish: (signature: Uint8Array) => Uint8Array;
};

/** Length of a statement id. */
export const STATEMENT_ID_BYTES = 32;
/** Length of the prefix by which a certificate names its lot or the certificate it corrects. */
export const REFERENCE_BYTES = 8;

/** Encodes a statement for the holder of `key`. */
export function prepareStatement(
  content: StatementContent,
  { key, alg }: Pick<Signer, "key" | "alg">,
): PreparedStatement {
  const protectedHeader = encodeProtected(alg, key);
  const payload = encodeCbor([content.kind, content.iat, content.seq, content.body]);
  const toBeSigned = sigStructure(CONTEXT.statement, protectedHeader, key, payload);
  return {
    id: sha256(toBeSigned),
    toBeSigned,
    finish: (signature) => assembleSign1(protectedHeader, payload, signature),
  };
}

/** Encodes and signs a statement. */
export async function signStatement(
  content: StatementContent,
  signer: Signer,
): Promise<{ readonly id: Uint8Array; readonly bytes: Uint8Array }> {
  const prepared = prepareStatement(content, signer);
  return { id: prepared.id, bytes: prepared.finish(await signer.sign(prepared.toBeSigned)) };
}

/**
 * Reads a statement without trusting it. `malformed` for everything that the canonical form refuses, for text that
 * breaks the text rules and for a statement over the size limit of its kind. The body of a known kind is read by its
 * own parser, later.
 */
export function decodeStatement(bytes: Uint8Array): Result<Statement, "malformed"> {
  if (bytes.length > MAX_STATEMENT_BYTES) return err("malformed");
  const sign1 = decodeSign1(bytes);
  if (!sign1.ok) return sign1;
  const content = readContent(sign1.value.payload);
  if (content === undefined || bytes.length > maxStatementBytes(content.kind)) return err("malformed");
  return hasCleanText(content.body) ? ok({ ...sign1.value, ...content }) : err("malformed");
}

function readContent(bytes: Uint8Array): StatementContent | undefined {
  const payload = decodeCbor(bytes);
  if (!payload.ok || !isCborArray(payload.value) || payload.value.length !== 4) return undefined;
  const [kind, iat, seq, body] = payload.value;
  if (!isUint(kind) || !isUint(iat) || !isUint(seq) || seq < 1 || !isCborMap(body)) return undefined;
  return { kind, iat, seq, body };
}

/** Text anywhere in a body keeps the rules, also under keys and in kinds that this version does not know. */
function hasCleanText(value: Cbor): boolean {
  if (typeof value === "string") return checkText(value, { min: 0, max: value.length }).ok;
  if (isCborArray(value)) return value.every(hasCleanText);
  return !isCborMap(value) || [...value].every(([key, entry]) => hasCleanText(key) && hasCleanText(entry));
}

function isUint(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

/**
 * Statement id: SHA-256 over the Sig_structure, 32 bytes. It commits to the content and to the full key, not to
 * the signature, of which one content can have many.
 */
export function statementId(sign1: Sign1, key: Uint8Array): Uint8Array {
  return sha256(sigStructure(CONTEXT.statement, sign1.protectedHeader, key, sign1.payload));
}

/** True when `key` signed the statement, in the statement context and with the algorithm in the header. */
export function isStatementSignedBy(statement: Sign1, key: Uint8Array, verify: VerifySignature): Promise<boolean> {
  return isSignedBy(statement, CONTEXT.statement, key, verify);
}
