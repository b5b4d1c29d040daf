import { hash as digest } from "node:crypto";
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

async function verifyUnderKnownKeys(statement: Statement, facts: RegisterFacts): Promise<Verified | RejectionCode> {
  const refs = statement.alg === ES256 ? facts.keysByKid(statement.kid) : [];
  // A known kid with another algorithm than its grant's is no unknown key: sending it again cannot help.
  if (statement.alg !== ES256) return "badSignature";
  if (refs.length === 0) return "unknownKey";
  for (const keyRef of refs) {
    const { key } = facts.key(keyRef);
    const imported = importKey(key);
    if (imported === undefined) continue;
    const message = sigStructure(CONTEXT.statement, statement.protectedHeader, key, statement.payload);
    if (await verifyInPool(imported, statement.signature, message))
      return { id: new Uint8Array(digest("sha256", message, "buffer")), keyRef, statement };
  }
  return "badSignature";
}

/** Checks one item in the order that costs an attacker most: shape, known kid, then the signature. */
export async function checkItem(bytes: Uint8Array, facts: RegisterFacts): Promise<CheckedItem> {
  const hash = digest("sha256", bytes, "hex");
  const statement = decodeStatement(bytes);
  if (!statement.ok) return { bytes, hash, rejected: "malformed" };
  const outcome = await verifyUnderKnownKeys(statement.value, facts);
  return typeof outcome === "string" ? { bytes, hash, rejected: outcome } : { bytes, hash, verified: outcome };
}
