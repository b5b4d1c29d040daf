import * as v from "valibot";

/** Towns and villages of a county in the packed form that core's `readCountyPack` reads. */
export const divisionPackSchema = v.object({
  county: v.string(),
  version: v.string(),
  towns: v.array(v.array(v.union([v.string(), v.number()]))),
});
