import type { Cbor, CborMap } from "../cbor.ts";
import { bytes, listOf, oneOf, readBody, readOptional, text } from "../statement/fields.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";
import { type DivisionCode, placeField } from "./region.ts";

/** Levels of a service station 服务站点: of a county, a township or a village. */
export const STATION_LEVELS = ["county", "township", "village"] as const;

/** `station.described`: whom a service station serves and when it is open. */
export type StationProfile = {
  /** Whose it is when an officer states it; absent when the station's own key does. */
  readonly operator?: Uint8Array;
  readonly level: (typeof STATION_LEVELS)[number];
  /** Counties, townships or villages that it serves. */
  readonly area: readonly DivisionCode[];
  /** Opening hours in the station's own words. */
  readonly hours: string;
};

/** Code points of the opening hours. */
export const STATION_HOURS_LENGTH = { min: 1, max: 100 } as const;
/** Divisions that one station names at most. */
const MAX_STATION_AREAS = 50;

const REQUIRED = {
  level: oneOf(...STATION_LEVELS),
  area: listOf(placeField, 1, MAX_STATION_AREAS),
  hours: text(STATION_HOURS_LENGTH.min, STATION_HOURS_LENGTH.max),
};

/** Body of a `station.described` statement. */
export function encodeStationProfile({ operator, level, area, hours }: StationProfile): CborMap {
  const body = new Map<string, Cbor>([
    ["level", level],
    ["area", area.map(Number)],
    ["hours", hours],
  ]);
  return operator === undefined ? body : body.set("operator", operator);
}

/** Reads a `station.described` body; undefined when it is not of its form. */
export function parseStationProfile(body: CborMap): StationProfile | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, { operator: bytes(OPERATOR_ID_BYTES) });
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}
