import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { toHex } from "../core/bytes.ts";
import { decompressPoint } from "../core/key/publicKey.ts";
import type { VerifySignature } from "../core/key/sign1.ts";
import { LruMap } from "./lruMap.ts";

/** SubjectPublicKeyInfo of an uncompressed P-256 key up to the point itself (RFC 5480). */
const SPKI_HEAD = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");
/** Imported keys kept: importing one costs more than a verification. */
const KEPT_KEYS = 20_000;

const imported = new LruMap<string, KeyObject>(KEPT_KEYS);

/** Imports a compressed key; undefined when it is no point of the curve. */
export function importKey(key: Uint8Array): KeyObject | undefined {
  const name = toHex(key);
  const kept = imported.get(name);
  if (kept !== undefined) return kept;
  const point = decompressPoint(key);
  if (!point.ok) return undefined;
  const object = createPublicKey({ key: Buffer.concat([SPKI_HEAD, point.value]), format: "der", type: "spki" });
  imported.set(name, object);
  return object;
}

/** Checks an ES256 signature in libuv's pool, so that the calling thread stays free. */
export function verifyInPool(key: KeyObject, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature, (error, valid) => {
      resolve(error === null && valid);
    });
  });
}

/** {@link VerifySignature} for core's verifiers. */
export const verifySignature: VerifySignature = (key, signature, message) => {
  const object = importKey(key);
  return object === undefined ? Promise.resolve(false) : verifyInPool(object, signature, message);
};
