import type { GateRules } from "../../core/record/gate.ts";
import { type GatePacks, readGateRules } from "../../core/record/gateRules.ts";
import { latestDecisions } from "../../core/record/rowDecision.ts";
import { readPackVersion } from "../../core/reference/packHeader.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { type GateRulesAnswer, gateRulesSchema } from "../../wire/gateRules.ts";
import { gateRulesPath } from "../../wire/paths.ts";

/** The rules that this phone goes by. */
export type RulesHere = {
  readonly rules: GateRules;
  /** Day for which the list of bans stands. */
  readonly version: string;
  /** When the endpoint gave them, Unix seconds; absent for those that came with the app. */
  readonly asOf?: number;
};

async function shippedPacks(): Promise<GatePacks> {
  const [bans, intervals, inputNames, inputTargets, gateRules] = await Promise.all([
    import("../../data/bans.json"),
    import("../../data/intervals.json"),
    import("../../data/inputNames.json"),
    import("../../data/inputTargets.json"),
    import("../../data/gateRules.json"),
  ]);
  return {
    bans: bans.default,
    intervals: intervals.default,
    inputNames: inputNames.default,
    inputTargets: inputTargets.default,
    gateRules: gateRules.default,
  };
}

/** The rules that came with this version of the app. @throws Error when they cannot be read: the app is broken then */
export async function shippedRules(): Promise<RulesHere> {
  const packs = await shippedPacks();
  const rules = readGateRules(packs, new Map());
  if (!rules.ok) throw new Error("the gate's packs of this version cannot be read");
  return { rules: rules.value, version: readPackVersion(packs.bans) ?? "" };
}

function rulesIn({ packs, decisions, asOf }: GateRulesAnswer): RulesHere | undefined {
  const rules = readGateRules(packs, latestDecisions(decisions));
  return rules.ok ? { rules: rules.value, version: readPackVersion(packs.bans) ?? "", asOf } : undefined;
}

/** The rules of a region from the endpoint, or as the service worker kept them; undefined where neither has them. */
export async function regionRules(fetchPack: typeof fetch, region: string): Promise<RulesHere | undefined> {
  try {
    const response = await fetchPack(gateRulesPath(region));
    const answer = response.ok ? parseAnswer(gateRulesSchema, await response.json()) : undefined;
    return answer?.ok === true ? rulesIn(answer.value) : undefined;
  } catch {
    // Offline and not kept: those that came with the app have to do.
    return undefined;
  }
}
