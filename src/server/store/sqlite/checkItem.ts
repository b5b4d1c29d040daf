import { hash as digest, type KeyObject } from "node:crypto";
import { concatBytes } from "../../../core/bytes.ts";
import { encodeCbor } from "../../../core/cbor.ts";
import { ES256 } from "../../../core/key/publicKey.ts";
import { CONTEXT, sigStructure } from "../../../core/key/sign1.ts";
import { decodeStatement, type Statement } from "../../../core/statement/statement.ts";
import type { RejectionCode } from "../../../wire/statements.ts";
import { importKey, verifyInPool } from "../../es256.ts";
import type { RegisterFacts } from "./registerFacts.ts";

/** A statement whose signature holds under a key that the log knows. */
export type Verified = { readonly id: Uint8Array; readonly keyRef: number; readonly statement: Statement };

/** One item of a batch after everything that can be said without the log. */
export type CheckedItem = { readonly bytes: Uint8Array; readonly hash: string } & (
  | { readonly verified: Verified }
  | { readonly rejected: RejectionCode }
);

/** A key ready to check statements with, for as long as the register holds the key in memory. */
type PreparedKey = { readonly imported: KeyObject; readonly beginning: Uint8Array };
const preparedKeys = new WeakMap<Uint8Array, PreparedKey>();

/**
 * Everything of a Sig_structure before the payload is the same for all statements of one key, because a canonical
 * header holds nothing but the algorithm and the kid.
 */
function prepare(key: Uint8Array, { protectedHeader }: Statement): PreparedKey | undefined {
  const held = preparedKeys.get(key);
  if (held !== undefined) return held;
  const imported = importKey(key);
  if (imported === undefined) return undefined;
  // An empty byte string is one byte long.
  const beginning = sigStructure(CONTEXT.statement, protectedHeader, key, new Uint8Array(0)).slice(0, -1);
  const prepared = { imported, beginning };
  preparedKeys.set(key, prepared);
  return prepared;
}

async function verifyUnder(
  keyRefs: readonly number[],
  statement: Statement,
  facts: RegisterFacts,
): Promise<Verified | RejectionCode> {
  for (const keyRef of keyRefs) {
    const prepared = prepare(facts.key(keyRef).key, statement);
    if (prepared === undefined) continue;
    const message = concatBytes(prepared.beginning, encodeCbor(statement.payload));
    if (await verifyInPool(prepared.imported, statement.signature, message)) {
      return { id: new Uint8Array(digest("sha256", message, "buffer")), keyRef, statement };
    }
  }
  return "badSignature";
}

/** Checks one item in the order that costs an attacker most: shape, known kid, and only then the signature. */
export async function checkItem(bytes: Uint8Array, facts: RegisterFacts): Promise<CheckedItem> {
  const hash = digest("sha256", bytes, "hex");
  const decoded = decodeStatement(bytes);
  if (!decoded.ok) return { bytes, hash, rejected: "malformed" };
  const statement = decoded.value;
  // A header with another algorithm than every grant's is no unknown key: sending it again cannot help.
  if (statement.alg !== ES256) return { bytes, hash, rejected: "badSignature" };
  const keyRefs = facts.keysByKid(statement.kid);
  if (keyRefs.length === 0) return { bytes, hash, rejected: "unknownKey" };
  const outcome = await verifyUnder(keyRefs, statement, facts);
  return typeof outcome === "string" ? { bytes, hash, rejected: outcome } : { bytes, hash, verified: outcome };
}
