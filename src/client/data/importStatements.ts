import { toHex } from "../../core/bytes.ts";
import { STYLE } from "../../core/certificate/certificate.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import { graverState, parseWithdrawn } from "../../core/certificate/withdrawal.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { TAG_KINDS } from "../../core/roll/roll.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy, type Statement, statementId } from "../../core/statement/statement.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import type { StoreName, Writing } from "./database.ts";
import { diaryRow, isDiaryKind, keepInDiary } from "./diaryRows.ts";
import type { Hex } from "./hex.ts";
import { lotTestRow } from "./lotTestRows.ts";
import {
  certificateIn,
  certificateRecord,
  drawMore,
  goodsOwner,
  lotRange,
  lotRecord,
  type OwnStatement,
  withDrawn,
} from "./ownRecords.ts";
import { importTags } from "./rolls.ts";
import type { CertificateRecord, StatementRecord, UploadRecord, WithdrawalRecord } from "./schema.ts";
import { withdrawIn } from "./voidOnPhone.ts";

/** A statement from elsewhere whose signature holds, by a key of one of this phone's operators. */
export type ImportedStatement = OwnStatement & { readonly record: StatementRecord; readonly by: string };

/** Stores that {@link importIn} writes. */
export const IMPORT_STORES: readonly StoreName[] = [
  "statements",
  "certificates",
  "lots",
  "withdrawals",
  "usedProducts",
  "diary",
  "rolls",
  "tagClaims",
  "lotTests",
];

/** Whose word an imported statement is. */
export type ImportedFor = { readonly operator: Hex; readonly name: string };

/** Checks a statement that came from a backup or the feed; undefined unless `key` signed it. */
export async function openImported(
  bytes: Uint8Array,
  key: Uint8Array,
  owner: ImportedFor,
): Promise<ImportedStatement | undefined> {
  const decoded = decodeStatement(bytes);
  if (!decoded.ok || !(await isStatementSignedBy(decoded.value, key, verifySignature))) return undefined;
  return imported(decoded.value, key, owner);
}

function imported(statement: Statement, key: Uint8Array, { operator, name }: ImportedFor): ImportedStatement {
  const id = statementId(statement, key);
  const record: StatementRecord = { id: toHex(id), bytes: statement.bytes, key, kind: statement.kind };
  return { id, content: statement, operator, kid: toHex(keyId(key)), record, by: name };
}

/**
 * Stores a statement and what follows from it, once; the same statements in any order end in the same records.
 * @param upload its place in the outbox when it is not known to be in the register
 * @returns true when it was not here before
 */
export async function importIn(
  transaction: Writing,
  statement: ImportedStatement,
  upload?: UploadRecord,
): Promise<boolean> {
  const statements = transaction.objectStore("statements");
  if ((await statements.getKey(statement.record.id)) !== undefined) return false;
  await statements.add(upload === undefined ? statement.record : { ...statement.record, upload });
  if (statement.content.kind === KIND.certificateWithdrawn) await importWithdrawal(transaction, statement);
  else if (statement.content.kind === KIND.certificateIssued) await importCertificate(transaction, statement);
  else if (isDiaryKind(statement.content.kind)) await importDiary(transaction, statement);
  else if (TAG_KINDS.includes(statement.content.kind)) await importTags(transaction, statement);
  else if (statement.content.kind === KIND.testRecorded) await importTest(transaction, statement);
  else await importLot(transaction, statement);
  return true;
}

async function importCertificate(transaction: Writing, statement: ImportedStatement): Promise<void> {
  const certificate = certificateIn(statement.content);
  if (certificate === undefined) return;
  const id = toHex(statement.id);
  const withdrawal = await transaction.objectStore("withdrawals").get(id);
  const counts = withdrawal?.state === "recalled" || withdrawal?.operator === statement.operator;
  const record = certificateRecord(statement, certificate, counts ? withdrawal.state : "active");
  await transaction.objectStore("certificates").put(record);
  await countProduct(transaction, record);
  if (record.state !== "active") return;
  const lots = transaction.objectStore("lots");
  for (const lot of await lots.getAll(lotRange(record.lot))) {
    if (lot.operator === goodsOwner(record)) await lots.put(withDrawn(lot, drawMore(lot.drawn, record.quantity)));
  }
}

/** The product becomes one that can be searched for; what was entered here the last time stays. */
async function countProduct(transaction: Writing, record: CertificateRecord): Promise<void> {
  const store = transaction.objectStore("usedProducts");
  const used = await store.get(record.product);
  const { product, origin, place, quantity, iat } = record;
  const fresh = {
    product,
    unit: quantity.unit,
    origin,
    place,
    plots: [],
    origins: [{ origin, place, plots: [] }],
    qualityControl: true,
    trade: record.style === STYLE.purchaser2026 ? ("purchaser" as const) : ("producer" as const),
    lastQuantity: formatThousandths(quantity.thousandths),
    count: 0,
    lastUsed: iat,
  };
  await store.put({ ...(used ?? fresh), count: (used?.count ?? 0) + 1 });
}

async function importDiary(transaction: Writing, statement: ImportedStatement): Promise<void> {
  const row = diaryRow(statement);
  if (row !== undefined) await keepInDiary(transaction, row);
}

async function importTest(transaction: Writing, statement: ImportedStatement): Promise<void> {
  const row = lotTestRow(statement);
  if (row !== undefined) await transaction.objectStore("lotTests").put(row);
}

async function importLot(transaction: Writing, statement: ImportedStatement): Promise<void> {
  const made = lotRecord(statement, []);
  if (made === undefined) return;
  const drawnBy = await transaction.objectStore("certificates").index("byLot").getAll(made.id.slice(0, 16));
  const standing = drawnBy.filter((record) => record.state === "active" && goodsOwner(record) === made.operator);
  const drawn = standing.reduce((sums, record) => drawMore(sums, record.quantity), made.drawn);
  await transaction.objectStore("lots").put(withDrawn(made, drawn));
}

/** Own withdrawals only: a recall is an authority's, and taken from the signed directory. */
async function importWithdrawal(transaction: Writing, statement: ImportedStatement): Promise<void> {
  const withdrawn = parseWithdrawn(statement.content.body);
  if (withdrawn === undefined || withdrawn.state === "recalled") return;
  const certificate = toHex(withdrawn.certificate);
  const { state, reason } = withdrawn;
  const { operator, by } = statement;
  const withdrawal: WithdrawalRecord = { certificate, state, reason, at: statement.content.iat, by, operator };
  const [held, record] = await Promise.all([
    transaction.objectStore("withdrawals").get(certificate),
    transaction.objectStore("certificates").get(certificate),
  ]);
  if (record !== undefined && record.operator !== operator) return;
  if (held !== undefined && !weighsMore(withdrawal, held)) return;
  if (record?.state === "active") {
    await withdrawIn(transaction, record, withdrawal);
    return;
  }
  if (record !== undefined) await transaction.objectStore("certificates").put({ ...record, state });
  await transaction.objectStore("withdrawals").put(withdrawal);
}

/** The graver withdrawal is shown, of two alike the earlier, whichever came first. */
function weighsMore(offered: WithdrawalRecord, held: WithdrawalRecord): boolean {
  return offered.state === held.state ? offered.at < held.at : graverState(offered.state, held.state) === offered.state;
}
