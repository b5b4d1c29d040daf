import { type Quantity, STYLE } from "../../core/certificate/certificate.ts";
import { checkDraft, type Draft, type TestInput } from "../../core/certificate/draft.ts";
import type { IssueOrder, LotChoice } from "../../core/certificate/issue.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import { chinaDay } from "../../core/date.ts";
import { type ProductPack, readProducts } from "../../core/reference/products.ts";
import products from "../../data/products.json" with { type: "json" };
import type { Member } from "./county.ts";
import type { Ware } from "./people.ts";
import type { Issued } from "./phone.ts";

const DAY = 86_400;

/** What is certified of a ware: how much, when, and on what basis. */
export type Offer = {
  readonly ware: Ware;
  /** In the ware's unit. */
  readonly amount: number;
  /** Moment of signing, Unix seconds. */
  readonly at: number;
  readonly tests?: readonly TestInput[];
  /** Place of the goods where it is not the seller's own. */
  readonly origin?: string;
  readonly corrects?: IssueOrder["corrects"];
};

function openCatalogue(): ProductPack {
  const catalogue = readProducts(products);
  if (!catalogue.ok) throw new Error("the catalogue of products is damaged");
  return catalogue.value;
}

const CATALOGUE = openCatalogue();

function productCode(name: string): number {
  const product = CATALOGUE.products.find((one) => one.name === name);
  if (product === undefined) throw new Error(`${name} is not in the catalogue`);
  return product.code;
}

/** Units of a ware as the wire format counts them. */
export function quantityOf(ware: Ware, amount: number): Quantity {
  return { thousandths: Math.round(amount * 1000), unit: ware.unit };
}

/** A draft as the app would make it, so that nothing is signed here that it would refuse. */
function draftOf({ region, person }: Member, offer: Offer): Draft {
  const { ware, amount, at, tests = [], origin = region } = offer;
  const today = chinaDay(at);
  const own = offer.origin === undefined;
  const written = {
    product: ware.product,
    productCode: productCode(ware.product),
    quantity: formatThousandths(Math.round(amount * 1000)),
    unit: ware.unit,
    origin,
    place: own ? (person.address ?? "") : "",
    plots: own ? (person.plots ?? []).slice(0, 2) : [],
    day: today,
    qualityControl: true,
    tests,
  };
  const checked = checkDraft(written, { today, oldAllowed: true });
  if (!checked.ok) throw new Error(`${person.name} cannot certify ${ware.product}: ${JSON.stringify(checked.error)}`);
  return checked.value.draft;
}

/** A certificate of the producer's style, on a lot harvested in the same step or on one that has something left. */
export function producerOrder(member: Member, offer: Offer, lot: LotChoice): IssueOrder {
  return {
    draft: draftOf(member, offer),
    style: STYLE.producer2026,
    lot,
    ...(offer.corrects === undefined ? {} : { corrects: offer.corrects }),
  };
}

/** A certificate of the purchaser's style for goods that came with certificates. */
export function purchaserOrder(
  member: Member,
  offer: Offer,
  { sources, mode }: { readonly sources: readonly Issued[]; readonly mode: "mixed" | "repacked" },
): IssueOrder {
  const [first] = sources;
  const draft = draftOf(member, { ...offer, ...(first === undefined ? {} : { origin: first.certificate.origin }) });
  const quantity = quantityOf(offer.ware, offer.amount);
  return {
    draft,
    style: STYLE.purchaser2026,
    lot: { make: "assembled", quantity, mode, sources: sources.map(({ id }) => id) },
  };
}

/** A lot harvested today, of which a certificate takes a part. */
export function harvest(ware: Ware, amount: number): LotChoice {
  return { make: "harvested", quantity: quantityOf(ware, amount) };
}

/** What is left of the lot that certificates were issued on. @throws RangeError without any */
export function remainderOf(issued: readonly Issued[]): LotChoice {
  const [first] = issued;
  if (first === undefined) throw new RangeError("no certificate to go on from");
  return { draw: first.lot, quantity: first.lotQuantity, drawn: issued.map(({ certificate }) => certificate.quantity) };
}

/** A test that the seller states, the day before. */
export function statedTest(basis: TestInput["basis"], item: string, by: string, at: number): TestInput {
  return { basis, item, by, date: chinaDay(at - DAY) };
}
