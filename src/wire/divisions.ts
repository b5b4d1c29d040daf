import * as v from "valibot";

/** Towns and villages of a county: code and name, parents before children. */
export const divisionPackSchema = v.object({
  county: v.string(),
  source: v.string(),
  date: v.string(),
  divisions: v.array(v.tuple([v.string(), v.string()])),
});
/** Towns and villages of a county. */
export type DivisionPack = v.InferOutput<typeof divisionPackSchema>;
