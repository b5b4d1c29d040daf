import { concatBytes, equalBytes, utf8 } from "../../core/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor, isCborArray } from "../../core/cbor.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { openWithPassphrase, type PassphraseBox, sealWithPassphrase } from "../../crypto/passphraseBox.ts";

/** First bytes of every backup. */
const MAGIC = utf8("liangzheng-backup\n");
const VERSION = 1;
const CHECKSUM_BYTES = 32;

/** Why a file was not opened as a backup. */
export type BackupFileError = "notABackup" | "newerVersion" | "damaged" | "wrongPassphrase";

/**
 * A backup as a file: magic, CBOR [version, iterations, salt, nonce, sealed], SHA-256 over all before it. The checksum
 * tells a damaged file from a wrong passphrase; the seal is what protects.
 */
export async function writeBackupFile(content: Cbor, passphrase: string): Promise<Uint8Array> {
  const box = await sealWithPassphrase(encodeCbor(content), passphrase, MAGIC);
  const head = concatBytes(MAGIC, encodeCbor([VERSION, box.iterations, box.salt, box.nonce, box.sealed]));
  return concatBytes(head, sha256(head));
}

/** Opens a backup file with its passphrase. */
export async function readBackupFile(file: Uint8Array, passphrase: string): Promise<Result<Cbor, BackupFileError>> {
  if (!equalBytes(file.subarray(0, MAGIC.length), MAGIC)) return err("notABackup");
  const head = file.subarray(0, Math.max(MAGIC.length, file.length - CHECKSUM_BYTES));
  if (!equalBytes(sha256(head), file.subarray(head.length))) return err("damaged");
  const box = readBox(head.subarray(MAGIC.length));
  if (!box.ok) return box;
  const opened = await openWithPassphrase(box.value, passphrase, MAGIC);
  if (!opened.ok) return err(opened.error === "badBox" ? "damaged" : opened.error);
  const content = decodeCbor(opened.value);
  return content.ok ? content : err("damaged");
}

function readBox(bytes: Uint8Array): Result<PassphraseBox, BackupFileError> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !isCborArray(decoded.value)) return err("damaged");
  const [version, iterations, salt, nonce, sealed] = decoded.value;
  if (typeof version === "number" && version > VERSION) return err("newerVersion");
  const inForm =
    typeof iterations === "number" &&
    salt instanceof Uint8Array &&
    nonce instanceof Uint8Array &&
    sealed instanceof Uint8Array;
  return inForm ? ok({ iterations, salt, nonce, sealed }) : err("damaged");
}
