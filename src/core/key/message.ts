import { equalBytes } from "../bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../cbor.ts";
import { err, ok, type Result } from "../result.ts";
import { ALGORITHMS, isSignatureInRange, keyId } from "./publicKey.ts";
import {
  assembleSign1,
  type Context,
  decodeSign1,
  encodeProtected,
  type Sign1,
  type Signer,
  sigStructure,
  type VerifySignature,
} from "./sign1.ts";

/** Why a signed message was not accepted. */
export type MessageError = "malformed" | "badSignature";

/** Contexts other than statements: a statement is only ever made by `prepareStatement`, which knows its shape. */
export type MessageContext = Exclude<Context, "hgz1.statement">;

/** Signs deterministic CBOR in one context: a tagged COSE_Sign1 in the same form as a statement. */
export async function signMessage(context: MessageContext, payload: Cbor, signer: Signer): Promise<Uint8Array> {
  const protectedHeader = encodeProtected(signer.alg, signer.key);
  const bytes = encodeCbor(payload);
  return assembleSign1(
    protectedHeader,
    bytes,
    await signer.sign(sigStructure(context, protectedHeader, signer.key, bytes)),
  );
}

/** True when the header fits the key and the signature holds in that context and no other. */
export async function isSignedBy(
  sign1: Sign1,
  context: Context,
  key: Uint8Array,
  verify: VerifySignature,
): Promise<boolean> {
  if (!ALGORITHMS.has(sign1.alg) || !equalBytes(sign1.kid, keyId(key)) || !isSignatureInRange(sign1.signature))
    return false;
  return verify(key, sign1.signature, sigStructure(context, sign1.protectedHeader, key, sign1.payload));
}

/**
 * Opens a message that `key` must have signed in `context`; the payload is read only after the signature holds.
 * `malformed` for anything not canonical, `badSignature` for another key, context or content.
 */
export async function openMessage(
  context: MessageContext,
  bytes: Uint8Array,
  key: Uint8Array,
  verify: VerifySignature,
): Promise<Result<Cbor, MessageError>> {
  const sign1 = decodeSign1(bytes);
  if (!sign1.ok) return sign1;
  if (!(await isSignedBy(sign1.value, context, key, verify))) return err("badSignature");
  const payload = decodeCbor(sign1.value.payload);
  return payload.ok ? ok(payload.value) : payload;
}
