import { compressPoint, ES256 } from "../core/key/publicKey.ts";
import type { Signer } from "../core/key/sign1.ts";
import { ownBytes } from "./ownBytes.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

/** A private key that the platform holds, with its 33-byte compressed public half. */
export type DeviceKey = { readonly privateKey: CryptoKey; readonly key: Uint8Array };

/**
 * Makes a P-256 key pair. Not extractable unless the browser cannot store a key itself and it has to be wrapped.
 * @throws TypeError when the platform gives a public key that is no point: a broken platform
 */
export async function generateDeviceKey({ extractable }: { readonly extractable: boolean }): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(P256, extractable, ["sign", "verify"]);
  const point = compressPoint(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  if (!point.ok) throw new TypeError("the platform made a key that is not on P-256");
  return { privateKey: pair.privateKey, key: point.value };
}

/** Signs with a key that stays in the platform (ES256, raw r‖s, high or low s). */
export function deviceSigner({ privateKey, key }: DeviceKey): Signer {
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, ownBytes(message)));
  return { key, alg: ES256, sign };
}

/** PKCS #8 of an extractable private key, to be wrapped at once. */
export async function exportPrivateKey(privateKey: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey));
}

/** A private key from its PKCS #8, from now on not extractable. */
export function importPrivateKey(pkcs8: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", ownBytes(pkcs8), P256, false, ["sign"]);
}
