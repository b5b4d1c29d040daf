import { hash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BATCH_LIMIT } from "../../../src/core/sync/outbox.ts";
import type { Store } from "../../../src/server/store/port.ts";
import { type FoundRegister, foundRegister, secondsNow } from "./foundRegister.ts";
import { ON_LOT } from "./signedBatches.ts";

/** A data folder with this many certificates, every one of them signed and taken through the store's own ingest. */
export type FilledRegister = {
  readonly dataDir: string;
  readonly certificates: number;
  /** Numbers spread evenly over the log, at most {@link KEPT_NUMBERS}. */
  readonly numbers: readonly string[];
};

/** What is kept beside a store that later runs use again. */
type Kept = { readonly source: string; readonly certificates: number; readonly numbers: readonly string[] };

const SOURCE = join(import.meta.dirname, "../../../src");
/** What decides how a store looks inside. */
const MADE_BY = [
  join(SOURCE, "core"),
  join(SOURCE, "server/store"),
  join(SOURCE, "server/projections"),
  import.meta.dirname,
];
const KEPT_NUMBERS = 24_000;
/** Batches under way at once: the writer merges what waits into one transaction. */
const AHEAD = 12;
/** Certificates in a full batch; the rest of it are their lots. */
const IN_BATCH = (BATCH_LIMIT.statements * ON_LOT) / (ON_LOT + 1);
const KEPT_FILE = "bench.json";

function sourceFingerprint(): string {
  const files = MADE_BY.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => readFileSync(join(folder, name))),
  );
  return hash("sha256", Buffer.concat(files), "hex");
}

function readKept(folder: string): Kept | undefined {
  const file = join(folder, KEPT_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : undefined; // written below only
}

async function takeBatch(store: Store, { batches }: FoundRegister): Promise<readonly string[]> {
  const { bytes, numbers, statements } = await batches.next();
  const taken = await store.ingest(bytes, secondsNow());
  if (!taken.ok) throw new Error(`a batch of the benchmark was refused: ${taken.error}`);
  const accepted = taken.value.filter(({ status, code }) => status === "accepted" && code === undefined).length;
  if (accepted !== statements) throw new Error(`only ${accepted} of ${statements} statements have effect`);
  return numbers;
}

/** Takes statements in until there are so many certificates, or `limit` milliseconds are over. */
async function fill(register: FoundRegister, certificates: number, limit: number): Promise<readonly string[]> {
  const giveUp = performance.now() + limit;
  const numbers: string[] = [];
  let asked = 0;
  const work = async () => {
    while (asked < certificates && performance.now() < giveUp) {
      asked += IN_BATCH;
      for (const number of await takeBatch(register.store, register)) numbers.push(number);
    }
  };
  await Promise.all(Array.from({ length: AHEAD }, work));
  return numbers;
}

function spread(numbers: readonly string[]): readonly string[] {
  const step = Math.max(1, numbers.length / KEPT_NUMBERS);
  return Array.from(
    { length: Math.min(KEPT_NUMBERS, numbers.length) },
    (_, index) => numbers[Math.floor(index * step)] ?? "",
  );
}

/**
 * A register with about `certificates` certificates: a little more, or as many as fit into `limit` milliseconds. It
 * is kept in the system's folder for temporary files and used again while the code that writes stores is the same.
 */
export async function filledRegister(certificates: number, limit: number): Promise<FilledRegister> {
  const dataDir = join(tmpdir(), `liangzheng-bench-${certificates}`);
  const source = sourceFingerprint();
  const kept = readKept(dataDir);
  if (kept?.source === source && kept.certificates >= certificates) return { dataDir, ...kept };
  const making = `${dataDir}.making`;
  for (const folder of [dataDir, making]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const register = await foundRegister(making);
  const numbers = await fill(register, certificates, limit);
  await register.batches.close();
  await register.store.close();
  const made: Kept = { source, certificates: numbers.length, numbers: spread(numbers) };
  writeFileSync(join(making, KEPT_FILE), JSON.stringify(made));
  renameSync(making, dataDir);
  return { dataDir, ...made };
}
