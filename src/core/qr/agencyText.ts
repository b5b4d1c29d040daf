import { type Cbor, decodeCbor, encodeCbor, isCborArray } from "../cbor.ts";
import { PLACE_LENGTH, PRODUCT_LENGTH, quantityField } from "../certificate/certificate.ts";
import type { AgencyGoods } from "../certificate/consent.ts";
import { checkCharacter, crockford, fromCrockford, tidyNumber } from "../certificate/number.ts";
import { type CalendarDay, dayField } from "../date.ts";
import { OPERATOR_ID_BYTES } from "../operator/profile.ts";
import { placeField } from "../operator/region.ts";
import { bytes, text as textField, uint } from "../statement/fields.ts";
import { checkText } from "../text.ts";
import { decodeDigits, encodeDigits, MAX_SCANNED_CHARACTERS } from "./qrText.ts";

/** What a station asks a farmer to agree to, as the code on its screen carries it. */
export type AgencyOffer = {
  readonly farmer: Uint8Array;
  readonly station: Uint8Array;
  readonly stationName: string;
  readonly goods: AgencyGoods;
  /** Day of issuing in China. */
  readonly day: CalendarDay;
};

/** A code between a farmer and a station (代开). Nothing in it is trusted; statements are unverified bytes. */
export type AgencyText = { readonly origin: string } & (
  | { readonly form: "card"; readonly farmer: Uint8Array; readonly name?: string }
  | { readonly form: "offer"; readonly offer: AgencyOffer }
  | { readonly form: "consent"; readonly statement: Uint8Array }
);

/** Crockford characters of an operator id: 64 bits in groups of 5. */
const ID_LENGTH = 13;
const NAME_LENGTH = { min: 1, max: 60 } as const;
const MAX_BASIS = 7;
/** First digit of a fragment: what the farmer is asked, and what the farmer answers. */
const MARK = { offer: "1", consent: "2" } as const;

const id = bytes(OPERATOR_ID_BYTES);
const name = textField(NAME_LENGTH.min, NAME_LENGTH.max);
const product = textField(PRODUCT_LENGTH.min, PRODUCT_LENGTH.max);
const place = textField(PLACE_LENGTH.min, PLACE_LENGTH.max);
const basis = uint(1, MAX_BASIS);

/**
 * Text of a farmer's card 农户卡: `{origin}/f/{operator id, 13 characters}{check character}#{name}`. The name lets a
 * station work offline for a farmer whom it does not know; whoever shows the card shows the name.
 */
export function cardText(origin: string, farmer: Uint8Array, farmerName: string): string {
  const code = crockford(farmer, ID_LENGTH);
  return `${origin}/f/${code}${checkCharacter(code)}#${encodeURIComponent(farmerName)}`;
}

/** Text of the code by which a farmer's own phone sees what a station wants to sign: `{origin}/agree#1{digits}`. */
export function offerText(origin: string, offer: AgencyOffer): string {
  const { farmer, station, stationName, goods, day } = offer;
  const { quantity, origin: region, place: below } = goods;
  const said: readonly Cbor[] = [
    farmer,
    station,
    stationName,
    goods.product,
    [quantity.thousandths, quantity.unit],
    Number(region),
    below ?? "",
    goods.basis,
    day,
  ];
  return `${origin}/agree#${MARK.offer}${encodeDigits(encodeCbor(said))}`;
}

/** Text of the farmer's answer, a signed `agency.consented`: `{origin}/agree#2{digits}`. */
export function consentText(origin: string, statement: Uint8Array): string {
  return `${origin}/agree#${MARK.consent}${encodeDigits(statement)}`;
}

function readOffer(payload: Uint8Array): AgencyOffer | undefined {
  const decoded = decodeCbor(payload);
  if (!decoded.ok || !isCborArray(decoded.value) || decoded.value.length !== 9) return undefined;
  const said = decoded.value;
  const farmer = id(said[0]);
  const station = id(said[1]);
  const stationName = name(said[2]);
  const day = dayField(said[8]);
  const goods = readGoods(said.slice(3, 8));
  if (farmer === undefined || station === undefined || stationName === undefined) return undefined;
  return day === undefined || goods === undefined ? undefined : { farmer, station, stationName, goods, day };
}

function readGoods(said: readonly Cbor[]): AgencyGoods | undefined {
  const goods = {
    product: product(said[0]),
    quantity: quantityField(said[1]),
    origin: placeField(said[2]),
    place: place(said[3]),
    basis: basis(said[4]),
  };
  if (goods.product === undefined || goods.quantity === undefined || goods.origin === undefined) return undefined;
  if (goods.place === undefined || goods.basis === undefined) return undefined;
  return { ...goods, product: goods.product, quantity: goods.quantity, origin: goods.origin, basis: goods.basis };
}

function readName(fragment: string | undefined): string | undefined {
  try {
    const read = decodeURIComponent(fragment ?? "");
    return checkText(read, NAME_LENGTH).ok ? read : undefined;
  } catch {
    // Half an escape: the id is what counts.
    return undefined;
  }
}

function readCard(origin: string, typed: string, fragment: string | undefined): AgencyText | undefined {
  const code = tidyNumber(typed);
  const body = code.slice(0, ID_LENGTH);
  // 65 bits hold the 64 of an id: a spare one at the end is dropped, so that each id has one text.
  const farmer = code.length === ID_LENGTH + 1 ? fromCrockford(body, OPERATOR_ID_BYTES) : undefined;
  if (farmer === undefined || crockford(farmer, ID_LENGTH) !== body) return undefined;
  if (checkCharacter(body) !== code.slice(ID_LENGTH)) return undefined;
  const farmerName = readName(fragment);
  return { form: "card", origin, farmer, ...(farmerName === undefined ? {} : { name: farmerName }) };
}

function readFragment(origin: string, fragment: string): AgencyText | undefined {
  const payload = decodeDigits(fragment.slice(1));
  if (payload === undefined) return undefined;
  if (fragment.startsWith(MARK.consent)) return { form: "consent", origin, statement: payload };
  const offer = fragment.startsWith(MARK.offer) ? readOffer(payload) : undefined;
  return offer === undefined ? undefined : { form: "offer", origin, offer };
}

/** Reads a code between a farmer and a station; undefined for anything else, and for a damaged one. */
export function parseAgencyText(text: string): AgencyText | undefined {
  if (text.length > MAX_SCANNED_CHARACTERS) return undefined;
  const parts = /^(https?:\/\/[^/?#\s]{1,200})\/(?:f\/([^/?#\s]{1,40})|agree)(?:\?[^#\s]*)?(?:#(\S*))?$/i.exec(
    text.trim(),
  );
  if (parts?.[1] === undefined) return undefined;
  const origin = parts[1].toLowerCase();
  const [, , card, fragment] = parts;
  return card === undefined ? readFragment(origin, fragment ?? "") : readCard(origin, card, fragment);
}
