import { utf8 } from "../../core/bytes.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { err, type Result } from "../../core/result.ts";
import { deviceSigner, exportPrivateKey, generateDeviceKey, importPrivateKey } from "../../crypto/deviceKey.ts";
import { openWithPassphrase, type PassphraseBox, sealWithPassphrase } from "../../crypto/passphraseBox.ts";
import type { Phone } from "./phone.ts";
import type { KeptKey } from "./schema.ts";

const PURPOSE = utf8("liangzheng device key");

/** A new key as it will be stored, with the signer that uses it meanwhile. */
export type NewKey = { readonly key: Uint8Array; readonly kept: KeptKey; readonly signer: Signer };

/**
 * True when this browser stores a key that nothing can read; older ones and some private windows cannot, and then a
 * PIN has to wrap it.
 */
export async function canKeepKeys(phone: Phone): Promise<boolean> {
  const { privateKey } = await generateDeviceKey({ extractable: false });
  const transaction = phone.db.transaction("keyProbes", "readwrite");
  try {
    await transaction.store.put(privateKey, "probe");
    const read: unknown = await transaction.store.get("probe");
    await Promise.all([transaction.store.delete("probe"), transaction.done]);
    return read instanceof CryptoKey;
  } catch {
    await transaction.done.catch(() => undefined);
    return false;
  }
}

/** Makes a key: not extractable, or, given a PIN, wrapped by it. */
export async function makeKey(pin: string | undefined): Promise<NewKey> {
  const made = await generateDeviceKey({ extractable: pin !== undefined });
  if (pin === undefined) {
    return {
      key: made.key,
      kept: { storage: "nonExtractable", privateKey: made.privateKey },
      signer: deviceSigner(made),
    };
  }
  const pkcs8 = await exportPrivateKey(made.privateKey);
  const box = await sealBox(pkcs8, pin);
  return { key: made.key, kept: { storage: "wrapped", box }, signer: await signerOfBox(made.key, pkcs8) };
}

/** PKCS #8 of a wrapped key. Tries are counted where PINs are asked for, in `pins.ts`. */
export async function openBox(box: PassphraseBox, pin: string): Promise<Result<Uint8Array, "wrongPin">> {
  const opened = await openWithPassphrase(box, pin, PURPOSE);
  return opened.ok ? opened : err("wrongPin");
}

/** Wraps a key's PKCS #8 by a PIN: PBKDF2 and AES-GCM. */
export function sealBox(pkcs8: Uint8Array, pin: string): Promise<PassphraseBox> {
  return sealWithPassphrase(pkcs8, pin, PURPOSE);
}

/** The signer of an opened key, which from now on nothing can read. */
export async function signerOfBox(key: Uint8Array, pkcs8: Uint8Array): Promise<Signer> {
  return deviceSigner({ key, privateKey: await importPrivateKey(pkcs8) });
}
