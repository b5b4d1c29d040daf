import { join } from "node:path";
import { certificatePath } from "../../src/wire/paths.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { type AskedProcess, startAsked } from "./load/askedProcess.ts";
import { startEndpointProcess } from "./load/endpointProcess.ts";
import type { InTurnTimes, LoadJob, Throughput } from "./load/loadJobs.ts";
import { type FilledRegister, filledRegister } from "./register/filledRegister.ts";
import { ORIGIN } from "./register/foundRegister.ts";

const SMALL = 10_000;
const LARGE = 1_000_000;
/** Numbers asked for, equally many in both registers and spread over the whole log. */
const ASKED = 10_000;
const ROUNDS = 5;
const REQUESTS = 2000;
/** How long filling may take, in milliseconds: all benchmarks together have twenty minutes. */
const FILL_LIMIT = 360_000;
const WARM_LIMIT = 120_000;
const GOAL = { max: 1.2 };

function spread(numbers: readonly string[]): readonly string[] {
  return Array.from({ length: ASKED }, (_, index) => numbers[Math.floor((index * numbers.length) / ASKED)] ?? "");
}

/** Asks for every number once, so that its answer is made and kept. */
async function warm(load: AskedProcess<LoadJob>, port: number, paths: readonly string[]): Promise<void> {
  const job = { job: "throughput", port, paths, connections: 8, limit: WARM_LIMIT } as const;
  const { requests } = await load.ask<Throughput>(job);
  if (requests < paths.length) throw new Error("the endpoint did not answer every number once in time");
}

function sizeWords(certificates: number): string {
  if (certificates >= LARGE) return "1,000,000 certificates";
  return `${certificates.toLocaleString("en")} certificates (as many as could be taken in in time)`;
}

async function measure(small: FilledRegister, large: FilledRegister): Promise<BenchRow> {
  const load = startAsked<LoadJob>(join(import.meta.dirname, "load/loadProcess.ts"));
  const registers = [large, small];
  const endpoints = await Promise.all(registers.map(({ dataDir }) => startEndpointProcess(dataDir, ORIGIN)));
  try {
    const random = seededRandom(20_261_122);
    const sides = endpoints.map(({ port }, index) => ({
      port,
      paths: spread(registers[index]?.numbers ?? []).map(certificatePath),
    }));
    for (const { port, paths } of sides) await warm(load, port, paths);
    const times: readonly [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      const servers = sides.map(({ port, paths }) => {
        const asked = Array.from({ length: REQUESTS }, () => paths[Math.floor(random() * paths.length)] ?? "");
        return { port, paths: asked };
      });
      const [ours = [], baseline = []] = await load.ask<InTurnTimes>({ job: "inTurn", servers });
      if (round === 0) continue;
      times[0].push(median(ours));
      times[1].push(median(baseline));
    }
    const name = `lookup: over HTTP at ${sizeWords(large.certificates)} against 10,000`;
    return benchRow(name, { ours: median(times[0]), baseline: median(times[1]), unit: "µs" }, GOAL);
  } finally {
    await Promise.all([load.stop(), ...endpoints.map((endpoint) => endpoint.stop())]);
  }
}

async function run(): Promise<readonly BenchRow[]> {
  const small = await filledRegister(SMALL, FILL_LIMIT);
  const large = await filledRegister(LARGE, FILL_LIMIT);
  return [await measure(small, large)];
}

/** Whether a look-up stays as quick when the register grows a hundredfold. */
export const lookup: Bench = { name: "lookup", run };
