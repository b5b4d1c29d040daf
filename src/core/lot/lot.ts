import type { Cbor, CborMap } from "../cbor.ts";
import { PLACE_LENGTH, PRODUCT_LENGTH, type Quantity, quantityField } from "../certificate/certificate.ts";
import { type CalendarDay, dayField } from "../date.ts";
import { placeField } from "../operator/region.ts";
import { bytes, listOf, oneOf, readBody, readOptional, text, uint } from "../statement/fields.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../statement/statement.ts";

/** What every lot 批次 says: the goods and how many of them there are. */
type Goods = {
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  /** Division code of 6, 9 or 12 digits. */
  readonly origin: string;
  readonly place?: string;
  /** The farmer for whom a station signs. */
  readonly onBehalfOf?: Uint8Array;
};

/** `lot.harvested`: goods taken from the operator's own plots, pens or ponds on one day. */
export type HarvestedLot = Goods & {
  readonly harvested: CalendarDay;
  /** Names of the plots in the operator's own words. */
  readonly plots?: readonly string[];
};

/** `lot.assembled`: goods received with certificates, mixed 混装 or split and repacked 分装. */
export type AssembledLot = Goods & {
  readonly assembled: CalendarDay;
  readonly mode: "mixed" | "repacked";
  /** Full ids of the certificates the goods came with. */
  readonly sources: readonly Uint8Array[];
};

/** `test.stated`: a test that the operator says was done on a lot; nothing is proven by it. */
export type StatedTest = {
  /** Full id of the lot. */
  readonly lot: Uint8Array;
  readonly date: CalendarDay;
  /** What was tested for. */
  readonly item: string;
  /** Who tested. */
  readonly by: string;
  readonly basis: "selfTest" | "commissionedTest";
};

/** Plots that one harvest names at most. */
export const MAX_PLOTS = 50;
/** Code points of a plot's name. */
export const PLOT_LENGTH = { min: 1, max: 30 } as const;
/** Code points of what was tested for and of who tested. */
export const TEST_TEXT_LENGTH = { min: 1, max: 60 } as const;

const testText = text(TEST_TEXT_LENGTH.min, TEST_TEXT_LENGTH.max);
const GOODS = { product: text(PRODUCT_LENGTH.min, PRODUCT_LENGTH.max), quantity: quantityField, origin: placeField };
const GOODS_OPTIONAL = {
  productCode: uint(1, Number.MAX_SAFE_INTEGER),
  place: text(PLACE_LENGTH.min, PLACE_LENGTH.max),
  onBehalfOf: bytes(REFERENCE_BYTES),
};
const HARVESTED_OPTIONAL = { ...GOODS_OPTIONAL, plots: listOf(text(PLOT_LENGTH.min, PLOT_LENGTH.max), 0, MAX_PLOTS) };
const ASSEMBLED = {
  ...GOODS,
  assembled: dayField,
  mode: oneOf("mixed", "repacked"),
  sources: listOf(bytes(STATEMENT_ID_BYTES), 1, 500),
};
const TEST = {
  lot: bytes(STATEMENT_ID_BYTES),
  date: dayField,
  item: testText,
  by: testText,
  basis: oneOf("selfTest", "commissionedTest"),
};

function encodeGoods(goods: Goods): Map<string, Cbor> {
  const body = new Map<string, Cbor>([
    ["product", goods.product],
    ["quantity", [goods.quantity.thousandths, goods.quantity.unit]],
    ["origin", Number(goods.origin)],
  ]);
  if (goods.productCode !== undefined) body.set("productCode", goods.productCode);
  if (goods.place !== undefined) body.set("place", goods.place);
  if (goods.onBehalfOf !== undefined) body.set("onBehalfOf", goods.onBehalfOf);
  return body;
}

/** Body of a `lot.harvested` statement. */
export function encodeHarvestedLot(lot: HarvestedLot): CborMap {
  const body = encodeGoods(lot).set("harvested", lot.harvested);
  return lot.plots === undefined ? body : body.set("plots", lot.plots);
}

/** Reads a `lot.harvested` body; undefined when it is not of its form. */
export function parseHarvestedLot(body: CborMap): HarvestedLot | undefined {
  const required = readBody(body, { ...GOODS, harvested: dayField });
  const optional = readOptional(body, HARVESTED_OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}

/** Body of a `lot.assembled` statement. */
export function encodeAssembledLot(lot: AssembledLot): CborMap {
  return encodeGoods(lot).set("assembled", lot.assembled).set("mode", lot.mode).set("sources", lot.sources);
}

/** Reads a `lot.assembled` body; undefined when it is not of its form. */
export function parseAssembledLot(body: CborMap): AssembledLot | undefined {
  const required = readBody(body, ASSEMBLED);
  const optional = readOptional(body, GOODS_OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}

/** Body of a `test.stated` statement. */
export function encodeStatedTest(test: StatedTest): CborMap {
  const { lot, date, item, by, basis } = test;
  return new Map<string, Cbor>(Object.entries({ lot, date, item, by, basis }));
}

/** Reads a `test.stated` body; undefined when it is not of its form. */
export function parseStatedTest(body: CborMap): StatedTest | undefined {
  return readBody(body, TEST);
}
