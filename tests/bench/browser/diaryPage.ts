import { diaryEntries } from "../../../src/client/data/diary.ts";
import { diaryRow, indexedRow } from "../../../src/client/data/diaryRows.ts";
import { closePhone, openPhone, type Phone } from "../../../src/client/data/phone.ts";
import { recordOnPhone } from "../../../src/client/data/recordOnPhone.ts";
import { prepareSigning } from "../../../src/client/data/signInTurn.ts";
import { searchEntries } from "../../../src/client/features/diary/usual.ts";
import { toHex } from "../../../src/core/bytes.ts";
import { chinaDay } from "../../../src/core/date.ts";
import { encodeFieldRecord, type FieldRecord } from "../../../src/core/record/fieldRecord.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { prepareStatement } from "../../../src/core/statement/statement.ts";

/** What the page of the app is given to fill its diary and to ask it. */
export type DiaryBench = {
  /** Adds records over the two years before `now`, Unix seconds. */
  readonly fill: (count: number, now: number) => Promise<void>;
  /** Milliseconds in which a phone that was opened just now has read its whole diary, and how many entries these are. */
  readonly list: () => Promise<{ readonly time: number; readonly entries: number }>;
  /** Milliseconds of a search in a diary that was read, and how many entries it found. */
  readonly search: (typed: string) => Promise<{ readonly time: number; readonly entries: number }>;
  /** Milliseconds from asking for an entry to its being on the disk, and those of one strict commit as large. */
  readonly write: () => Promise<{ readonly ours: number; readonly bare: number }>;
};

declare global {
  interface Window {
    diaryBench: DiaryBench;
  }
}

const TWO_YEARS = 730 * 86_400;
const INPUTS = ["阿维菌素", "吡虫啉", "氯虫苯甲酰胺", "苯醚甲环唑", "嘧菌酯"] as const;
const PRODUCTS = ["豇豆", "黄瓜", "番茄", "马铃薯"] as const;
/** Bytes of a record's statement. */
const STATEMENT_BYTES = 420;

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

function recordOf(index: number, iat: number): FieldRecord {
  const day = chinaDay(iat);
  const plots = [`${(index % 12) + 1}号棚`];
  const product = PRODUCTS[index % PRODUCTS.length] ?? PRODUCTS[0];
  if (index % 3 !== 0) return { type: "irrigated", from: day, plots, note: "滴灌两小时" };
  const name = INPUTS[index % INPUTS.length] ?? INPUTS[0];
  return {
    type: "inputUsed",
    from: day,
    plots,
    product,
    person: "王小兰",
    input: { kind: "pesticide", name, registration: "PD20086150", maker: "河北威远生物化工有限公司" },
    use: { method: "喷雾", against: "蚜虫", dose: "每亩30毫升", labelDays: 7, area: 667 },
  };
}

async function fill(count: number, now: number): Promise<void> {
  const phone = await openThisPhone();
  const [identity] = await phone.db.getAll("identities");
  if (identity === undefined) throw new Error("this phone has not joined");
  const { key, alg, operator, kid } = identity;
  const transaction = phone.db.transaction("diary", "readwrite");
  for (let index = 0; index < count; index++) {
    const iat = now - Math.floor((TWO_YEARS * (count - index)) / count);
    const record = recordOf(index, iat);
    const content = { kind: KIND.recordMade, iat, seq: 1000 + index, body: encodeFieldRecord(record) };
    const row = diaryRow({ id: prepareStatement(content, { key, alg }).id, content, operator, kid });
    if (row === undefined) throw new Error("a record that cannot be read");
    void transaction.store.put(indexedRow({ ...row, record }));
  }
  await transaction.done;
  closePhone(phone);
}

async function read(phone: Phone) {
  const [identity] = await phone.db.getAll("identities");
  return identity === undefined ? [] : diaryEntries(phone, identity.operator);
}

async function list(): Promise<{ readonly time: number; readonly entries: number }> {
  const phone = await openThisPhone();
  const started = performance.now();
  const entries = await read(phone);
  const time = performance.now() - started;
  closePhone(phone);
  return { time, entries: entries.length };
}

let asked: Promise<Phone> | undefined;

async function search(typed: string): Promise<{ readonly time: number; readonly entries: number }> {
  asked ??= openThisPhone();
  const phone = await asked;
  await read(phone);
  const started = performance.now();
  const found = searchEntries(await read(phone), typed, (type) => type);
  return { time: performance.now() - started, entries: found.length };
}

async function write(): Promise<{ readonly ours: number; readonly bare: number }> {
  asked ??= openThisPhone();
  const phone = await asked;
  await prepareSigning(phone);
  const record = recordOf(0, Math.floor(Date.now() / 1000));
  const started = performance.now();
  const written = await recordOnPhone(phone, { record });
  const ours = performance.now() - started;
  if (!written.ok) throw new Error(written.error);
  return { ours, bare: await commitBare() };
}

async function commitBare(): Promise<number> {
  const db = await bareStore;
  const bytes = crypto.getRandomValues(new Uint8Array(STATEMENT_BYTES));
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction("statements", "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("the commit failed"));
    transaction.objectStore("statements").put({ id: toHex(bytes.subarray(0, 32)), bytes });
  });
  return performance.now() - started;
}

const bareStore = new Promise<IDBDatabase>((resolve, reject) => {
  const opening = indexedDB.open("bench baseline");
  opening.onupgradeneeded = () => opening.result.createObjectStore("statements", { keyPath: "id" });
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error ?? new Error("the database does not open"));
});

window.diaryBench = { fill, list, search, write };
