import * as v from "valibot";

/** Settings of the data folder that say whose register it is. */
export const SETTING = { founding: "authority", list: "authorityList", listFor: "authorityListFor" } as const;

const foundingSchema = v.object({
  name: v.string(),
  region: v.string(),
  founded: v.number(),
  origin: v.string(),
  version: v.number(),
});
/** What the data folder remembers about its authority; `version` is that of its list. */
export type Founding = v.InferOutput<typeof foundingSchema>;

/** Reads the stored founding; undefined before the first start. */
export function readFounding(value: Uint8Array | undefined): Founding | undefined {
  if (value === undefined) return undefined;
  return v.parse(foundingSchema, JSON.parse(new TextDecoder().decode(value)));
}
