import { equalBytes } from "../bytes.ts";
import { type Cbor, decodeCbor, isCborArray } from "../cbor.ts";
import { openMessage, signMessage } from "../key/message.ts";
import { KEY_BYTES, keyFingerprint, keyId } from "../key/publicKey.ts";
import { CONTEXT, decodeSign1, type Signer, type VerifySignature } from "../key/sign1.ts";
import { err, ok, type Result } from "../result.ts";
import { bytes, listOf, oneOf, text, uint } from "../statement/fields.ts";
import { regionField } from "./region.ts";

/** What an authority's key may sign. */
export const KEY_USES = ["grants", "directory", "log", "list"] as const;
/** One of {@link KEY_USES}. */
export type KeyUse = (typeof KEY_USES)[number];

/** A key of an authority; `to` is absent while it is in use. Unix seconds. */
export type AuthorityKey = {
  readonly key: Uint8Array;
  readonly use: KeyUse;
  readonly from: number;
  readonly to?: number;
};

/** An authority that registers operators and vouches for keys in its regions. */
export type Authority = {
  /** First 8 bytes of SHA-256 over its first list key. */
  readonly id: Uint8Array;
  readonly name: string;
  /** Scope as division prefixes. */
  readonly regions: readonly string[];
  readonly keys: readonly AuthorityKey[];
  /** https origin under which its certificates' pages open. */
  readonly origin: string;
};

/** A signed, versioned list: its publisher first, then the authorities it recognises (跨区域亮证). Not transitive. */
export type AuthorityList = {
  readonly version: number;
  readonly issuedAt: number;
  readonly publisher: Authority;
  readonly recognised: readonly Authority[];
};

/** Why an authority list was refused; the one held stays. */
export type AuthorityListError = "malformed" | "badSignature" | "unknownListKey" | "lowerVersion";

/** What a phone trusts before it reads a list: the fingerprint from its join link or origin, or the list it holds. */
export type ListAnchor = { readonly fingerprint: Uint8Array } | { readonly held: AuthorityList };

/** Leading bytes of a key's fingerprint that are pinned: what a join link carries, and the least that is accepted. */
export const PINNED_BYTES = 16;
/** Length of an authority id. */
export const AUTHORITY_ID_BYTES = 8;

function encodeAuthority(authority: Authority): Cbor {
  const keys = authority.keys.map(({ key, use, from, to }): Cbor => [key, use, from, to ?? null]);
  return [authority.id, authority.name, authority.regions.map(Number), keys, authority.origin];
}

function readKey(value: Cbor | undefined): AuthorityKey | undefined {
  if (!isCborArray(value) || value.length !== 4) return undefined;
  const key = bytes(KEY_BYTES)(value[0]);
  const use = oneOf(...KEY_USES)(value[1]);
  const from = uint(0, Number.MAX_SAFE_INTEGER)(value[2]);
  const to = value[3] === null ? undefined : uint(0, Number.MAX_SAFE_INTEGER)(value[3]);
  if (key === undefined || use === undefined || from === undefined) return undefined;
  if (value[3] !== null && to === undefined) return undefined;
  return to === undefined ? { key, use, from } : { key, use, from, to };
}

function readAuthority(value: Cbor | undefined): Authority | undefined {
  if (!isCborArray(value) || value.length !== 5) return undefined;
  const id = bytes(AUTHORITY_ID_BYTES)(value[0]);
  const name = text(1, 60)(value[1]);
  const regions = listOf(regionField, 1, 200)(value[2]);
  const keys = listOf(readKey, 1, 50)(value[3]);
  const origin = text(0, 100)(value[4]);
  if (id === undefined || name === undefined || regions === undefined || keys === undefined || origin === undefined)
    return undefined;
  return { id, name, regions, keys, origin };
}

function readList(value: Cbor): AuthorityList | undefined {
  if (!isCborArray(value) || value.length !== 4) return undefined;
  const version = uint(1, Number.MAX_SAFE_INTEGER)(value[0]);
  const issuedAt = uint(0, Number.MAX_SAFE_INTEGER)(value[1]);
  const publisher = readAuthority(value[2]);
  const recognised = listOf(readAuthority, 0, 200)(value[3]);
  if (version === undefined || issuedAt === undefined || publisher === undefined || recognised === undefined)
    return undefined;
  return { version, issuedAt, publisher, recognised };
}

/** Authority id of an authority whose first list key is `listKey`. */
export function authorityIdOf(listKey: Uint8Array): Uint8Array {
  return keyId(listKey);
}

/** Signs an authority list with one of the publisher's list keys. */
export function signAuthorityList(list: AuthorityList, signer: Signer): Promise<Uint8Array> {
  const payload: Cbor = [
    list.version,
    list.issuedAt,
    encodeAuthority(list.publisher),
    list.recognised.map(encodeAuthority),
  ];
  return signMessage(CONTEXT.authorities, payload, signer);
}

/** Keys of one use that were valid at `time`. */
export function authorityKeys(authority: Authority, use: KeyUse, time: number): readonly Uint8Array[] {
  return authority.keys
    .filter((key) => key.use === use && key.from <= time && (key.to === undefined || time <= key.to))
    .map((key) => key.key);
}

function trustedListKeys(list: AuthorityList, anchor: ListAnchor): readonly Uint8Array[] {
  if ("held" in anchor) return authorityKeys(anchor.held.publisher, "list", list.issuedAt);
  if (anchor.fingerprint.length < PINNED_BYTES) return [];
  return authorityKeys(list.publisher, "list", list.issuedAt).filter((key) => {
    const fingerprint = keyFingerprint(key);
    return equalBytes(fingerprint.subarray(0, anchor.fingerprint.length), anchor.fingerprint);
  });
}

/**
 * Opens an authority list. Its signer must be a list key of the list held, or for a first list the key whose
 * fingerprint is pinned (at least 16 bytes of it). A lower version or an earlier date than held is refused, so nobody
 * can roll back, nor date a list back to when an ended key was in use.
 */
export async function openAuthorityList(
  message: Uint8Array,
  anchor: ListAnchor,
  verify: VerifySignature,
): Promise<Result<AuthorityList, AuthorityListError>> {
  const sign1 = decodeSign1(message);
  const payload = sign1.ok ? decodeCbor(sign1.value.payload) : sign1;
  const list = payload.ok ? readList(payload.value) : undefined;
  if (!sign1.ok || list === undefined) return err("malformed");
  const key = trustedListKeys(list, anchor).find((candidate) => equalBytes(keyId(candidate), sign1.value.kid));
  if (key === undefined) return err("unknownListKey");
  const opened = await openMessage(CONTEXT.authorities, message, key, verify);
  if (!opened.ok) return opened;
  const rolledBack = "held" in anchor && (list.version < anchor.held.version || list.issuedAt < anchor.held.issuedAt);
  if (rolledBack) return err("lowerVersion");
  return ok(list);
}

/** An authority that this device trusts, and whether it is the device's own or one that its own recognises. */
export type TrustedAuthority = Authority & { readonly home: boolean };

/** The authorities of a list as a verifier sees them. */
export function trustedAuthorities(list: AuthorityList): readonly TrustedAuthority[] {
  return [{ ...list.publisher, home: true }, ...list.recognised.map((authority) => ({ ...authority, home: false }))];
}
