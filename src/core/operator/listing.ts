import type { Cbor, CborMap } from "../cbor.ts";
import { type CalendarDay, dayField, startOfDay } from "../date.ts";
import { bytes, oneOf, readBody, readOptional, text } from "../statement/fields.ts";
import { STATEMENT_ID_BYTES } from "../statement/statement.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";

/** The red list (守信) and the black list (严重失信). */
export const LISTS = ["red", "black"] as const;
/** One of {@link LISTS}. */
export type ListName = (typeof LISTS)[number];

/** `listing.published`: an operator is put on the red or black list; nothing of it was public before. */
export type Listing = {
  readonly operator: Uint8Array;
  readonly list: ListName;
  /** Law and document that it rests on. */
  readonly basis: string;
  readonly start: CalendarDay;
  /** Last day on the list; absent while it stands until it is ended. */
  readonly end?: CalendarDay;
  /** How and until when to object. */
  readonly appeal: string;
  /** How the standing is repaired (信用修复). */
  readonly repair: string;
};

/** `listing.ended`: an entry is taken off its list before its end. */
export type ListingEnded = {
  readonly operator: Uint8Array;
  /** Full id of the `listing.published`. */
  readonly listing: Uint8Array;
  readonly reason: string;
  /** Number of the document that ends it. */
  readonly document: string;
};

/** An entry as the directory carries it. */
export type ListingTerm = Pick<Listing, "list" | "start" | "end">;

/** Code points of what a listing says. */
export const LISTING_TEXT = { max: 200, document: 60 } as const;

const words = text(1, LISTING_TEXT.max);
const REQUIRED = {
  operator: bytes(OPERATOR_ID_BYTES),
  list: oneOf(...LISTS),
  basis: words,
  start: dayField,
  appeal: words,
  repair: words,
};
const ENDED = {
  operator: bytes(OPERATOR_ID_BYTES),
  listing: bytes(STATEMENT_ID_BYTES),
  reason: words,
  document: text(1, LISTING_TEXT.document),
};

/** Body of a `listing.published` statement. */
export function encodeListing({ operator, list, basis, start, end, appeal, repair }: Listing): CborMap {
  const body = new Map<string, Cbor>(Object.entries({ operator, list, basis, start, appeal, repair }));
  return end === undefined ? body : body.set("end", end);
}

/** Reads a `listing.published` body; undefined when it is not of its form or ends before it starts. */
export function parseListing(body: CborMap): Listing | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, { end: dayField });
  if (required === undefined || optional === undefined) return undefined;
  return optional.end !== undefined && optional.end < required.start ? undefined : { ...required, ...optional };
}

/** Body of a `listing.ended` statement. */
export function encodeListingEnded({ operator, listing, reason, document }: ListingEnded): CborMap {
  return new Map<string, Cbor>(Object.entries({ operator, listing, reason, document }));
}

/** Reads a `listing.ended` body; undefined when it is not of its form. */
export function parseListingEnded(body: CborMap): ListingEnded | undefined {
  return readBody(body, ENDED);
}

/** The gravest list on which the operator stands that day; undefined when on none. */
export function listedOn(terms: readonly ListingTerm[], day: CalendarDay): ListName | undefined {
  const now = terms.filter(({ start, end }) => start <= day && (end === undefined || day <= end));
  return now.find(({ list }) => list === "black")?.list ?? now[0]?.list;
}

/** The moment (Unix seconds) after `now` at which an entry next begins or ends; undefined when none does. */
export function nextListingChange(terms: readonly ListingTerm[], now: number): number | undefined {
  const moments = terms.flatMap(({ start, end }) => {
    const last = end === undefined ? undefined : startOfDay(end);
    return [startOfDay(start), last === undefined ? undefined : last + 86_400];
  });
  const ahead = moments.filter((moment): moment is number => moment !== undefined && moment > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
