import { toHex } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { parseGrant } from "../../core/operator/grant.ts";
import { err, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import { type BackedUp, decodeContent, type Entered, ownerOf } from "./backup.ts";
import { type BackupFileError, readBackupFile } from "./backupFile.ts";
import { type StoreError, type StoreName, type Writing, writeAll } from "./database.ts";
import { draftSlot } from "./enteredRecords.ts";
import { IMPORT_STORES, type ImportedStatement, importIn, openImported } from "./importStatements.ts";
import { unsentUpload } from "./outboxRecords.ts";
import type { Phone } from "./phone.ts";
import type { KeptGrant } from "./schema.ts";

/** How many statements came from a backup, and how many were on the phone before. */
export type Restored = { readonly added: number; readonly present: number };

/** Why nothing was restored; nothing changed. */
export type RestoreError = BackupFileError | StoreError;

const STORES: readonly StoreName[] = [...IMPORT_STORES, "drafts", "grants", "identities"];

/** A statement of a backup whose signature holds. */
type Opened = { readonly statement: ImportedStatement; readonly logged: boolean };

/**
 * Restores a backup in one transaction. Every signature is checked first; what the register has not acknowledged goes
 * out as it is, and for the rest its receipt is asked for again. Restoring twice changes nothing.
 */
export async function restoreBackup(
  phone: Phone,
  file: Blob,
  passphrase: string,
): Promise<Result<Restored, RestoreError>> {
  const content = await readBackupFile(new Uint8Array(await file.arrayBuffer()), passphrase);
  if (!content.ok) return content;
  const backedUp = decodeContent(content.value);
  const opened = backedUp === undefined ? undefined : await openAll(backedUp);
  const grants = backedUp === undefined ? undefined : openGrants(backedUp);
  if (backedUp === undefined || opened === undefined || grants === undefined) return err("damaged");
  const written = await writeAll(phone.db, STORES, async (transaction) => {
    await restoreEntered(transaction, backedUp.entered);
    await restoreGrants(transaction, grants);
    let added = 0;
    for (const { statement, logged } of opened)
      added += (await restoreStatement(transaction, statement, logged)) ? 1 : 0;
    return { added, present: opened.length - added };
  });
  if (written.ok) phone.changes.tell("certificates", "diary", "outbox", "drafts");
  return written;
}

async function openAll(backedUp: BackedUp): Promise<readonly Opened[] | undefined> {
  const opened: Opened[] = [];
  for (const { bytes, key, logged } of backedUp.statements) {
    const owner = ownerOf(backedUp, key);
    const statement = owner === undefined ? undefined : await openImported(bytes, key, owner);
    if (statement === undefined) return undefined;
    opened.push({ statement, logged });
  }
  return opened;
}

/**
 * The grants of a backup; undefined when one is none, or for a key that is not in it. Which authority signed them is for
 * whoever scans the codes that carry them: this phone may not know it yet.
 */
function openGrants(backedUp: BackedUp): readonly KeptGrant[] | undefined {
  const opened: KeptGrant[] = [];
  for (const bytes of backedUp.grants) {
    const statement = decodeStatement(bytes);
    const grant =
      statement.ok && statement.value.kind === KIND.grant ? parseGrant(statement.value.body) : err("malformed");
    if (!grant.ok || ownerOf(backedUp, grant.value.key)?.operator !== toHex(grant.value.operator)) return undefined;
    opened.push({ hash: toHex(sha256(bytes)), kid: toHex(keyId(grant.value.key)), bytes, grant: grant.value });
  }
  return opened;
}

/** A key that is on this phone has its grants there. */
async function restoreGrants(transaction: Writing, grants: readonly KeptGrant[]): Promise<void> {
  const own = new Set(await transaction.objectStore("identities").getAllKeys());
  for (const grant of grants) {
    if (!own.has(grant.kid)) await transaction.objectStore("grants").put(grant);
  }
}

function restoreStatement(transaction: Writing, statement: ImportedStatement, logged: boolean): Promise<boolean> {
  const unsent = unsentUpload(statement.content);
  return importIn(transaction, statement, logged ? { ...unsent, state: "acknowledged" } : unsent);
}

/** What was entered on this phone stays; only what is missing comes back. Counts of use follow from the statements. */
async function restoreEntered(transaction: Writing, { drafts, products }: Entered): Promise<void> {
  const store = transaction.objectStore("drafts");
  for (const draft of drafts) {
    const slot = draftSlot(draft.corrects);
    if ((await store.get(slot)) === undefined) await store.put({ slot, savedAt: 0, draft });
  }
  const usedProducts = transaction.objectStore("usedProducts");
  for (const used of products) {
    if ((await usedProducts.get(used.product)) === undefined) await usedProducts.put({ ...used, count: 0 });
  }
}
