import { type CertificateFilter, listCertificates } from "../../../src/client/data/certificates.ts";
import { numberRange } from "../../../src/client/data/numberRange.ts";
import { certificateRecord, lotRecord, type OwnStatement } from "../../../src/client/data/ownRecords.ts";
import { closePhone, openPhone, type Phone } from "../../../src/client/data/phone.ts";
import type { IdentityRecord, StatementRecord } from "../../../src/client/data/schema.ts";
import { toHex } from "../../../src/core/bytes.ts";
import { BASIS, type Certificate, encodeCertificate, STYLE } from "../../../src/core/certificate/certificate.ts";
import { encodeHarvestedLot, type HarvestedLot } from "../../../src/core/lot/lot.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { prepareStatement, REFERENCE_BYTES, type StatementContent } from "../../../src/core/statement/statement.ts";

/** What the page of the app is given to fill its phone and to ask it. */
export type PhoneBench = {
  /** Adds certificates until there are so many, newest at `now` and two years back. Unix seconds. */
  readonly fill: (count: number, now: number) => Promise<void>;
  /** Milliseconds to open the phone's data once more. */
  readonly open: () => Promise<number>;
  /** Milliseconds to the first rows under a filter, and how many of at most `limit` these were. */
  readonly list: (
    filter: CertificateFilter,
    limit: number,
  ) => Promise<{ readonly time: number; readonly rows: number }>;
  /** First character of a number that most certificates share. */
  readonly commonStart: () => Promise<string>;
};

declare global {
  interface Window {
    phoneBench: PhoneBench;
  }
}

const ON_LOT = 19;
const IN_TRANSACTION = 4000;
const TWO_YEARS = 730 * 86_400;
/** Products in use on this phone. */
export const PRODUCTS = [
  "马铃薯",
  "大白菜",
  "红富士苹果",
  "番茄",
  "香菇",
  "黄瓜",
  "谷子",
  "核桃",
  "山楂",
  "菠菜",
] as const;

async function openThisPhone(): Promise<Phone> {
  const opened = await openPhone({
    origin: location.origin,
    clock: () => Date.now() / 1000,
    random: () => 0.5,
    fetch: (...request) => fetch(...request),
    styleTerms: [],
    webLocks: undefined,
    channel: undefined,
  });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

type Made = { readonly own: OwnStatement; readonly statement: StatementRecord };

/** A statement of this phone as issuing makes it, but for its signature, which nobody looks at here. */
function madeStatement({ key, alg, kid, operator }: IdentityRecord, content: StatementContent): Made {
  const { id, finish } = prepareStatement(content, { key, alg });
  const bytes = finish(crypto.getRandomValues(new Uint8Array(64)));
  const statement = { id: toHex(id), bytes, key, kind: content.kind, turn: `${kid} ${content.seq}` };
  return { own: { id, content, operator, kid }, statement };
}

function goodsOf(lot: number, origin: string): HarvestedLot {
  const product = PRODUCTS[lot % PRODUCTS.length] ?? PRODUCTS[0];
  return {
    product,
    quantity: { thousandths: ON_LOT * 500_000, unit: 1 },
    origin,
    harvested: "2026-11-20",
    plots: ["东坡地"],
  };
}

function certificateOn({ product, origin }: HarvestedLot, lot: Uint8Array, seq: number): Certificate {
  const quantity = { thousandths: 1000 + (seq % 400) * 1000, unit: 1 };
  const goods = { product, origin, quantity, place: "崇文镇岭东村东坡果园" };
  return { ...goods, style: STYLE.producer2026, basis: BASIS.qualityControl, lot: lot.slice(0, REFERENCE_BYTES) };
}

async function fill(count: number, now: number): Promise<void> {
  const phone = await openThisPhone();
  const [identity] = await phone.db.getAll("identities");
  if (identity === undefined) throw new Error("this phone has not joined");
  let seq = 1000;
  let made = 0;
  let lots = 0;
  while (made < count) {
    const transaction = phone.db.transaction(["certificates", "statements", "lots"], "readwrite");
    const until = Math.min(count, made + IN_TRANSACTION);
    while (made < until) {
      const goods = goodsOf(lots++, identity.region);
      const iatOf = () => now - Math.floor((TWO_YEARS * (count - made)) / count);
      const lot = madeStatement(identity, {
        kind: KIND.lotHarvested,
        iat: iatOf(),
        seq: seq++,
        body: encodeHarvestedLot(goods),
      });
      const record = lotRecord(lot.own, [goods.quantity]);
      if (record === undefined) throw new Error("a lot that cannot be read");
      void transaction.objectStore("lots").put(record);
      void transaction.objectStore("statements").put(lot.statement);
      for (let drawn = 0; drawn < ON_LOT && made < until; drawn++, made++) {
        const certificate = certificateOn(goods, lot.own.id, seq);
        const body = encodeCertificate(certificate);
        const issued = madeStatement(identity, { kind: KIND.certificateIssued, iat: iatOf(), seq: seq++, body });
        void transaction.objectStore("certificates").put(certificateRecord(issued.own, certificate, "active"));
        void transaction.objectStore("statements").put(issued.statement);
      }
    }
    await transaction.done;
  }
  closePhone(phone);
}

async function open(): Promise<number> {
  const started = performance.now();
  const phone = await openThisPhone();
  const time = performance.now() - started;
  closePhone(phone);
  return time;
}

let asked: Promise<Phone> | undefined;

async function list(
  filter: CertificateFilter,
  limit: number,
): Promise<{ readonly time: number; readonly rows: number }> {
  asked ??= openThisPhone();
  const phone = await asked;
  const started = performance.now();
  const rows = await listCertificates(phone, filter, limit);
  return { time: performance.now() - started, rows: rows.length };
}

async function commonStart(): Promise<string> {
  asked ??= openThisPhone();
  const phone = await asked;
  let found = { start: "", count: 0 };
  for (const start of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
    const count = await phone.db.count("certificates", numberRange(start));
    if (count > found.count) found = { start, count };
  }
  return found.start;
}

window.phoneBench = { fill, open, list, commonStart };
