import { GATE_PACKS, type GatePackName, type GatePacks, readGateRules } from "../../core/record/gateRules.ts";
import { err, ok, type Result } from "../../core/result.ts";
import bans from "../../data/bans.json" with { type: "json" };
import gateRules from "../../data/gateRules.json" with { type: "json" };
import inputNames from "../../data/inputNames.json" with { type: "json" };
import inputTargets from "../../data/inputTargets.json" with { type: "json" };
import intervals from "../../data/intervals.json" with { type: "json" };
import { regionPack, unlikePack } from "../regionPacks.ts";

const SHIPPED: GatePacks = { bans, intervals, inputNames, inputTargets, gateRules };

/** The packs that the gate goes by: the region's own where it has some. An error is one sentence. */
export function openGatePacks(dataDir: string): Result<GatePacks, string> {
  const packs: Record<GatePackName, unknown> = { ...SHIPPED };
  for (const name of GATE_PACKS) {
    const own = regionPack(dataDir, name);
    if (!own.ok) return own;
    packs[name] = own.value ?? SHIPPED[name];
  }
  const read = readGateRules(packs, new Map());
  return read.ok ? ok(packs) : err(unlikePack(dataDir, `{${GATE_PACKS.join(",")}}`));
}
