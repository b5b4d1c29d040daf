import { type Cbor, type CborMap, isCborArray, isCborMap } from "../cbor.ts";
import { encodePlot, encodeProduct, type OperatorProduct, type Plot } from "./holdings.ts";
import { encodeProfile, type Profile } from "./profile.ts";

const ENTRY_KEYS = ["operator", "name", "kind", "region", "person", "address", "uscc", "products", "plots", "parent"];
const PRODUCT_KEYS = ["name", "code", "capacity"];
const PLOT_KEYS = ["id", "name", "kind", "area", "heads", "region", "address"];

/** A product or plot as an edited entry holds it; `was` is the one in the entry before, as received. */
export type Edited<T> = T & { readonly was?: CborMap };

/** What an officer can change of a register entry. */
export type EntryEdit = Pick<Profile, "name" | "kind" | "region" | "person" | "address" | "uscc" | "parent"> & {
  readonly products: readonly Edited<OperatorProduct>[];
  readonly plots: readonly Edited<Plot>[];
};

/** Products or plots of an entry as received, in its order. */
export function heldMaps(entry: CborMap, field: "products" | "plots"): readonly CborMap[] {
  const held = entry.get(field);
  return isCborArray(held) ? held.filter(isCborMap) : [];
}

/** The fields of `now`, with those of `was` that this version does not know. */
function over(was: CborMap | undefined, known: readonly string[], now: CborMap): CborMap {
  const unknown = [...(was ?? [])].filter(([key]) => typeof key !== "string" || !known.includes(key));
  return new Map<string | number, Cbor>([...unknown, ...now]);
}

/**
 * Body of the `operator.profile` that changes an operator's entry: every field that this version does not edit or does
 * not know, in the entry, its products and its plots, stays as it was received.
 *
 * @param entry body of the newest entry
 * @param operator the operator's id
 */
export function editEntry(entry: CborMap, operator: Uint8Array, edit: EntryEdit): CborMap {
  const { products, plots, ...fields } = edit;
  const now = new Map(encodeProfile({ ...fields, operator }));
  const [productMaps, plotMaps] = [
    products.map((product) => over(product.was, PRODUCT_KEYS, encodeProduct(product))),
    plots.map((plot) => over(plot.was, PLOT_KEYS, encodePlot(plot))),
  ];
  if (productMaps.length > 0 || entry.has("products")) now.set("products", productMaps);
  if (plotMaps.length > 0 || entry.has("plots")) now.set("plots", plotMaps);
  return over(entry, ENTRY_KEYS, now);
}
