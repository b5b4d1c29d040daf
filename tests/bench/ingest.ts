import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BATCH_LIMIT } from "../../src/core/sync/outbox.ts";
import { certificatePath } from "../../src/wire/paths.ts";
import { type Bench, type BenchRow, benchRow, median, quantile } from "./benchRow.ts";
import { type AskedProcess, startAsked } from "./load/askedProcess.ts";
import { startEndpointProcess, untilRendered } from "./load/endpointProcess.ts";
import type { LoadJob, PacedTimes, Throughput } from "./load/loadJobs.ts";
import { openUploads, type Uploads } from "./load/uploads.ts";
import type { VerifyQuestion } from "./load/verifyProcess.ts";
import { foundRegister, ORIGIN } from "./register/foundRegister.ts";
import type { SignedBatch, SignedBatches } from "./register/signedBatches.ts";

const ROUNDS = 8;
/** Batches of 500 in one round of each row. */
const ROUND_BATCHES = 16;
/** Uploads under way at once. */
const AT_ONCE = 6;
const VERIFICATIONS = 8000;
const RATE_GOAL = { min: 0.5 };

const PACED_ROUNDS = 5;
const PACED_SECONDS = 6;
/** Numbers looked up; their answers are ready before anything is measured. */
const LOOKED_UP = 8000;
const LOOKED_UP_BATCHES = 17;
const RENDER_LIMIT = 120_000;
/** Look-ups and statements a second, the highest that the machine keeps up with. */
const PACES = [1000, 500, 250, 100];
/** Share of the pace that has to be reached. */
const KEPT_UP = 0.97;
/** p99 in milliseconds above which requests queue up instead of being answered. */
const QUEUEING = 250;
const P99_GOAL = { max: 3 };

type Bed = {
  readonly port: number;
  readonly load: AskedProcess<LoadJob>;
  readonly verifier: AskedProcess<VerifyQuestion>;
  readonly uploads: Uploads;
  readonly batches: SignedBatches;
};

async function uploadAll(uploads: Uploads, batches: readonly SignedBatch[]): Promise<number> {
  const waiting = [...batches];
  const started = performance.now();
  const work = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      await uploads.send(batch.bytes, batch.statements);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const statements = batches.reduce((total, batch) => total + batch.statements, 0);
  return (statements * 1000) / (performance.now() - started);
}

/** Statements a second in batches of 500 against the rate at which the same cores check signatures. */
async function rateRow({ uploads, verifier, batches }: Bed): Promise<BenchRow> {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const signed = await batches.take(ROUND_BATCHES);
    const rate = await uploadAll(uploads, signed);
    const verified = await verifier.ask<number>({ count: VERIFICATIONS });
    if (round === 0) continue;
    ours.push(rate);
    raw.push(verified);
  }
  const measured = { ours: median(ours), baseline: median(raw), unit: "statements/s" };
  return benchRow("ingest: batches of 500 over HTTP, against raw ES256 verification", measured, RATE_GOAL);
}

async function lookUp({ load, port }: Bed, paths: readonly string[], perSecond: number): Promise<PacedTimes> {
  return load.ask<PacedTimes>({ job: "paced", port, paths, perSecond, seconds: PACED_SECONDS });
}

/** Look-ups while batches of 500 are uploaded at the same pace; all of them were signed before. */
async function lookUpMeanwhile(bed: Bed, paths: readonly string[], perSecond: number): Promise<PacedTimes> {
  const signed = [...(await bed.batches.take(Math.ceil((perSecond * PACED_SECONDS) / BATCH_LIMIT.statements) + 1))];
  const sent: Promise<unknown>[] = [];
  const upload = () => {
    const batch = signed.shift();
    if (batch !== undefined) sent.push(bed.uploads.send(batch.bytes, batch.statements));
  };
  upload();
  const timer = setInterval(upload, (BATCH_LIMIT.statements * 1000) / perSecond);
  const measured = await lookUp(bed, paths, perSecond);
  clearInterval(timer);
  await Promise.all(sent);
  return measured;
}

/** The highest pace at which look-ups and statements together keep up. Trying it warms both sides up. */
async function highestPace(bed: Bed, paths: readonly string[]): Promise<number> {
  for (const pace of PACES) {
    const { perSecond, times } = await lookUpMeanwhile(bed, paths, pace);
    if (perSecond >= pace * KEPT_UP && quantile(times, 0.99) < QUEUEING) return pace;
  }
  return PACES.at(-1) ?? 0;
}

async function latencyRow(bed: Bed): Promise<BenchRow> {
  const registered = await bed.batches.take(LOOKED_UP_BATCHES);
  await uploadAll(bed.uploads, registered);
  const numbers = registered.flatMap((batch) => batch.numbers);
  const paths = numbers.slice(0, LOOKED_UP).map(certificatePath);
  await untilRendered(bed.port, RENDER_LIMIT);
  await bed.load.ask<Throughput>({ job: "throughput", port: bed.port, paths, connections: 8, limit: 60_000 });
  const pace = await highestPace(bed, paths);
  const alone: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < PACED_ROUNDS; round++) {
    // What the round before left to do belongs to neither side.
    await untilRendered(bed.port, RENDER_LIMIT);
    alone.push(...(await lookUp(bed, paths, pace)).times);
    together.push(...(await lookUpMeanwhile(bed, paths, pace)).times);
  }
  const lower = pace === PACES[0] ? "" : " (this machine cannot do 1,000)";
  const name = `ingest: p99 of ${pace} look-ups/s with ${pace} statements/s${lower}, against without`;
  return benchRow(name, { ours: quantile(together, 0.99), baseline: quantile(alone, 0.99), unit: "ms" }, P99_GOAL);
}

async function run(): Promise<readonly BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-ingest-"));
  const { store, batches } = await foundRegister(dataDir);
  await store.close();
  const endpoint = await startEndpointProcess(dataDir, ORIGIN);
  const load = startAsked<LoadJob>(join(import.meta.dirname, "load/loadProcess.ts"));
  const verifier = startAsked<VerifyQuestion>(join(import.meta.dirname, "load/verifyProcess.ts"));
  const bed: Bed = { port: endpoint.port, load, verifier, uploads: openUploads(endpoint.port), batches };
  try {
    const latency = await latencyRow(bed);
    return [await rateRow(bed), latency];
  } finally {
    bed.uploads.close();
    await Promise.all([load.stop(), verifier.stop(), endpoint.stop(), batches.close()]);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How quickly statements are taken in, and what that does to those who look certificates up meanwhile. */
export const ingest: Bench = { name: "ingest", run };
