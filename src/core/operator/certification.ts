import type { Cbor, CborMap } from "../cbor.ts";
import { type CalendarDay, dayField, dayNumber, startOfDay } from "../date.ts";
import { PLOT_LENGTH } from "../lot/lot.ts";
import { MAX_BLOB_BYTES } from "../statement/blobs.ts";
import { bytes, listOf, oneOf, readBody, readOptional, text, uint } from "../statement/fields.ts";
import { STATEMENT_ID_BYTES } from "../statement/statement.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";

/** A paper kept as a blob: SHA-256 of its bytes, and how many there are. */
export type PaperReference = { readonly sha256: Uint8Array; readonly size: number };

/** `certification.stated`: a product certification (绿色食品 …) that an operator says it holds; shown once reviewed. */
export type Certification = {
  /** Whose it is when an officer states it; absent when the operator's own key does. */
  readonly operator?: Uint8Array;
  /** Code of the pack `certificationKinds`. */
  readonly kind: string;
  /** What the paper calls itself, for a kind that the pack does not name. */
  readonly name?: string;
  readonly number: string;
  /** Names of the products that it covers. */
  readonly products: readonly string[];
  /** Names of the plots that it covers, in the operator's words; absent when it covers all of them. */
  readonly plots?: readonly string[];
  readonly from: CalendarDay;
  /** Last day in force; absent where the paper names none. */
  readonly to?: CalendarDay;
  readonly paper?: PaperReference;
};

/** `certification.reviewed`: what an officer found when the paper was compared with its register. */
export type CertificationReview = {
  readonly operator: Uint8Array;
  /** Full id of the `certification.stated`. */
  readonly certification: Uint8Array;
  readonly outcome: "accepted" | "refused";
  readonly reason: string;
};

/** Days before its end from which a certification is warned about. */
export const EXPIRY_WARNING_DAYS = 60;
/** Code points of a certification's number and of its name. */
export const CERTIFICATION_TEXT = { number: { min: 1, max: 40 }, name: { min: 1, max: 30 } } as const;
/** Products that one certification names at most. */
export const MAX_CERTIFIED_PRODUCTS = 20;

const REQUIRED = {
  kind: text(1, 40),
  number: text(CERTIFICATION_TEXT.number.min, CERTIFICATION_TEXT.number.max),
  products: listOf(text(1, 30), 1, MAX_CERTIFIED_PRODUCTS),
  from: dayField,
};
const OPTIONAL = {
  operator: bytes(OPERATOR_ID_BYTES),
  name: text(CERTIFICATION_TEXT.name.min, CERTIFICATION_TEXT.name.max),
  plots: listOf(text(PLOT_LENGTH.min, PLOT_LENGTH.max), 1, 50),
  to: dayField,
  paper: bytes(STATEMENT_ID_BYTES),
  paperSize: uint(1, MAX_BLOB_BYTES),
};
const REVIEW = {
  operator: bytes(OPERATOR_ID_BYTES),
  certification: bytes(STATEMENT_ID_BYTES),
  outcome: oneOf("accepted", "refused"),
  reason: text(0, 200),
};

/** Body of a `certification.stated` statement. */
export function encodeCertification(stated: Certification): CborMap {
  const { operator, kind, name, number, products, plots, from, to, paper } = stated;
  const body = new Map<string, Cbor>(Object.entries({ kind, number, products, from }));
  if (operator !== undefined) body.set("operator", operator);
  if (name !== undefined) body.set("name", name);
  if (plots !== undefined) body.set("plots", plots);
  if (to !== undefined) body.set("to", to);
  return paper === undefined ? body : body.set("paper", paper.sha256).set("paperSize", paper.size);
}

/** Reads a `certification.stated` body; undefined when it is not of its form or ends before it begins. */
export function parseCertification(body: CborMap): Certification | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, OPTIONAL);
  if (required === undefined || optional === undefined) return undefined;
  const { paper, paperSize, ...rest } = optional;
  if (rest.to !== undefined && rest.to < required.from) return undefined;
  if ((paper === undefined) !== (paperSize === undefined)) return undefined;
  const stated = { ...required, ...rest };
  return paper === undefined || paperSize === undefined
    ? stated
    : { ...stated, paper: { sha256: paper, size: paperSize } };
}

/** Body of a `certification.reviewed` statement. */
export function encodeReview(review: CertificationReview): CborMap {
  const { operator, certification, outcome, reason } = review;
  return new Map<string, Cbor>(Object.entries({ operator, certification, outcome, reason }));
}

/** Reads a `certification.reviewed` body; undefined when it is not of its form. */
export function parseReview(body: CborMap): CertificationReview | undefined {
  return readBody(body, REVIEW);
}

/** True on the days from its first to its last. */
export function inForceOn({ from, to }: Pick<Certification, "from" | "to">, day: CalendarDay): boolean {
  return from <= day && (to === undefined || day <= to);
}

/** Days from `day` to the last day in force, negative once it is over; undefined where the paper names no end. */
export function daysLeft({ to }: Pick<Certification, "to">, day: CalendarDay): number | undefined {
  const [last, today] = [to === undefined ? undefined : dayNumber(to), dayNumber(day)];
  return last === undefined || today === undefined ? undefined : last - today;
}

/** True when its holder and the officer are to be warned: at most 60 days are left, or it is over. */
export function endsSoon(certification: Pick<Certification, "to">, day: CalendarDay): boolean {
  const left = daysLeft(certification, day);
  return left !== undefined && left <= EXPIRY_WARNING_DAYS;
}

/**
 * True when the certification covers these goods: the product by its name, and where it names plots, only goods of
 * which every plot is among them.
 */
export function coversGoods(
  { products, plots }: Pick<Certification, "products" | "plots">,
  goods: { readonly product: string; readonly plots?: readonly string[] },
): boolean {
  if (!products.includes(goods.product)) return false;
  if (plots === undefined) return true;
  return goods.plots !== undefined && goods.plots.length > 0 && goods.plots.every((plot) => plots.includes(plot));
}

/** The moment (Unix seconds) after `now` at which being in force next begins or ends; undefined when it never does. */
export function nextChange({ from, to }: Pick<Certification, "from" | "to">, now: number): number | undefined {
  const begins = startOfDay(from);
  const lastDay = to === undefined ? undefined : startOfDay(to);
  const moments = [begins, lastDay === undefined ? undefined : lastDay + 86_400];
  return moments.find((moment) => moment !== undefined && moment > now);
}
