import type { Cbor, CborMap } from "../cbor.ts";
import { boolean, bytes, listOf, oneOf, readBody, readOptional, text } from "../statement/fields.ts";
import { REFERENCE_BYTES } from "../statement/statement.ts";
import { checkText, tidyText } from "../text.ts";
import {
  encodePlot,
  encodeProduct,
  MAX_PLOTS,
  MAX_PRODUCTS,
  type OperatorProduct,
  type Plot,
  plotField,
  productField,
} from "./holdings.ts";
import { placeField } from "./region.ts";

/** Kinds of operator (主体): who grows, buys, tests, sells or oversees. `agency` is an authority's own office. */
export const OPERATOR_KINDS = [
  "enterprise",
  "cooperative",
  "familyFarm",
  "smallholder",
  "largeGrower",
  "purchaser",
  "broker",
  "handler",
  "slaughterhouse",
  "wholesaleMarket",
  "retailMarket",
  "stallSeller",
  "inputDealer",
  "station",
  "lab",
  "buyer",
  "agency",
] as const;
/** One of {@link OPERATOR_KINDS}. */
export type OperatorKind = (typeof OPERATOR_KINDS)[number];

/** Kinds that are natural persons; their names are masked in public (个人信息保护法 Art. 25). */
export const PERSON_KINDS: readonly OperatorKind[] = ["smallholder", "largeGrower", "broker", "stallSeller"];

/** Length of an operator id. */
export const OPERATOR_ID_BYTES = REFERENCE_BYTES;

/** Registration of an operator, or a change of its register entry. */
export type Profile = {
  /** The operator that the entry changes; absent in the statement that registers it, whose id then names it. */
  readonly operator?: Uint8Array;
  readonly name: string;
  readonly kind: OperatorKind;
  /** Division code, county or deeper. */
  readonly region: string;
  /** Place below the division. */
  readonly address?: string;
  /** A natural person, whose name is masked in public. */
  readonly person: boolean;
  /** SHA-256(16 random bytes ‖ record) of the private record: phone, ID number, points; kept apart, where it can be erased. */
  readonly contact?: Uint8Array;
  /** Unified social credit code as on the paper; old lawful codes may fail its check digit. */
  readonly uscc?: string;
  readonly products?: readonly OperatorProduct[];
  readonly plots?: readonly Plot[];
  /** The operator to which this one belongs: the company of a base, the base of a household. */
  readonly parent?: Uint8Array;
  /** Stations that may not sign for this operator. */
  readonly refusedStations?: readonly Uint8Array[];
};

const REQUIRED = { name: text(1, 60), kind: oneOf(...OPERATOR_KINDS), region: placeField, person: boolean };
const OPTIONAL = {
  operator: bytes(OPERATOR_ID_BYTES),
  address: text(0, 60),
  contact: bytes(32),
  uscc: text(1, 30),
  products: listOf(productField, 0, MAX_PRODUCTS),
  plots: listOf(plotField, 0, MAX_PLOTS),
  parent: bytes(OPERATOR_ID_BYTES),
  refusedStations: listOf(bytes(OPERATOR_ID_BYTES), 0, 100),
};

/** Body of an `operator.profile` statement. */
export function encodeProfile(profile: Profile): CborMap {
  const body = new Map<string, Cbor>([
    ["name", profile.name],
    ["kind", profile.kind],
    ["region", Number(profile.region)],
    ["person", profile.person],
  ]);
  if (profile.operator !== undefined) body.set("operator", profile.operator);
  if (profile.address !== undefined) body.set("address", profile.address);
  if (profile.contact !== undefined) body.set("contact", profile.contact);
  if (profile.uscc !== undefined) body.set("uscc", profile.uscc);
  if (profile.products !== undefined) body.set("products", profile.products.map(encodeProduct));
  if (profile.plots !== undefined) body.set("plots", profile.plots.map(encodePlot));
  if (profile.parent !== undefined) body.set("parent", profile.parent);
  if (profile.refusedStations !== undefined) body.set("refusedStations", profile.refusedStations);
  return body;
}

/** Reads an `operator.profile` body; undefined when it is not of its form. */
export function parseProfile(body: CborMap): Profile | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}

/** Operator id: the first 8 bytes of the id of the statement that registered it. */
export function operatorIdOf(registration: Uint8Array): Uint8Array {
  return registration.slice(0, OPERATOR_ID_BYTES);
}

/** A natural person's name as the public may see it: the first character and a star (王*). */
export function maskName(name: string): string {
  return `${Array.from(name)[0] ?? ""}*`;
}

/** A phone number as the public may see it: 138****8000; shorter ones keep their last two digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length >= 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** Reads a phone number that a person typed: 5 to 20 digits, with + ( ) - and spaces between; undefined otherwise. */
export function parsePhone(typed: string): string | undefined {
  const tidy = tidyText(typed.normalize("NFKC"));
  const digits = tidy.replace(/[\s()\-+]/g, "");
  return /^\d{5,20}$/.test(digits) && checkText(tidy, { min: 5, max: 30 }).ok ? tidy : undefined;
}
