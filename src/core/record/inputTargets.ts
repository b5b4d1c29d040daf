import { type JsonReader, jsonList, jsonObject, jsonText, jsonUint } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { productClass } from "../reference/products.ts";
import { err, ok, type Result } from "../result.ts";

/** What a lot yields, for which an interval is counted: a crop's harvest, meat (fish too), eggs or milk. */
export const YIELDS = ["harvest", "meat", "egg", "milk"] as const;
/** One of {@link YIELDS}. */
export type Yield = (typeof YIELDS)[number];

/** Crops or animals that announcements and labels name together, and the products of the catalogue they mean. */
type Family = { readonly name: string; readonly products: readonly number[] };

/** What holds for a whole class of products. */
type ClassTarget = { readonly digit: number; readonly name: string; readonly yields: Yield };

type TargetPack = PackHeader & { readonly families: readonly Family[]; readonly classes: readonly ClassTarget[] };

/** The names under which announcements, labels and intervals may mean a product, by product code. */
export type InputTargets = {
  readonly families: ReadonlyMap<number, readonly string[]>;
  readonly classes: ReadonlyMap<number, ClassTarget>;
};

/** Goods as an input sees them. */
export type Treated = {
  readonly name: string;
  /** Catalogue code, when the product is in it. */
  readonly code?: number;
  /** Class digit that whoever issues has given to a product outside the catalogue; it is logged with the certificate. */
  readonly confirmedClass?: number;
};

/** A reader of one of {@link YIELDS}. */
export const readYield: JsonReader<Yield> = (value) => YIELDS.find((known) => known === value);

const readPack = jsonObject<TargetPack>({
  ...PACK_HEADER,
  families: jsonList(jsonObject<Family>({ name: jsonText, products: jsonList(jsonUint) })),
  classes: jsonList(jsonObject<ClassTarget>({ digit: jsonUint, name: jsonText, yields: readYield })),
});

/** Reads the pack of targets; families stand in it from the narrowest to the widest. */
export function readInputTargets(value: unknown): Result<InputTargets, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const families = new Map<number, string[]>();
  for (const { name, products } of pack.families) {
    for (const product of products) families.set(product, [...(families.get(product) ?? []), name]);
  }
  return ok({ families, classes: new Map(pack.classes.map((one) => [one.digit, one])) });
}

function classOf({ code, confirmedClass }: Treated, targets: InputTargets): ClassTarget | undefined {
  const digit = code === undefined ? confirmedClass : productClass(code);
  return digit === undefined ? undefined : targets.classes.get(digit);
}

/** The names that mean these goods, from the narrowest (its own) to the widest (its class). */
export function targetsOf(goods: Treated, targets: InputTargets): readonly string[] {
  const families = goods.code === undefined ? [] : (targets.families.get(goods.code) ?? []);
  const whole = classOf(goods, targets);
  return [...new Set([goods.name, ...families, ...(whole === undefined ? [] : [whole.name])])];
}

/** What the goods are as a yield; undefined for a product that is in no known class. */
export function yieldOf(goods: Treated, targets: InputTargets): Yield | undefined {
  return classOf(goods, targets)?.yields;
}
