import { queue, writeAll } from "../../../src/client/data/database.ts";
import { pullDirectory } from "../../../src/client/data/directories.ts";
import { type DirectoryNames, readDirectoryNames } from "../../../src/client/data/directoryNames.ts";
import type { NamesOrder, NamesReply } from "../../../src/client/data/namesMessages.ts";
import { closePhone } from "../../../src/client/data/phone.ts";
import type { DirectoryRowRecord } from "../../../src/client/data/trustRecords.ts";
import { toBase64Url, toHex } from "../../../src/core/bytes.ts";
import { keyId } from "../../../src/core/key/publicKey.ts";
import {
  CHUNK_ROWS,
  DIRECTORY_MAX_AGE,
  type EncodedRow,
  encodeChunk,
  rowsDigest,
  signDirectoryHead,
} from "../../../src/core/operator/directory.ts";
import { readReadings } from "../../../src/core/reference/readings.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import readingsPack from "../../../src/data/readings.json";
import { CONTENT_TYPE } from "../../../src/wire/contentTypes.ts";
import { directoryChunkPath, directoryPath } from "../../../src/wire/paths.ts";
import { joined, NOW, newAuthority, newPhone, type TestAuthority } from "../../support/phoneWorld.ts";
import { seededRandom } from "../../support/seededRandom.ts";
import { COUNTY, directoryRows } from "../register/directoryRows.ts";

/** What the page of the app is given to measure its directory with; times in milliseconds. */
export type DirectoryBench = {
  readonly make: (count: number) => Promise<void>;
  /** A snapshot taken in by a phone that has none, and the same rows written and nothing else. */
  readonly apply: () => Promise<{ readonly ours: number; readonly bare: number }>;
  /** Puts the rows into this phone's own store, and reads them for the search. */
  readonly fill: () => Promise<void>;
  /** Searching alone, on this page's slowed thread. */
  readonly find: (typed: string) => { readonly time: number; readonly rows: number };
  /** The same asked of the app's own worker, from the question to the rows. */
  readonly ask: (worker: string, typed: string) => Promise<{ readonly time: number; readonly rows: number }>;
  /** The longest task of this page's thread since it was last asked; 0 when none was over 50 ms. */
  readonly longestTask: () => number;
};

declare global {
  interface Window {
    directoryBench: DirectoryBench;
  }
}

type Made = {
  readonly authority: TestAuthority;
  readonly rows: readonly EncodedRow[];
  readonly records: readonly DirectoryRowRecord[];
  readonly answers: ReadonlyMap<string, Uint8Array | string>;
};

let made: Made | undefined;
let names: DirectoryNames | undefined;
let databases = 0;
let longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
}).observe({ entryTypes: ["longtask"] });

function given(): Made {
  if (made === undefined) throw new Error("nothing was made");
  return made;
}

function headOf(authority: TestAuthority, rows: readonly EncodedRow[]) {
  return {
    authority: authority.authority.id,
    region: COUNTY,
    version: 1,
    issuedAt: NOW - 3600,
    maxAge: DIRECTORY_MAX_AGE,
    digest: rowsDigest(rows),
  };
}

async function make(count: number): Promise<void> {
  const authority = await newAuthority();
  const rows = directoryRows(count, { now: NOW, random: seededRandom(20_261_122) });
  const records = rows.map(({ row, bytes }) => ({
    region: COUNTY,
    operator: toHex(row.operator),
    kids: row.keys.map(({ key }) => toHex(keyId(key))),
    bytes,
  }));
  const answers = new Map<string, Uint8Array | string>();
  const chunks: string[] = [];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = encodeChunk(rows.slice(start, start + CHUNK_ROWS));
    const name = toHex(sha256(chunk));
    chunks.push(name);
    answers.set(directoryChunkPath(name), chunk);
  }
  const head = await signDirectoryHead(headOf(authority, rows), authority.signer);
  answers.set(directoryPath(COUNTY), JSON.stringify({ head: toBase64Url(head), chunks }));
  made = { authority, rows, records, answers };
}

/** The endpoint's answers without a network. */
function answer(asked: RequestInfo | URL): Promise<Response> {
  const { pathname, search } = new URL(asked instanceof Request ? asked.url : asked);
  const body = given().answers.get(pathname + search);
  if (body === undefined) return Promise.reject(new TypeError("offline"));
  const type = typeof body === "string" ? CONTENT_TYPE.json : CONTENT_TYPE.cbor;
  const sent = typeof body === "string" ? body : new Uint8Array(body);
  return Promise.resolve(new Response(sent, { headers: { "content-type": type } }));
}

async function apply(): Promise<{ readonly ours: number; readonly bare: number }> {
  const phone = await newPhone({ database: `bench directory ${++databases}`, fetch: answer });
  await joined(phone, given().authority);
  const started = performance.now();
  const pulled = await pullDirectory(phone, COUNTY);
  const ours = performance.now() - started;
  if (!pulled.ok || (await phone.db.count("directoryRows")) !== given().rows.length) throw new Error("not applied");
  closePhone(phone);
  const other = await newPhone({ database: `bench directory ${++databases}` });
  const bareStarted = performance.now();
  const written = await writeAll(other.db, ["directoryRows"], async (transaction) => {
    const store = transaction.objectStore("directoryRows");
    for (const record of given().records) queue(transaction, store.put(record));
    return undefined;
  });
  const bare = performance.now() - bareStarted;
  if (!written.ok) throw new Error(written.error);
  closePhone(other);
  return { ours, bare };
}

async function fill(): Promise<void> {
  const phone = await newPhone({ database: "liangzheng" });
  await writeAll(phone.db, ["directoryRows"], async (transaction) => {
    const store = transaction.objectStore("directoryRows");
    for (const record of given().records) queue(transaction, store.put(record));
    return undefined;
  });
  const readings = readReadings(readingsPack);
  if (!readings.ok) throw new Error(readings.error);
  names = await readDirectoryNames(phone.db, [COUNTY], readings.value);
  closePhone(phone);
}

function questionOf(typed: string) {
  return { typed, places: [], scopes: [COUNTY], now: NOW };
}

function find(typed: string): { readonly time: number; readonly rows: number } {
  if (names === undefined) throw new Error("nothing was filled");
  const started = performance.now();
  const rows = names.find(questionOf(typed));
  return { time: performance.now() - started, rows: rows.length };
}

let worker: Worker | undefined;

function ask(url: string, typed: string): Promise<{ readonly time: number; readonly rows: number }> {
  worker ??= new Worker(url);
  const asked = worker;
  const order: NamesOrder = { ticket: 1, held: { name: "bench", regions: [COUNTY] }, question: questionOf(typed) };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    asked.onerror = () => reject(new Error("the worker failed"));
    asked.onmessage = ({ data }: MessageEvent<NamesReply>) =>
      resolve({ time: performance.now() - started, rows: data.rows?.length ?? -1 });
    asked.postMessage(order);
  });
}

function longestTask(): number {
  const found = longest;
  longest = 0;
  return found;
}

window.directoryBench = { make, apply, fill, find, ask, longestTask };
