import { concatBytes, equalBytes } from "../bytes.ts";
import { type Cbor, type CborMap, decodeCbor, encodeCbor, isCborArray, isCborMap } from "../cbor.ts";
import { isSignatureInRange, keyId } from "../key/publicKey.ts";
import { CONTEXT, HEADER, SIGNATURE_BYTES, type Signer, sigStructure, type VerifySignature } from "../key/sign1.ts";
import { err, ok, type Result } from "../result.ts";
import { bytes, type FieldReader, listOf, uint } from "../statement/fields.ts";
import { leafHash, rootFromInclusion } from "./merkle.ts";

/** COSE header labels of receipts (RFC 9942): verifiable data structure, proofs, inclusion proof. */
const LABEL = { vds: 395, vdp: 396, inclusion: -1 } as const;
/** RFC9162_SHA256 in the registry of verifiable data structures (RFC 9942). */
const RFC9162_SHA256 = 1;
const SIGN1_TAG = 0xd2;

/** Where a leaf stands in a tree. */
export type Inclusion = { readonly size: number; readonly index: number; readonly path: readonly Uint8Array[] };

/** Why a receipt does not prove what it is offered for. */
export type ReceiptError = "malformed" | "badSignature";

function protectedHeader(signer: Pick<Signer, "alg" | "key">): Uint8Array {
  return encodeCbor(
    new Map<number, Cbor>([
      [HEADER.alg, signer.alg],
      [HEADER.kid, keyId(signer.key)],
      [LABEL.vds, RFC9162_SHA256],
    ]),
  );
}

/**
 * Makes a receipt (RFC 9942): a COSE_Sign1 over the tree's root as detached payload, with the inclusion proof in
 * the unprotected header. Signed in the log context, so a log key's receipt cannot pass as anything else.
 */
export async function signReceipt(root: Uint8Array, inclusion: Inclusion, signer: Signer): Promise<Uint8Array> {
  const header = protectedHeader(signer);
  const signature = await signer.sign(sigStructure(CONTEXT.log, header, signer.key, root));
  return receiptBytes(header, inclusion, signature);
}

function receiptBytes(header: Uint8Array, inclusion: Inclusion, signature: Uint8Array): Uint8Array {
  const proof = encodeCbor([inclusion.size, inclusion.index, inclusion.path]);
  const proofs: CborMap = new Map([[LABEL.vdp, new Map([[LABEL.inclusion, [proof]]])]]);
  return concatBytes(Uint8Array.of(SIGN1_TAG), encodeCbor([header, proofs, null, signature]));
}

type Receipt = {
  readonly header: Uint8Array;
  readonly kid: Uint8Array;
  readonly inclusion: Inclusion;
  readonly signature: Uint8Array;
};

/** The value of a map that has exactly this key. */
function onlyEntry(value: Cbor | undefined, key: number): Cbor | undefined {
  return isCborMap(value) && value.size === 1 ? value.get(key) : undefined;
}

function readInclusion(unprotected: Cbor | undefined): Inclusion | undefined {
  const proofs = onlyEntry(onlyEntry(unprotected, LABEL.vdp), LABEL.inclusion);
  const [proof] = listOf(anyBytes, 1, 1)(proofs) ?? [];
  const decoded = proof === undefined ? undefined : decodeCbor(proof);
  if (decoded?.ok !== true || !isCborArray(decoded.value) || decoded.value.length !== 3) return undefined;
  const size = uint(1, Number.MAX_SAFE_INTEGER)(decoded.value[0]);
  const index = uint(0, Number.MAX_SAFE_INTEGER)(decoded.value[1]);
  const path = listOf(bytes(32), 0, 64)(decoded.value[2]);
  return size === undefined || index === undefined || path === undefined ? undefined : { size, index, path };
}

const anyBytes: FieldReader<Uint8Array> = (value) => (value instanceof Uint8Array ? value : undefined);

function readHeaderKid(header: Uint8Array, alg: number): Uint8Array | undefined {
  const decoded = decodeCbor(header);
  if (!decoded.ok || !isCborMap(decoded.value) || decoded.value.size !== 3) return undefined;
  if (decoded.value.get(HEADER.alg) !== alg || decoded.value.get(LABEL.vds) !== RFC9162_SHA256) return undefined;
  return bytes(8)(decoded.value.get(HEADER.kid));
}

function decodeReceipt(receipt: Uint8Array, alg: number): Receipt | undefined {
  if (receipt[0] !== SIGN1_TAG) return undefined;
  const decoded = decodeCbor(receipt.subarray(1));
  if (!decoded.ok || !isCborArray(decoded.value) || decoded.value.length !== 4) return undefined;
  const header = anyBytes(decoded.value[0]);
  const kid = header === undefined ? undefined : readHeaderKid(header, alg);
  const inclusion = readInclusion(decoded.value[1]);
  const signature = bytes(SIGNATURE_BYTES)(decoded.value[3]);
  if (header === undefined || kid === undefined || inclusion === undefined || signature === undefined) return undefined;
  const isDetached = decoded.value[2] === null;
  return isDetached && isSignatureInRange(signature) ? { header, kid, inclusion, signature } : undefined;
}

/** What an item's receipt must prove: that this id was received at that moment. */
export type ReceiptClaim = { readonly id: Uint8Array; readonly receivedAt: number };

/**
 * Checks a receipt against the claim. Only a receipt that verifies makes an item 「已上传」.
 * @param logKeys the authority's log keys
 * @param alg algorithm of those keys
 */
export async function verifyReceipt(
  receipt: Uint8Array,
  claim: ReceiptClaim,
  logKeys: readonly Uint8Array[],
  { alg, verify }: { readonly alg: number; readonly verify: VerifySignature },
): Promise<Result<Inclusion, ReceiptError>> {
  const read = decodeReceipt(receipt, alg);
  if (read === undefined) return err("malformed");
  const { size, index, path } = read.inclusion;
  const root = rootFromInclusion(index, size, leafHash(claim.id, claim.receivedAt), path);
  if (root === undefined) return err("malformed");
  for (const key of logKeys.filter((candidate) => equalBytes(keyId(candidate), read.kid))) {
    if (await verify(key, read.signature, sigStructure(CONTEXT.log, read.header, key, root))) return ok(read.inclusion);
  }
  return err("badSignature");
}
