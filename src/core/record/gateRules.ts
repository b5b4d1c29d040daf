import type { PackError } from "../reference/packHeader.ts";
import { ok, type Result } from "../result.ts";
import { type RowDecision, readBans } from "./bans.ts";
import type { GateRules } from "./gate.ts";
import { readGateFigures } from "./gateFigures.ts";
import { readInputNames } from "./inputNames.ts";
import { readInputTargets } from "./inputTargets.ts";
import { readIntervals } from "./intervals.ts";

/** The dated packs that the gate goes by, by the name of their file. */
export const GATE_PACKS = ["bans", "intervals", "inputNames", "inputTargets", "gateRules"] as const;
/** One of {@link GATE_PACKS}. */
export type GatePackName = (typeof GATE_PACKS)[number];
/** The packs as JSON, each as its file holds it. */
export type GatePacks = { readonly [Name in GatePackName]: unknown };

/** Reads the packs together; all of them or none. */
export function readGateRules(
  packs: GatePacks,
  decisions: ReadonlyMap<string, RowDecision>,
): Result<GateRules, PackError> {
  const names = readInputNames(packs.inputNames);
  if (!names.ok) return names;
  const targets = readInputTargets(packs.inputTargets);
  if (!targets.ok) return targets;
  const bans = readBans(packs.bans, names.value);
  if (!bans.ok) return bans;
  const intervals = readIntervals(packs.intervals, names.value);
  if (!intervals.ok) return intervals;
  const figures = readGateFigures(packs.gateRules, names.value);
  if (!figures.ok) return figures;
  return ok({
    names: names.value,
    targets: targets.value,
    bans: bans.value,
    intervals: intervals.value,
    decisions,
    ...figures.value,
  });
}
