import { err, ok, type Result } from "../result.ts";
import { type JsonReader, jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";
import { findUnit } from "./units.ts";

/**
 * What is special about a product: sold as a living or freshly slaughtered animal; usually kept in store for months;
 * one of the 11 key products of the national residue campaign (治违禁 控药残 促提升).
 */
export type ProductFlag = "animal" | "stored" | "key";

/** All flags, each at the place of its bit in the compact index. */
export const PRODUCT_FLAGS: readonly ProductFlag[] = ["animal", "stored", "key"];

/** One product of the catalogue. */
export type Product = {
  /** Four digits, never given to another product; the first is the class (certificate key 2). */
  readonly code: number;
  readonly name: string;
  /** Other usual names; no two products of the catalogue share a name. */
  readonly aliases: readonly string[];
  /** Unit codes in which it is usually sold, the most usual first. */
  readonly units: readonly number[];
  readonly flags: readonly ProductFlag[];
};

/** One of the classes of products that need a certificate (Order 4 of 2025, Art. 3), by the first digit of their codes. */
export type ProductClass = { readonly digit: number; readonly name: string };

/** The whole catalogue as it is kept. */
export type ProductPack = PackHeader & {
  readonly classes: readonly ProductClass[];
  readonly products: readonly Product[];
};

/** The class digit of a product code. */
export function productClass(code: number): number {
  return Math.floor(code / 1000);
}

/** True when a harvest date long past is worth a warning only: animals have none of their own, stored goods keep. */
export function keepsLong(product: Product): boolean {
  return product.flags.includes("animal") || product.flags.includes("stored");
}

/** Reader of one class. */
export const readProductClass: JsonReader<ProductClass> = jsonObject<ProductClass>({ digit: jsonUint, name: jsonText });

const readPack = jsonObject<ProductPack>({
  ...PACK_HEADER,
  classes: jsonList(readProductClass),
  products: jsonList(
    jsonObject<Product>({
      code: jsonUint,
      name: jsonText,
      aliases: jsonList(jsonText),
      units: jsonList(jsonUint),
      flags: jsonList((value) => PRODUCT_FLAGS.find((flag) => flag === value)),
    }),
  ),
});

/** Reads the catalogue; refused as a whole for a wrong shape or when {@link isCatalogue} finds a fault. */
export function readProducts(value: unknown): Result<ProductPack, PackError> {
  const pack = readPack(value);
  return pack !== undefined && isCatalogue(pack.classes, pack.products) ? ok(pack) : err("badPack");
}

/** True when codes and names are unique, every code is in a known class, and every product has known units. */
export function isCatalogue(classes: readonly ProductClass[], products: readonly Product[]): boolean {
  const digits = classes.map((one) => one.digit);
  const names = products.flatMap((product) => [product.name, ...product.aliases]);
  return (
    new Set(names).size === names.length &&
    new Set(products.map((product) => product.code)).size === products.length &&
    products.every(({ code, units }) => {
      const known = units.every((unit) => findUnit(unit) !== undefined);
      return digits.includes(productClass(code)) && units.length > 0 && known;
    })
  );
}
