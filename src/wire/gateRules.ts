import * as v from "valibot";
import { hexField, secondsField } from "./fields.ts";

/** What the gate goes by in a region, as the endpoint has it. */
export const gateRulesSchema = v.object({
  /** When it was read, Unix seconds. */
  asOf: secondsField,
  /** Each pack as its file holds it; core's `readGateRules` reads them. */
  packs: v.object({
    bans: v.unknown(),
    intervals: v.unknown(),
    inputNames: v.unknown(),
    inputTargets: v.unknown(),
    gateRules: v.unknown(),
  }),
  /** What officers have decided about rows that are not verified. */
  decisions: v.array(
    v.object({
      /** Statement that decides. */
      id: hexField(32),
      row: v.string(),
      decision: v.picklist(["confirmed", "struck"]),
      reason: v.string(),
      at: secondsField,
    }),
  ),
});
/** What the gate goes by in a region. */
export type GateRulesAnswer = v.InferOutput<typeof gateRulesSchema>;
