import { type Cbor, type CborMap, isCborArray } from "../cbor.ts";
import { checkText } from "../text.ts";

/** First body key that a reader may ignore when it does not know it; lower ones are critical. */
const FIRST_OPTIONAL_KEY = 64;

/** A reader of one value; undefined when the value is not of its form. */
export type FieldReader<T> = (value: Cbor | undefined) => T | undefined;

/** A uint within bounds, both included. */
export function uint(min: number, max: number): FieldReader<number> {
  return (value) => (typeof value === "number" && value >= min && value <= max ? value : undefined);
}

/** A text that follows the rules of {@link checkText}; lengths in code points. */
export function text(min: number, max: number): FieldReader<string> {
  return (value) => (typeof value === "string" && checkText(value, { min, max }).ok ? value : undefined);
}

/** A byte string of exactly `length` bytes. */
export function bytes(length: number): FieldReader<Uint8Array> {
  return (value) => (value instanceof Uint8Array && value.length === length ? value : undefined);
}

/** One of a fixed set of texts. */
export function oneOf<const T extends string>(...choices: readonly T[]): FieldReader<T> {
  return (value) => choices.find((choice) => choice === value);
}

/** An array of `min` to `max` values of one form. */
export function listOf<T>(item: FieldReader<T>, min: number, max: number): FieldReader<readonly T[]> {
  return (value) => {
    if (!isCborArray(value) || value.length < min || value.length > max) return undefined;
    const items = value.map(item);
    return items.every((entry): entry is T & {} => entry !== undefined) ? items : undefined;
  };
}

/** A boolean. */
export const boolean: FieldReader<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** A reader for each field of a body with text keys. */
export type FieldReaders<T> = { readonly [K in keyof T]: FieldReader<T[K]> };

function readFields(
  body: CborMap,
  readers: Readonly<Record<string, FieldReader<unknown>>>,
  mayBeAbsent: boolean,
): Record<string, unknown> | undefined {
  const read: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries(readers)) {
    if (mayBeAbsent && !body.has(name)) continue;
    const value = reader(body.get(name));
    if (value === undefined) return undefined;
    read[name] = value;
  }
  return read;
}

/**
 * Reads a body with text keys. Undefined when a field is missing or not of its form; unknown keys are ignored, so
 * that a newer phone may say more.
 */
export function readBody<T extends object>(body: CborMap, readers: FieldReaders<T>): T | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key was read by the reader that its type names
  return readFields(body, readers, false) as T | undefined;
}

/** Reads the fields of a body that may be absent; undefined when one that is there is not of its form. */
export function readOptional<T extends object>(body: CborMap, readers: FieldReaders<T>): Partial<T> | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key was read by the reader that its type names
  return readFields(body, readers, true) as Partial<T> | undefined;
}

/** A body, or a map in one, of the fields that are there. */
export function presentFields(fields: object): Map<string, Cbor> {
  return new Map<string, Cbor>(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** True when a body with uint keys has a critical key outside `known`. */
export function hasUnknownCriticalKey(body: CborMap, known: readonly number[]): boolean {
  return [...body.keys()].some((key) => typeof key === "number" && key < FIRST_OPTIONAL_KEY && !known.includes(key));
}

/** True when every key of the body is a positive uint, as `certificate.issued` and grants have them. */
export function hasUintKeys(body: CborMap): boolean {
  return [...body.keys()].every((key) => typeof key === "number" && key > 0);
}
