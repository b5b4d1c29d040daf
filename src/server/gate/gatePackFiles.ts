import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GATE_PACKS, type GatePackName, type GatePacks, readGateRules } from "../../core/record/gateRules.ts";
import { err, ok, type Result } from "../../core/result.ts";
import bans from "../../data/bans.json" with { type: "json" };
import gateRules from "../../data/gateRules.json" with { type: "json" };
import inputNames from "../../data/inputNames.json" with { type: "json" };
import inputTargets from "../../data/inputTargets.json" with { type: "json" };
import intervals from "../../data/intervals.json" with { type: "json" };

const SHIPPED: GatePacks = { bans, intervals, inputNames, inputTargets, gateRules };

/** Folder in a data folder whose files replace the packs that ship with the endpoint, under the same names. */
const PACKS_FOLDER = "packs";

/** A pack that the region has put in place of the shipped one; undefined when it has not. */
function replaced(dataDir: string, name: GatePackName): unknown {
  const file = join(dataDir, PACKS_FOLDER, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** The packs that the gate goes by: the region's own where it has some. An error is one sentence. */
export function openGatePacks(dataDir: string): Result<GatePacks, string> {
  const packs: Record<GatePackName, unknown> = { ...SHIPPED };
  try {
    for (const name of GATE_PACKS) packs[name] = replaced(dataDir, name) ?? SHIPPED[name];
  } catch (error) {
    return err(`a pack in ${join(dataDir, PACKS_FOLDER)} is not JSON: ${String(error)}`);
  }
  const read = readGateRules(packs, new Map());
  return read.ok ? ok(packs) : err(`a pack in ${join(dataDir, PACKS_FOLDER)} has not the form of the one it replaces`);
}
