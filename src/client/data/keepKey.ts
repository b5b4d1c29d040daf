import { toHex, utf8 } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { deviceSigner, exportPrivateKey, generateDeviceKey, importPrivateKey } from "../../crypto/deviceKey.ts";
import { openWithPassphrase, sealWithPassphrase } from "../../crypto/passphraseBox.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord, KeptKey } from "./schema.ts";

const PURPOSE = utf8("liangzheng device key");
/** Fewest digits of a PIN that wraps a key. */
export const PIN_LENGTH = { min: 6, max: 64 } as const;

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
  const box = await sealWithPassphrase(pkcs8, pin, PURPOSE);
  return {
    key: made.key,
    kept: { storage: "wrapped", box },
    signer: deviceSigner({ key: made.key, privateKey: await importPrivateKey(pkcs8) }),
  };
}

/** Opens a wrapped key for as long as this tab lives. */
export async function unlockKey(
  phone: Phone,
  { key, kept }: Pick<IdentityRecord, "key" | "kept">,
  pin: string,
): Promise<Result<Signer, "wrongPin">> {
  if (kept.storage === "nonExtractable") return ok(deviceSigner({ privateKey: kept.privateKey, key }));
  const opened = await openWithPassphrase(kept.box, pin, PURPOSE);
  if (!opened.ok) return err("wrongPin");
  const signer = deviceSigner({ key, privateKey: await importPrivateKey(opened.value) });
  phone.unlocked.set(toHex(keyId(key)), signer);
  return ok(signer);
}
