import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { equalBytes } from "../../core/bytes.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Store } from "../store/port.ts";
import { openSealedRecord } from "./sealedRecord.ts";

/** The keys that come of the registry's key: one seals private records, one finds ID and phone numbers again. */
export type RegistryKey = { readonly sealing: KeyObject; readonly matching: KeyObject };

/** Only the server's own account may read the key. */
const OWNER_ONLY = 0o600;
const KEY_BYTES = 32;
/** Setting by which a key is known again: derived from it, and telling nothing about it. */
const CHECK = "registryKeyCheck";

function derive(key: Uint8Array, use: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), `liangzheng registry ${use}`, length));
}

function checkOf(key: Uint8Array): Uint8Array {
  return derive(key, "check", 16);
}

function keysOf(key: Uint8Array): RegistryKey {
  return {
    sealing: createSecretKey(key),
    matching: createSecretKey(derive(key, "matching", KEY_BYTES)),
  };
}

function opens(sealed: Uint8Array, key: Uint8Array): boolean {
  try {
    openSealedRecord(sealed, createSecretKey(key));
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens the key under which private records lie, made at the first start. Lost or not the one that the data folder's
 * records are under: an error of one sentence; nothing is written then, neither key nor record.
 */
export async function openRegistryKey(store: Store, file: string): Promise<Result<RegistryKey, string>> {
  const check = await store.setting(CHECK);
  const sample = check === undefined ? await store.anySealedRecord() : undefined;
  if (!existsSync(file)) {
    if (check !== undefined || sample !== undefined)
      return err(
        `REGISTRY_KEY_FILE ${file} is missing, and without it the private records of the register cannot be read; put it back from your safe copy (nothing was changed).`,
      );
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // "wx": two starts at the same moment must not replace each other's key.
    writeFileSync(file, randomBytes(KEY_BYTES), { mode: OWNER_ONLY, flag: "wx" });
  }
  const key = new Uint8Array(readFileSync(file));
  if (key.length !== KEY_BYTES)
    return err(`REGISTRY_KEY_FILE ${file} is damaged: it does not hold ${KEY_BYTES} bytes (nothing was changed).`);
  const fits = check === undefined ? sample === undefined || opens(sample, key) : equalBytes(check, checkOf(key));
  if (!fits)
    return err(`REGISTRY_KEY_FILE ${file} is not the key of this register's private records (nothing was changed).`);
  if (check === undefined) await store.saveSettings(new Map([[CHECK, checkOf(key)]]));
  return ok(keysOf(key));
}
