import { type Cbor, type CborMap, isCborMap } from "../cbor.ts";
import { PRODUCT_LENGTH, type Quantity, quantityField } from "../certificate/certificate.ts";
import { type FieldReader, oneOf, readBody, readOptional, text, uint } from "../statement/fields.ts";
import { placeField } from "./region.ts";

/** What an operator grows, keeps or trades, and how much of it a year. */
export type OperatorProduct = {
  readonly name: string;
  /** Code in the catalogue; absent for a product that is not in it. */
  readonly code?: number;
  /** Yearly capacity. */
  readonly capacity?: Quantity;
};

/** Kinds of plot: field, greenhouse, orchard, pond, pen, and any other ground or building. */
export const PLOT_KINDS = ["field", "greenhouse", "orchard", "pond", "pen", "other"] as const;
/** One of {@link PLOT_KINDS}. */
export type PlotKind = (typeof PLOT_KINDS)[number];

/** A plot or pen of an operator. Its point on the map is no part of it: that stands in the private record. */
export type Plot = {
  /** Distinct within the operator, never reused. */
  readonly id: string;
  readonly name: string;
  readonly kind: PlotKind;
  /** Area in m². */
  readonly area?: number;
  /** Head count of a pen or pond. */
  readonly heads?: number;
  /** Division code, county or deeper. */
  readonly region: string;
  /** Place below the division. */
  readonly address?: string;
};

/** Products that one register entry names at most. */
export const MAX_PRODUCTS = 100;
/** Plots that one register entry names at most. */
export const MAX_PLOTS = 300;
/** Longest plot id in code points. */
export const PLOT_ID_LENGTH = 16;
/** Largest area in m² and largest head count. */
const MAX_SIZE = 10 ** 9;

const PRODUCT = { name: text(PRODUCT_LENGTH.min, PRODUCT_LENGTH.max) };
const PRODUCT_OPTIONAL = { code: uint(1, Number.MAX_SAFE_INTEGER), capacity: quantityField };
const PLOT = { id: text(1, PLOT_ID_LENGTH), name: text(1, 30), kind: oneOf(...PLOT_KINDS), region: placeField };
const PLOT_OPTIONAL = { area: uint(1, MAX_SIZE), heads: uint(1, MAX_SIZE), address: text(0, 60) };

/** A product as a register entry holds it. */
export function encodeProduct({ name, code, capacity }: OperatorProduct): CborMap {
  const map = new Map<string, Cbor>([["name", name]]);
  if (code !== undefined) map.set("code", code);
  if (capacity !== undefined) map.set("capacity", [capacity.thousandths, capacity.unit]);
  return map;
}

/** A plot as a register entry holds it. */
export function encodePlot({ id, name, kind, area, heads, region, address }: Plot): CborMap {
  const map = new Map<string, Cbor>([
    ["id", id],
    ["name", name],
    ["kind", kind],
    ["region", Number(region)],
  ]);
  if (area !== undefined) map.set("area", area);
  if (heads !== undefined) map.set("heads", heads);
  if (address !== undefined) map.set("address", address);
  return map;
}

/** Reads a product of a register entry. */
export const productField: FieldReader<OperatorProduct> = (value) => {
  if (!isCborMap(value)) return undefined;
  const required = readBody(value, PRODUCT);
  const optional = readOptional(value, PRODUCT_OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
};

/** Reads a plot of a register entry. */
export const plotField: FieldReader<Plot> = (value) => {
  if (!isCborMap(value)) return undefined;
  const required = readBody(value, PLOT);
  const optional = readOptional(value, PLOT_OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
};
