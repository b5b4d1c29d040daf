import { join } from "node:path";
import { certificatePagePath, certificatePath } from "../../src/wire/paths.ts";
import { type Bench, type BenchGoal, type BenchRow, benchRow, median } from "./benchRow.ts";
import { type AskedProcess, startAsked } from "./load/askedProcess.ts";
import type { BareQuestion } from "./load/bareServer.ts";
import { startEndpointProcess, untilRendered } from "./load/endpointProcess.ts";
import type { LoadJob, Throughput } from "./load/loadJobs.ts";
import { filledRegister } from "./register/filledRegister.ts";
import { ORIGIN } from "./register/foundRegister.ts";

const CERTIFICATES = 20_425;
/** Many short rounds in turn: what else runs on the machine then meets both sides. */
const ROUNDS = 9;
const WARM_UP = 2;
/** Requests of one round. Between two for one number lie ten times as many as are kept in memory, so "cold" stays cold. */
const REQUESTS = 20_000;
const CONNECTIONS = 16;
/** Milliseconds after which a round ends with what it has. */
const ROUND_LIMIT = 4000;
const FILL_LIMIT = 240_000;
const RENDER_LIMIT = 360_000;

const COLD: BenchGoal = { min: 0.5 };
const HOT: BenchGoal = { min: 0.7 };

type Servers = { readonly load: AskedProcess<LoadJob>; readonly ours: number; readonly bare: number };

async function rate({ load }: Servers, port: number, paths: readonly string[]): Promise<number> {
  const job = { job: "throughput", port, paths, connections: CONNECTIONS, limit: ROUND_LIMIT } as const;
  const { requests, seconds } = await load.ask<Throughput>(job);
  return requests / seconds;
}

/** Ours and the bare server in turn, round by round; the first rounds only warm both up. */
async function compare(
  name: string,
  servers: Servers,
  pathsOf: (round: number) => readonly string[],
  goal: BenchGoal,
): Promise<BenchRow> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const paths = pathsOf(round);
    const order = round % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const side of order) {
      const measured = await rate(servers, servers[side], paths);
      if (round >= WARM_UP) rates[side].push(measured);
    }
  }
  return benchRow(name, { ours: median(rates.ours), baseline: median(rates.bare), unit: "requests/s" }, goal);
}

async function run(): Promise<readonly BenchRow[]> {
  const { dataDir, numbers } = await filledRegister(CERTIFICATES, FILL_LIMIT);
  const endpoint = await startEndpointProcess(dataDir, ORIGIN);
  const load = startAsked<LoadJob>(join(import.meta.dirname, "load/loadProcess.ts"));
  const bare = startAsked<BareQuestion>(join(import.meta.dirname, "load/bareServer.ts"));
  try {
    await untilRendered(endpoint.port, RENDER_LIMIT);
    const json = numbers.map(certificatePath);
    const pages = numbers.map(certificatePagePath);
    const port = await bare.ask<number>({ from: endpoint.port, paths: [...json, ...pages] });
    const servers = { load, ours: endpoint.port, bare: port };
    const cold = (paths: readonly string[]) => (round: number) =>
      Array.from({ length: REQUESTS }, (_, index) => paths[(round * REQUESTS + index) % paths.length] ?? "");
    const hot = (paths: readonly string[]) => () => Array.from({ length: REQUESTS }, () => paths[0] ?? "");
    return [
      await compare("answers: JSON, every number different", servers, cold(json), COLD),
      await compare("answers: page, every number different", servers, cold(pages), COLD),
      await compare("answers: JSON, one number again and again", servers, hot(json), HOT),
      await compare("answers: page, one number again and again", servers, hot(pages), HOT),
    ];
  } finally {
    await Promise.all([load.stop(), bare.stop(), endpoint.stop()]);
  }
}

/** Requests a second against a bare server that sends the same compressed bytes. */
export const answers: Bench = { name: "answers", run };
