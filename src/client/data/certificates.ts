import { fromHex } from "../../core/bytes.ts";
import { tidyNumber } from "../../core/certificate/number.ts";
import { type CalendarDay, startOfDay } from "../../core/date.ts";
import type { Reading } from "./database.ts";
import {
  type FoundCertificate,
  foundCertificate,
  type ListedCertificate,
  shownUpload,
  UPLOADED,
  type Upload,
} from "./foundCertificate.ts";
import type { Hex } from "./hex.ts";
import { numberRange } from "./numberRange.ts";
import { ORDER_STEP } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, HeldGrant, IdentityRecord } from "./schema.ts";

/** What a list is narrowed to. The start of a number wins over the rest; days narrow a product. */
export type CertificateFilter = {
  readonly number?: string;
  readonly from?: CalendarDay;
  readonly to?: CalendarDay;
  readonly product?: string;
};

const DAY_SECONDS = 86_400;
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

/** Distinct product names in use, most used first. */
export async function productNames(phone: Phone): Promise<readonly string[]> {
  const used = await phone.db.getAll("usedProducts");
  return used.sort((left, right) => right.count - left.count).map((entry) => entry.product);
}

/** One certificate of this phone's operators; undefined when it is not here or cannot be read. */
export async function findCertificate(phone: Phone, id: Hex): Promise<FoundCertificate | undefined> {
  // Between signing and showing lies no second look: what was stored a moment ago is known.
  if (phone.kept.issued?.id === id) return phone.kept.issued;
  const transaction = phone.db.transaction([
    "certificates",
    "statements",
    "receipts",
    "withdrawals",
    "identities",
    "grants",
    "authorities",
    "knownOperators",
  ]);
  const [record, statement, withdrawal, receipt, authority] = await Promise.all([
    transaction.objectStore("certificates").get(id),
    transaction.objectStore("statements").get(id),
    transaction.objectStore("withdrawals").get(id),
    transaction.objectStore("receipts").get(id),
    transaction.objectStore("authorities").get("home"),
  ]);
  if (record === undefined || statement === undefined) return undefined;
  const identity = await identityOf(transaction, record);
  const origin = authority?.list.publisher.origin ?? phone.origin;
  const grants = await grantsOf(transaction, record, identity);
  const farmer = await farmerOf(transaction, record);
  const found = foundCertificate({ record, statement, identity, farmer, grants, origin });
  if (found === undefined) {
    phone.unreadable("statements", id);
    return undefined;
  }
  return {
    ...found,
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(receipt === undefined ? {} : { loggedAt: receipt.receivedAt }),
  };
}

/** The identity that signed, or another key of the same operator. */
async function identityOf(
  transaction: Reading,
  { kid, operator }: CertificateRecord,
): Promise<IdentityRecord | undefined> {
  const identities = transaction.objectStore("identities");
  return (await identities.get(kid)) ?? (await identities.index("byOperator").get(operator));
}

/** The farmer for whom this phone's operator signed, as it was last seen here. */
async function farmerOf(
  transaction: Reading,
  { farmer }: CertificateRecord,
): Promise<{ readonly name: string; readonly contact?: string } | undefined> {
  const known = farmer === undefined ? undefined : await transaction.objectStore("knownOperators").get(farmer);
  if (known === undefined) return undefined;
  const { name, phone: contact } = known.operator;
  return contact === undefined ? { name } : { name, contact };
}

/** Grants of the key that signed, newest first: of an identity of this phone, else what a backup brought. */
async function grantsOf(
  transaction: Reading,
  { kid }: CertificateRecord,
  identity: IdentityRecord | undefined,
): Promise<readonly Pick<HeldGrant, "bytes" | "grant">[]> {
  if (identity?.kid === kid) return identity.grants;
  const kept = await transaction.objectStore("grants").index("byKid").getAll(kid);
  return kept.sort((left, right) => right.grant.notAfter - left.grant.notAfter);
}

/** Bytes of a hexadecimal id that this phone wrote itself. @throws TypeError for anything else: a bug */
export function idBytes(id: Hex): Uint8Array {
  const bytes = fromHex(id);
  if (bytes === undefined) throw new TypeError("an id is hexadecimal");
  return bytes;
}
