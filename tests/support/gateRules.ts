import { readBans } from "../../src/core/record/bans.ts";
import type { GateRules } from "../../src/core/record/gate.ts";
import { readGateFigures } from "../../src/core/record/gateFigures.ts";
import { readInputNames } from "../../src/core/record/inputNames.ts";
import { readInputTargets } from "../../src/core/record/inputTargets.ts";
import { readIntervals } from "../../src/core/record/intervals.ts";
import type { Result } from "../../src/core/result.ts";
import bans from "../../src/data/bans.json" with { type: "json" };
import figures from "../../src/data/gateRules.json" with { type: "json" };
import inputNames from "../../src/data/inputNames.json" with { type: "json" };
import inputTargets from "../../src/data/inputTargets.json" with { type: "json" };
import intervals from "../../src/data/intervals.json" with { type: "json" };

function read<T>(pack: Result<T, string>): T {
  if (!pack.ok) throw new Error(pack.error);
  return pack.value;
}

/** The rules of the packs as they are checked in. */
export function gateRules(decisions: GateRules["decisions"] = new Map()): GateRules {
  const names = read(readInputNames(inputNames));
  return {
    names,
    targets: read(readInputTargets(inputTargets)),
    bans: read(readBans(bans, names)),
    intervals: read(readIntervals(intervals, names)),
    decisions,
    ...read(readGateFigures(figures, names)),
  };
}
