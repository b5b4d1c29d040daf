import { fromHex } from "../../core/bytes.ts";
import type { Certificate } from "../../core/certificate/certificate.ts";
import { tidyNumber } from "../../core/certificate/number.ts";
import { type CalendarDay, startOfDay } from "../../core/date.ts";
import { chainText, labelText } from "../../core/qr/qrText.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import type { AttemptError, OutboxState } from "../../core/sync/outbox.ts";
import type { Reading } from "./database.ts";
import type { Hex } from "./hex.ts";
import { grantFor } from "./identities.ts";
import { numberRange } from "./numberRange.ts";
import { certificateIn, ORDER_STEP } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, IdentityRecord, StatementRecord, WithdrawalRecord } from "./schema.ts";

/** How far a statement has come: on this phone, 已上传 once its receipt verified, or refused and why. */
export type Upload = {
  readonly state: OutboxState;
  readonly lastError?: AttemptError;
  readonly nextAttemptAt?: number;
};

/** A certificate in a list. */
export type ListedCertificate = CertificateRecord & { readonly upload: Upload };

/** What a list is narrowed to. The start of a number wins over the rest; days narrow a product. */
export type CertificateFilter = {
  readonly number?: string;
  readonly from?: CalendarDay;
  readonly to?: CalendarDay;
  readonly product?: string;
};

const DAY_SECONDS = 86_400;
const UPLOADED: Upload = { state: "uploaded" };
/** Statements on their way that are few enough to be read at once. */
const FEW = 100;

/**
 * Certificates of this phone's operators, newest first (in the order of the number when searched by it); each answer
 * is one index range and never a scan.
 */
export async function listCertificates(
  phone: Phone,
  filter: CertificateFilter,
  limit: number,
): Promise<readonly ListedCertificate[]> {
  const transaction = phone.db.transaction(["certificates", "statements"]);
  const [records, unsent] = await Promise.all([readRange(transaction, filter, limit), unsentIds(transaction)]);
  return Promise.all(
    records.map(async (record) => {
      const uploaded = unsent !== undefined && !unsent.has(record.id);
      return { ...record, upload: uploaded ? UPLOADED : await uploadOf(transaction, record.id) };
    }),
  );
}

/** Usually little or nothing is on its way: asked for at once, that spares a look at each row's statement. */
async function unsentIds(transaction: Reading): Promise<ReadonlySet<Hex> | undefined> {
  const ids = await transaction
    .objectStore("statements")
    .index("byDue")
    .getAllKeys(undefined, FEW + 1);
  return ids.length > FEW ? undefined : new Set(ids);
}

async function readRange(
  transaction: Reading,
  filter: CertificateFilter,
  limit: number,
): Promise<readonly CertificateRecord[]> {
  const store = transaction.objectStore("certificates");
  const start = tidyNumber(filter.number ?? "");
  if (start !== "") {
    const range = numberRange(start);
    const found = range === undefined ? [] : await store.getAll(range, limit);
    return found.filter((record) => record.number.startsWith(start));
  }
  const { first, last } = orderBounds(filter);
  const { product } = filter;
  if (product === undefined) return store.index("byOrder").getAll(IDBKeyRange.bound(first, last), limit);
  return store.index("byProduct").getAll(IDBKeyRange.bound([product, first], [product, last]), limit);
}

/** Bounds of the order for a range of days in China, both included. */
function orderBounds({ from, to }: CertificateFilter): { readonly first: number; readonly last: number } {
  const start = from === undefined ? undefined : startOfDay(from);
  const end = to === undefined ? undefined : startOfDay(to);
  return {
    first: end === undefined ? -Number.MAX_SAFE_INTEGER : 1 - (end + DAY_SECONDS) * ORDER_STEP,
    last: start === undefined ? 0 : -start * ORDER_STEP,
  };
}

/** How far one statement has come, in a transaction that covers `statements`. */
export async function uploadOf(transaction: Reading, id: Hex): Promise<Upload> {
  return shownUpload(await transaction.objectStore("statements").get(id));
}

function shownUpload(statement: StatementRecord | undefined): Upload {
  if (statement?.upload === undefined) return UPLOADED;
  const { state, lastError, nextAttemptAt } = statement.upload;
  return { state, nextAttemptAt, ...(lastError === undefined ? {} : { lastError }) };
}

/** Distinct product names in use, most used first. */
export async function productNames(phone: Phone): Promise<readonly string[]> {
  const used = await phone.db.getAll("usedProducts");
  return used.sort((left, right) => right.count - left.count).map((entry) => entry.product);
}

/** One certificate with everything that its screen shows. */
export type FoundCertificate = ListedCertificate & {
  readonly certificate: Certificate;
  /** Whose commitment it is. */
  readonly issuer: string;
  readonly contact?: string;
  readonly withdrawal?: WithdrawalRecord;
  /** Certificate alone, for labels. */
  readonly labelText: string;
  /** Certificate and grant, for the screen and larger paper. The label's text where no grant is held. */
  readonly chainText: string;
  /** When the register received it, by a verified receipt. Unix seconds. */
  readonly loggedAt?: number;
};

/** One certificate of this phone's operators; undefined when it is not here or cannot be read. */
export async function findCertificate(phone: Phone, id: Hex): Promise<FoundCertificate | undefined> {
  const transaction = phone.db.transaction([
    "certificates",
    "statements",
    "receipts",
    "withdrawals",
    "identities",
    "authorities",
  ]);
  const [record, statement, withdrawal, receipt, authority] = await Promise.all([
    transaction.objectStore("certificates").get(id),
    transaction.objectStore("statements").get(id),
    transaction.objectStore("withdrawals").get(id),
    transaction.objectStore("receipts").get(id),
    transaction.objectStore("authorities").get("home"),
  ]);
  if (record === undefined || statement === undefined) return undefined;
  const certificate = readCertificate(phone, statement);
  if (certificate === undefined) return undefined;
  const identity = await identityOf(transaction, record);
  const origin = authority?.list.publisher.origin ?? phone.origin;
  return {
    ...record,
    upload: shownUpload(statement),
    certificate,
    issuer: identity?.name ?? "",
    ...codeTexts(origin, record, statement.bytes, identity),
    ...(identity?.contact === undefined ? {} : { contact: identity.contact }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(receipt === undefined ? {} : { loggedAt: receipt.receivedAt }),
  };
}

function readCertificate(phone: Phone, { id, bytes }: StatementRecord): Certificate | undefined {
  const decoded = decodeStatement(bytes);
  const certificate = decoded.ok ? certificateIn(decoded.value) : undefined;
  if (certificate === undefined) phone.unreadable("statements", id);
  return certificate;
}

/** The identity that signed, or another key of the same operator. */
async function identityOf(
  transaction: Reading,
  { kid, operator }: CertificateRecord,
): Promise<IdentityRecord | undefined> {
  const identities = transaction.objectStore("identities");
  return (await identities.get(kid)) ?? (await identities.index("byOperator").get(operator));
}

function codeTexts(origin: string, record: CertificateRecord, bytes: Uint8Array, identity: IdentityRecord | undefined) {
  const label = labelText(origin, record.number, bytes);
  const grant = identity?.kid === record.kid ? grantFor(identity, record.iat) : undefined;
  return {
    labelText: label,
    chainText: grant === undefined ? label : chainText(origin, record.number, bytes, grant.bytes),
  };
}

/** Bytes of a hexadecimal id that this phone wrote itself. @throws TypeError for anything else: a bug */
export function idBytes(id: Hex): Uint8Array {
  const bytes = fromHex(id);
  if (bytes === undefined) throw new TypeError("an id is hexadecimal");
  return bytes;
}
