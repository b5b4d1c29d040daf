import { rmSync } from "node:fs";
import { join } from "node:path";
import { tidyName } from "../../src/core/operator/nameSearch.ts";
import type { Profile } from "../../src/core/operator/profile.ts";
import { openReadings } from "../../src/server/filePacks.ts";
import { registrySearchPath } from "../../src/wire/paths.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { startAsked } from "./load/askedProcess.ts";
import { startEndpointProcess } from "./load/endpointProcess.ts";
import type { InTurnTimes, LoadJob } from "./load/loadJobs.ts";
import { ORIGIN } from "./register/foundRegister.ts";
import { type ManyOperators, manyOperators } from "./register/manyOperators.ts";

const SMALL = 10_000;
const LARGE = 1_000_000;
const ROUNDS = 5;
const QUERIES = 420;
const GOAL = { max: 1.5 };

const COMMON = ["合作社", "专业合作", "种植", "hezuoshe", "zyhzs", "wang"];
const VILLAGES = ["东庄", "西沟", "岭常", "河底", "上村"];

/** Queries of every kind, as people type them to find these operators. */
function queries(known: readonly Profile[]): readonly string[] {
  const random = seededRandom(7);
  const readings = openReadings();
  const some = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? "";
  const spoken = (text: string) => Array.from(text, (character) => readings.of(character)[0] ?? character);
  return Array.from({ length: QUERIES }, (_, index) => {
    const { name, uscc = "9314" } = known[Math.floor(random() * known.length)] ?? { name: "合作社" };
    const characters = Array.from(tidyName(name));
    const from = Math.floor(random() * Math.max(1, characters.length - 2));
    const part = characters.slice(from, from + 2 + Math.floor(random() * 3)).join("");
    const kinds = [
      () => part,
      () => name,
      () => spoken(part).join(""),
      () =>
        spoken(characters.slice(from, from + 5).join(""))
          .map((one) => one.charAt(0))
          .join(""),
      () => uscc.slice(0, 4 + Math.floor(random() * 15)),
      () => some(COMMON),
      () => some(VILLAGES),
    ];
    return kinds[index % kinds.length]?.() ?? name;
  }).filter((query) => Array.from(query).length >= 2);
}

async function measure(registers: readonly [ManyOperators, ManyOperators]): Promise<BenchRow> {
  const load = startAsked<LoadJob>(join(import.meta.dirname, "load/loadProcess.ts"));
  const endpoints = await Promise.all(registers.map(({ dataDir }) => startEndpointProcess(dataDir, ORIGIN)));
  try {
    const servers = endpoints.map(({ port }, index) => ({
      port,
      paths: queries(registers[index]?.known ?? []).map(registrySearchPath),
      token: registers[index]?.token ?? "",
    }));
    const times: readonly [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      const [ours = [], baseline = []] = await load.ask<InTurnTimes>({ job: "inTurn", servers });
      if (round === 0) continue;
      times[0].push(median(ours));
      times[1].push(median(baseline));
    }
    const name = "register: a search over HTTP in 1,000,000 operators against 10,000";
    return benchRow(name, { ours: median(times[0]), baseline: median(times[1]), unit: "µs" }, GOAL);
  } finally {
    await Promise.all([load.stop(), ...endpoints.map((endpoint) => endpoint.stop())]);
  }
}

async function run(): Promise<readonly BenchRow[]> {
  const registers = [await manyOperators(LARGE), await manyOperators(SMALL)] as const;
  try {
    return [await measure(registers)];
  } finally {
    for (const { dataDir } of registers) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Whether the register is searched as quickly when it grows a hundredfold. */
export const register: Bench = { name: "register", run };
