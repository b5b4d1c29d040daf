import { equalBytes, toHex } from "../../core/bytes.ts";
import { decodeCbor } from "../../core/cbor.ts";
import { trustedAuthorities } from "../../core/operator/authority.ts";
import type { DirectoryHead } from "../../core/operator/directory.ts";
import { readRow } from "../../core/operator/directoryRow.ts";
import { regionContains } from "../../core/operator/region.ts";
import type { DirectoryHit, OnlineAnswer, VerifyContext } from "../../core/verify/context.ts";
import type { WithdrawalNote } from "../../core/verify/verdict.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { heldByTag } from "./heldTag.ts";
import type { Hex } from "./hex.ts";
import { numberRange } from "./numberRange.ts";
import type { Phone } from "./phone.ts";
import type { WithdrawalRecord } from "./schema.ts";
import type { DirectoryHeadRecord, DirectoryRowRecord } from "./trustRecords.ts";

/** Candidates read for one kid: more than a verifier tries. */
const MAX_CANDIDATES = 8;

/** Everything on this phone that a verification may rest on, read when it is asked for. */
export async function phoneContext(phone: Phone, online: OnlineAnswer | undefined): Promise<VerifyContext> {
  const transaction = phone.db.transaction(["authorities", "directoryHeads", "treeHeads", "settings"]);
  const [authority, heads, treeHeads, settings] = await Promise.all([
    transaction.objectStore("authorities").get("home"),
    transaction.objectStore("directoryHeads").getAll(),
    transaction.objectStore("treeHeads").getAll(),
    transaction.objectStore("settings").get("phone"),
  ]);
  const timeNow = Math.floor(phone.clock()) + (settings?.clockOffset ?? 0);
  const signedTimes = [...heads.map(({ head }) => head.issuedAt), ...treeHeads.map(({ head }) => head.time)];
  const find = rowFinder(phone, heads);
  return {
    authorities: authority === undefined ? [] : trustedAuthorities(authority.list),
    rowsByKeyId: async (kid) =>
      find(await phone.db.getAllFromIndex("directoryRows", "byKid", toHex(kid), MAX_CANDIDATES)),
    rowOf: async (operator, authorityId) => {
      const hits = find(await phone.db.getAllFromIndex("directoryRows", "byOperator", toHex(operator), MAX_CANDIDATES));
      return hits.find(({ head }) => equalBytes(head.authority, authorityId));
    },
    coverage: async (region) =>
      newestHead(heads.filter(({ head }) => regionContains(head.region, region)).map(({ head }) => head)),
    heldByNumber: (number) => heldByNumber(phone, number),
    heldByTag: (tag) => heldByTag(phone, tag),
    loggedAt: async (id) => (await phone.db.get("receipts", toHex(id)))?.receivedAt,
    withdrawalOf: (id) => withdrawalOf(phone, toHex(id)),
    ...(online === undefined ? {} : { online }),
    styleTerms: phone.styleTerms,
    now: Math.max(timeNow, ...signedTimes),
    verify: verifySignature,
  };
}

function newestHead(heads: readonly DirectoryHead[]): DirectoryHead | undefined {
  return [...heads].sort((left, right) => right.issuedAt - left.issuedAt)[0];
}

/** Reads stored rows with the head of their region, of each operator only the newest; what cannot be read is left out. */
function rowFinder(
  phone: Phone,
  heads: readonly DirectoryHeadRecord[],
): (records: readonly DirectoryRowRecord[]) => readonly DirectoryHit[] {
  return (records) => {
    const hits = records.flatMap((record): DirectoryHit[] => {
      const head = heads.find(({ region }) => region === record.region)?.head;
      const decoded = decodeCbor(record.bytes);
      const row = decoded.ok ? readRow(decoded.value) : undefined;
      if (head === undefined || row === undefined) {
        phone.unreadable("directoryRows", `${record.region} ${record.operator}`);
        return [];
      }
      return [{ row, head }];
    });
    const newestFirst = hits.sort((left, right) => right.head.issuedAt - left.head.issuedAt);
    return newestFirst.filter((hit, index) => newestFirst.findIndex((other) => isSameOperator(hit, other)) === index);
  };
}

function isSameOperator(left: DirectoryHit, right: DirectoryHit): boolean {
  return equalBytes(left.row.operator, right.row.operator) && equalBytes(left.head.authority, right.head.authority);
}

async function heldByNumber(phone: Phone, number: string): Promise<readonly Uint8Array[]> {
  const transaction = phone.db.transaction(["certificates", "statements", "scans"]);
  const range = numberRange(number);
  const [own, scanned] = await Promise.all([
    range === undefined ? [] : transaction.objectStore("certificates").getAll(range),
    transaction.objectStore("scans").index("byHeldNumber").getAll(number),
  ]);
  const named = own.filter((record) => record.number === number);
  const statements = await Promise.all(named.map(({ id }) => transaction.objectStore("statements").get(id)));
  const held = [...statements.map((statement) => statement?.bytes), ...scanned.map((scan) => scan.statement)];
  const bytes = held.filter((entry): entry is Uint8Array => entry !== undefined);
  return bytes.filter((entry, index) => bytes.findIndex((other) => equalBytes(entry, other)) === index);
}

/** A withdrawal in full. An operator's own word counts for its own certificates only; a recall was checked when stored. */
async function withdrawalOf(phone: Phone, id: Hex): Promise<WithdrawalNote | undefined> {
  const transaction = phone.db.transaction(["withdrawals", "certificates"]);
  const [withdrawal, own] = await Promise.all([
    transaction.objectStore("withdrawals").get(id),
    transaction.objectStore("certificates").get(id),
  ]);
  if (withdrawal === undefined || (withdrawal.state !== "recalled" && own === undefined)) return undefined;
  return noteOf(withdrawal);
}

/** What the core calls a withdrawal that is known in full. */
function noteOf({ state, reason, at, by }: WithdrawalRecord): WithdrawalNote {
  return { state, reason, at, by };
}
