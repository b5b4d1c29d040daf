import { readBans } from "../../core/record/bans.ts";
import type { GateRules } from "../../core/record/gate.ts";
import { readGateFigures } from "../../core/record/gateFigures.ts";
import { readInputNames } from "../../core/record/inputNames.ts";
import { readInputTargets } from "../../core/record/inputTargets.ts";
import { readIntervals } from "../../core/record/intervals.ts";
import type { PackError } from "../../core/reference/packHeader.ts";
import type { Result } from "../../core/result.ts";
import bans from "../../data/bans.json";
import figures from "../../data/gateRules.json";
import inputNames from "../../data/inputNames.json";
import inputTargets from "../../data/inputTargets.json";
import intervals from "../../data/intervals.json";

/** A pack that came with the app is read or the app is broken. */
function intact<T>(pack: Result<T, PackError>): T {
  if (!pack.ok) throw new Error("a list of this version cannot be read");
  return pack.value;
}

function readOwn(): GateRules {
  const names = intact(readInputNames(inputNames));
  return {
    names,
    targets: intact(readInputTargets(inputTargets)),
    bans: intact(readBans(bans, names)),
    intervals: intact(readIntervals(intervals, names)),
    decisions: new Map(),
    ...intact(readGateFigures(figures, names)),
  };
}

/** What the gate and the diary go by, as it came with the app. */
export const GATE_RULES: GateRules = readOwn();
