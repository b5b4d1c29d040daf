import { fromHex, toHex } from "../../../core/bytes.ts";
import type { CborMap } from "../../../core/cbor.ts";
import { PRODUCT_LENGTH } from "../../../core/certificate/certificate.ts";
import { formatThousandths, parseQuantity, type QuantityError } from "../../../core/certificate/quantity.ts";
import { type Edited, editEntry, heldMaps } from "../../../core/operator/editing.ts";
import type { OperatorProduct, Plot, PlotKind } from "../../../core/operator/holdings.ts";
import { type OperatorKind, PERSON_KINDS, type Profile, parseProfile } from "../../../core/operator/profile.ts";
import { anyRegionContains } from "../../../core/operator/region.ts";
import { tidyUscc } from "../../../core/operator/uscc.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { OPERATOR_TEXT } from "./inviteForm.ts";

const COUNTY = /^\d{6}(?:\d{3}){0,2}$/;
/** Square metres of a 亩. */
const SQUARE_METRES = 10_000 / 15;
/** Code points of a plot's name. */
export const PLOT_NAME = { min: 1, max: 30 } as const;

/** A product as it is edited; `held` is the one in the register. */
export type ProductRow = {
  readonly held?: { readonly was: CborMap; readonly product: OperatorProduct };
  readonly name: string;
  /** Yearly capacity; empty where none is given. */
  readonly amount: string;
  readonly unit: number;
};

/** A plot or pen as it is edited; `held` is the one in the register. */
export type PlotRow = {
  readonly held?: { readonly was: CborMap; readonly plot: Plot };
  readonly id: string;
  readonly name: string;
  readonly kind: PlotKind;
  /** 亩, with decimals. */
  readonly area: string;
  readonly heads: string;
  readonly region: string;
};

/** A register entry as it is edited. */
export type EditForm = {
  readonly kind: OperatorKind;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly uscc: string;
  readonly products: readonly ProductRow[];
  readonly plots: readonly PlotRow[];
  /** Hexadecimal id of the operator to which it belongs; empty for none. */
  readonly parent: string;
};

/** Why an entry cannot be signed as entered. `row` counts the products or plots from 0. */
export type EditError =
  | { readonly field: "name" | "address" | "uscc"; readonly code: "text" }
  | { readonly field: "region"; readonly code: "regionMissing" | "regionNotCounty" | "regionOutOfScope" }
  | { readonly field: "productName" | "plotName"; readonly row: number; readonly code: "text" }
  | { readonly field: "amount" | "area"; readonly row: number; readonly code: QuantityError }
  | { readonly field: "heads"; readonly row: number; readonly code: "headsNotWhole" };

/** The area in 亩 of so many m², two decimals at most. */
function inMu(squareMetres: number): string {
  return formatThousandths(Math.round((squareMetres / SQUARE_METRES) * 100) * 10);
}

/** An entry as it stands, to be edited; undefined when this version cannot read it. */
export function editFormOf(entry: CborMap): EditForm | undefined {
  const profile = parseProfile(entry);
  if (profile === undefined) return undefined;
  const { kind, name, region, address = "", uscc = "", products = [], plots = [], parent } = profile;
  const [productMaps, plotMaps] = [heldMaps(entry, "products"), heldMaps(entry, "plots")];
  return {
    kind,
    name,
    region,
    address,
    uscc,
    parent: parent === undefined ? "" : toHex(parent),
    products: products.map((product, index) => ({
      held: { was: productMaps[index] ?? new Map(), product },
      name: product.name,
      amount: product.capacity === undefined ? "" : formatThousandths(product.capacity.thousandths),
      unit: product.capacity?.unit ?? 1,
    })),
    plots: plots.map((plot, index) => ({
      held: { was: plotMaps[index] ?? new Map(), plot },
      id: plot.id,
      name: plot.name,
      kind: plot.kind,
      area: plot.area === undefined ? "" : inMu(plot.area),
      heads: plot.heads === undefined ? "" : String(plot.heads),
      region: plot.region,
    })),
  };
}

function checkRegion(region: string, held: string, scopes: readonly string[]): readonly EditError[] {
  if (region === "") return [{ field: "region", code: "regionMissing" }];
  if (region !== held && !COUNTY.test(region)) return [{ field: "region", code: "regionNotCounty" }];
  return anyRegionContains(scopes, region) ? [] : [{ field: "region", code: "regionOutOfScope" }];
}

/** What an edited part was before, which keeps the fields that this version does not know. */
function wasOf(held: { readonly was: CborMap } | undefined): { readonly was?: CborMap } {
  return held === undefined ? {} : { was: held.was };
}

function checkProduct(
  { held, name: typed, amount, unit }: ProductRow,
  row: number,
): Result<Edited<OperatorProduct>, readonly EditError[]> {
  const name = checkText(tidyText(typed), PRODUCT_LENGTH);
  const thousandths = amount.trim() === "" ? undefined : parseQuantity(amount);
  const errors: EditError[] = [];
  if (!name.ok) errors.push({ field: "productName", row, code: "text" });
  if (thousandths?.ok === false) errors.push({ field: "amount", row, code: thousandths.error });
  if (!name.ok || thousandths?.ok === false) return err(errors);
  const code = held?.product.name === name.value ? held.product.code : undefined;
  return ok({
    name: name.value,
    ...(code === undefined ? {} : { code }),
    ...(thousandths === undefined ? {} : { capacity: { thousandths: thousandths.value, unit } }),
    ...wasOf(held),
  });
}

/** The area as registered while it is shown unchanged: 亩 with two decimals would round it. */
function areaOf({ area, held }: PlotRow): Result<number | undefined, QuantityError> {
  if (area.trim() === "") return ok(undefined);
  if (held?.plot.area !== undefined && area === inMu(held.plot.area)) return ok(held.plot.area);
  const typed = parseQuantity(area);
  if (!typed.ok) return typed;
  const squareMetres = Math.round((typed.value / 1000) * SQUARE_METRES);
  if (squareMetres > 10 ** 9) return err("quantityTooLarge");
  return squareMetres < 1 ? err("quantityZero") : ok(squareMetres);
}

function headsOf(typed: string): Result<number | undefined, "headsNotWhole"> {
  const tidy = typed.normalize("NFKC").replace(/\s/g, "");
  if (tidy === "") return ok(undefined);
  return /^[1-9]\d{0,8}$/.test(tidy) ? ok(Number(tidy)) : err("headsNotWhole");
}

function checkPlot(plot: PlotRow, row: number, home: string): Result<Edited<Plot>, readonly EditError[]> {
  const name = checkText(tidyText(plot.name), PLOT_NAME);
  const area = areaOf(plot);
  const heads = headsOf(plot.heads);
  const errors: EditError[] = [];
  if (!name.ok) errors.push({ field: "plotName", row, code: "text" });
  if (!area.ok) errors.push({ field: "area", row, code: area.error });
  if (!heads.ok) errors.push({ field: "heads", row, code: heads.error });
  if (!name.ok || !area.ok || !heads.ok) return err(errors);
  const { held, id, kind, region } = plot;
  const address = held?.plot.address;
  return ok({
    id,
    name: name.value,
    kind,
    region: region === "" ? home : region,
    ...(area.value === undefined ? {} : { area: area.value }),
    ...(heads.value === undefined ? {} : { heads: heads.value }),
    ...(address === undefined ? {} : { address }),
    ...wasOf(held),
  });
}

/** Everything that went well, and everything that did not. */
function sorted<T>(results: readonly Result<T, readonly EditError[]>[]): {
  readonly values: readonly T[];
  readonly errors: readonly EditError[];
} {
  return {
    values: results.flatMap((one) => (one.ok ? [one.value] : [])),
    errors: results.flatMap((one) => (one.ok ? [] : one.error)),
  };
}

type CheckedTexts = Pick<Profile, "name" | "address" | "uscc">;

function checkTexts(form: EditForm): Result<CheckedTexts, readonly EditError[]> {
  const name = checkText(tidyText(form.name), OPERATOR_TEXT.name);
  const address = checkText(tidyText(form.address), OPERATOR_TEXT.address);
  const uscc = checkText(tidyUscc(form.uscc), OPERATOR_TEXT.uscc);
  if (name.ok && address.ok && uscc.ok) {
    return ok({
      name: name.value,
      ...(address.value === "" ? {} : { address: address.value }),
      ...(uscc.value === "" ? {} : { uscc: uscc.value }),
    });
  }
  const checked = { name, address, uscc };
  return err(
    (["name", "address", "uscc"] as const)
      .filter((field) => !checked[field].ok)
      .map((field) => ({ field, code: "text" }) as const),
  );
}

/**
 * Checks an edited entry; gives the body of the statement that makes it, or everything that is wrong with it. What this
 * version does not know of the entry before stays in it.
 *
 * @param id hexadecimal operator id
 * @param scopes regions of the officer
 */
export function checkEdit(
  form: EditForm,
  { entry, id, scopes }: { readonly entry: CborMap; readonly id: string; readonly scopes: readonly string[] },
): Result<CborMap, readonly EditError[]> {
  const held = parseProfile(entry);
  const texts = checkTexts(form);
  const products = sorted(form.products.map(checkProduct));
  const plots = sorted(form.plots.map((plot, row) => checkPlot(plot, row, form.region)));
  const errors = [
    ...(texts.ok ? [] : texts.error),
    ...checkRegion(form.region, held?.region ?? "", scopes),
    ...products.errors,
    ...plots.errors,
  ];
  if (!texts.ok || errors.length > 0) return err(errors);
  const { kind, region } = form;
  const parent = form.parent === "" ? undefined : fromHex(form.parent);
  const person = held?.kind === kind ? held.person : PERSON_KINDS.includes(kind);
  return ok(
    editEntry(entry, fromHex(id) ?? new Uint8Array(0), {
      ...texts.value,
      kind,
      region,
      person,
      products: products.values,
      plots: plots.values,
      ...(parent === undefined ? {} : { parent }),
    }),
  );
}
