import { equalBytes, toHex } from "../../core/bytes.ts";
import { graverState, WITHDRAWN_STATES, type WithdrawnState } from "../../core/certificate/withdrawal.ts";
import { type DirectoryRow, PREFIX_BYTES } from "../../core/operator/directoryRow.ts";
import { idBytes } from "./certificates.ts";
import { type Writing, writeAll } from "./database.ts";
import { giveBack, lotRange, withDrawn } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, IdentityRecord } from "./schema.ts";
import { phoneContext } from "./verifyContext.ts";

/**
 * Applies what the signed directory says about this phone's own operators: standing, ended keys, and which of their
 * certificates were withdrawn, by another phone or by the authority. Reasons come with the feed or from the endpoint.
 */
export async function applyOwnStanding(phone: Phone): Promise<void> {
  const context = await phoneContext(phone, undefined);
  for (const { kid, operator, authority } of await phone.db.getAll("identities")) {
    const hit = await context.rowOf(idBytes(operator), idBytes(authority));
    if (hit !== undefined) await applyRow(phone, kid, hit.row);
  }
}

async function applyRow(phone: Phone, kid: string, row: DirectoryRow): Promise<void> {
  const written = await writeAll(phone.db, ["identities", "certificates", "lots"], async (transaction) => {
    const identities = transaction.objectStore("identities");
    const current = await identities.get(kid);
    if (current === undefined) return;
    await identities.put(withRow(current, row));
    // From the mildest to the gravest, so that the gravest stays.
    for (const state of [...WITHDRAWN_STATES].reverse()) await applyPrefixes(transaction, row, state);
  });
  if (written.ok) phone.changes.tell("identities", "certificates");
}

function withRow(identity: IdentityRecord, row: DirectoryRow): IdentityRecord {
  const { ended: _, ...rest } = identity;
  const record = row.keys.find(({ key }) => equalBytes(key, identity.key));
  const ended = record?.ended;
  return {
    ...rest,
    standing: row.standing,
    ...(ended === undefined ? {} : { ended: { from: ended.from, reason: ended.reason } }),
  };
}

async function applyPrefixes(transaction: Writing, row: DirectoryRow, state: WithdrawnState): Promise<void> {
  const prefixes = row.withdrawn[state];
  const operator = toHex(row.operator);
  const certificates = transaction.objectStore("certificates");
  for (let offset = 0; offset < prefixes.length; offset += PREFIX_BYTES) {
    const prefix = toHex(prefixes.subarray(offset, offset + PREFIX_BYTES));
    for (const record of await certificates.getAll(IDBKeyRange.bound(prefix, `${prefix}g`))) {
      if (record.operator === operator) await withdrawListed(transaction, record, state);
    }
  }
}

async function withdrawListed(transaction: Writing, record: CertificateRecord, state: WithdrawnState): Promise<void> {
  const known = record.state === "active" ? undefined : record.state;
  if (graverState(known, state) === known) return;
  await transaction.objectStore("certificates").put({ ...record, state });
  if (known !== undefined) return;
  const lots = transaction.objectStore("lots");
  for (const lot of await lots.getAll(lotRange(record.lot)))
    await lots.put(withDrawn(lot, giveBack(lot.drawn, record.quantity)));
}
