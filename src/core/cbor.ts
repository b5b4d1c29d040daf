import { compareBytes, concatBytes, utf8 } from "./bytes.ts";
import { err, ok, type Result } from "./result.ts";

/** The CBOR values this product uses: no floats, no tags, no undefined, no indefinite lengths. */
export type Cbor = number | string | boolean | null | Uint8Array | readonly Cbor[] | CborMap;
/** A CBOR map; all keys of one map are of one type. */
export type CborMap = ReadonlyMap<number | string, Cbor>;

/** How deep arrays and maps may nest. */
export const MAX_DEPTH = 8;

const MAJOR = { uint: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const;
/** Keeps a byte order mark as a character, so that the text rules can refuse it. */
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const SIMPLE = new Map<number, boolean | null>([
  [20, false],
  [21, true],
  [22, null],
]);

/** True for a CBOR map value, distinguishing it from the other object-like values. */
export function isCborMap(value: Cbor | undefined): value is CborMap {
  return value instanceof Map;
}

/** True for a CBOR array value. */
export function isCborArray(value: Cbor | undefined): value is readonly Cbor[] {
  return Array.isArray(value);
}

function head(major: number, value: number): Uint8Array {
  const lead = major << 5;
  if (value < 24) return Uint8Array.of(lead | value);
  if (value < 0x100) return Uint8Array.of(lead | 24, value);
  if (value < 0x10000) return Uint8Array.of(lead | 25, value >> 8, value & 0xff);
  const bytes = new Uint8Array(value < 0x100000000 ? 5 : 9);
  bytes[0] = lead | (bytes.length === 5 ? 26 : 27);
  for (let index = bytes.length - 1, rest = value; index > 0; index--, rest = Math.floor(rest / 256))
    bytes[index] = rest % 256;
  return bytes;
}

function encodeMap(map: CborMap): Uint8Array {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value: encodeCbor(value) }));
  entries.sort((left, right) => compareBytes(left.key, right.key));
  return concatBytes(head(MAJOR.map, map.size), ...entries.flatMap((entry) => [entry.key, entry.value]));
}

/**
 * Core deterministic encoding (RFC 8949 §4.2.1).
 * @throws RangeError for a number that is not an integer within ±(2^53 − 1): a caller's bug
 */
export function encodeCbor(value: Cbor): Uint8Array {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError(`CBOR integer out of range: ${value}`);
    return value >= 0 ? head(MAJOR.uint, value) : head(MAJOR.negative, -1 - value);
  }
  if (typeof value === "string") {
    const bytes = utf8(value);
    return concatBytes(head(MAJOR.text, bytes.length), bytes);
  }
  if (value === false) return Uint8Array.of(0xf4);
  if (value === true) return Uint8Array.of(0xf5);
  if (value === null) return Uint8Array.of(0xf6);
  if (value instanceof Uint8Array) return concatBytes(head(MAJOR.bytes, value.length), value);
  if (isCborMap(value)) return encodeMap(value);
  return concatBytes(head(MAJOR.array, value.length), ...value.map(encodeCbor));
}

/** Thrown and caught in this file only: unwinding a recursive reader by hand would double its length. */
class NotCanonical extends Error {}

class Reader {
  offset = 0;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.offset) throw new NotCanonical();
    this.offset += length;
    return this.#bytes.subarray(this.offset - length, this.offset);
  }

  /** The next byte; a view of one byte would cost more than everything else about it. */
  #byte(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw new NotCanonical();
    this.offset++;
    return byte;
  }

  /** One initial byte with its argument, in the shortest form only. */
  head(): { readonly major: number; readonly argument: number } {
    const initial = this.#byte();
    const additional = initial & 31;
    if (additional < 24) return { major: initial >> 5, argument: additional };
    if (additional > 27) throw new NotCanonical();
    const width = 1 << (additional - 24);
    let argument = 0;
    for (let left = width; left > 0; left--) argument = argument * 256 + this.#byte();
    const shortest = width === 1 ? 24 : 2 ** (width * 4);
    if (argument < shortest || argument > Number.MAX_SAFE_INTEGER) throw new NotCanonical();
    return { major: initial >> 5, argument };
  }

  value(depth: number): Cbor {
    const { major, argument } = this.head();
    if (major === MAJOR.uint) return argument;
    if (major === MAJOR.negative) return this.#negative(argument);
    if (major === MAJOR.bytes) return this.take(argument).slice();
    if (major === MAJOR.text) return this.#text(argument);
    if (major === MAJOR.array) return this.#array(argument, depth);
    if (major === MAJOR.map) return this.#map(argument, depth);
    const simple = major === MAJOR.simple ? SIMPLE.get(argument) : undefined;
    if (simple === undefined) throw new NotCanonical();
    return simple;
  }

  #negative(argument: number): number {
    if (argument >= Number.MAX_SAFE_INTEGER) throw new NotCanonical();
    return -1 - argument;
  }

  #text(length: number): string {
    const bytes = this.take(length);
    try {
      return STRICT_UTF8.decode(bytes);
    } catch {
      throw new NotCanonical();
    }
  }

  #array(length: number, depth: number): Cbor[] {
    this.#enter(length, depth);
    const items: Cbor[] = [];
    for (let index = 0; index < length; index++) items.push(this.value(depth + 1));
    return items;
  }

  #map(length: number, depth: number): CborMap {
    this.#enter(length * 2, depth);
    const map = new Map<number | string, Cbor>();
    let previous: Uint8Array | undefined;
    let keyType: string | undefined;
    for (let index = 0; index < length; index++) {
      const start = this.offset;
      const key = this.value(depth + 1);
      if (typeof key !== "number" && typeof key !== "string") throw new NotCanonical();
      if (keyType !== undefined && typeof key !== keyType) throw new NotCanonical();
      const encoded = this.#bytes.subarray(start, this.offset);
      if (previous !== undefined && compareBytes(previous, encoded) >= 0) throw new NotCanonical();
      previous = encoded;
      keyType = typeof key;
      map.set(key, this.value(depth + 1));
    }
    return map;
  }

  /** Refuses deep nesting and lengths that the remaining bytes cannot hold, before anything is allocated. */
  #enter(items: number, depth: number): void {
    if (depth >= MAX_DEPTH || items > this.#bytes.length - this.offset) throw new NotCanonical();
  }
}

function reading<T>(read: () => T): Result<T, "malformed"> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof NotCanonical) return err("malformed");
    throw error;
  }
}

/**
 * Reads exactly one deterministically encoded item (RFC 8949 §4.2.1) that fills `bytes`.
 * Everything else is `malformed`: longer forms of a number, unsorted or repeated keys, keys of two types,
 * floats, tags, indefinite lengths, invalid UTF-8, integers over 2^53 − 1, nesting over 8, trailing bytes.
 */
export function decodeCbor(bytes: Uint8Array): Result<Cbor, "malformed"> {
  return reading(() => {
    const reader = new Reader(bytes);
    const value = reader.value(0);
    if (reader.offset !== bytes.length) throw new NotCanonical();
    return value;
  });
}

/**
 * Reads the byte strings of a CBOR sequence (RFC 8742), the body of an upload.
 * One byte string that ends after the input makes the whole sequence `malformed`; what a byte string holds is not looked at.
 */
export function decodeByteStringSequence(bytes: Uint8Array): Result<readonly Uint8Array[], "malformed"> {
  return reading(() => {
    const reader = new Reader(bytes);
    const items: Uint8Array[] = [];
    while (reader.offset < bytes.length) {
      const { major, argument } = reader.head();
      if (major !== MAJOR.bytes) throw new NotCanonical();
      items.push(reader.take(argument));
    }
    return items;
  });
}

/** A CBOR sequence (RFC 8742) of byte strings. */
export function encodeByteStringSequence(items: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...items.map(encodeCbor));
}

/**
 * Length in bytes of the one item at the start of `bytes`, which may be tagged; the item itself is not checked deeper.
 * Used to take apart the chain code's two COSE structures without re-encoding them.
 */
export function itemLength(bytes: Uint8Array): Result<number, "malformed"> {
  return reading(() => {
    const reader = new Reader(bytes);
    if (reader.head().major !== MAJOR.tag) reader.offset = 0;
    reader.value(0);
    return reader.offset;
  });
}
