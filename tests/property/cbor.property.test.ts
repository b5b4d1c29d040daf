import { decode, encode, rfc8949EncodeOptions } from "cborg";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import {
  type Cbor,
  decodeByteStringSequence,
  decodeCbor,
  encodeByteStringSequence,
  encodeCbor,
  itemLength,
  MAX_DEPTH,
} from "../../src/core/cbor.ts";

/** Integers in every length of head that the codec knows, and at both ends. */
const integer = fc.oneof(
  fc.integer({ min: -30, max: 30 }),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    2 ** 32 - 1,
    2 ** 32,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ),
);
const text = fc.string({ unit: "binary", maxLength: 30 });
const bytes = fc.uint8Array({ maxLength: 300 });

/** Values as they occur: maps have keys of one type, nesting stays within what the codec takes. */
const value = fc.letrec<{ readonly tree: Cbor }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", maxDepth: MAX_DEPTH - 1 },
    integer,
    text,
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.array(tie("tree"), { maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(), tie("tree")), { maxLength: 6 }).map((entries) => new Map<number, Cbor>(entries)),
    fc.array(fc.tuple(text, tie("tree")), { maxLength: 6 }).map((entries) => new Map<string, Cbor>(entries)),
  ),
})).tree;

/** Valid bytes with something done to them: a bit flipped, a byte put in, taken out or replaced, the end cut off. */
const mutated = fc
  .tuple(
    value.map(encodeCbor),
    fc.nat(),
    fc.nat({ max: 255 }),
    fc.constantFrom("flip", "insert", "remove", "replace", "cut"),
  )
  .map(([valid, place, byte, how]) => {
    const at = place % valid.length;
    const [before, after] = [valid.subarray(0, at), valid.subarray(at + 1)];
    const found = valid[at] ?? 0;
    if (how === "flip") return Uint8Array.of(...before, found ^ (1 << (byte % 8)), ...after);
    if (how === "insert") return Uint8Array.of(...before, byte, found, ...after);
    if (how === "remove") return Uint8Array.of(...before, ...after);
    return how === "replace" ? Uint8Array.of(...before, byte, ...after) : before.slice();
  });

test("what was encoded is decoded to the same value", () => {
  fc.assert(
    fc.property(value, (original) => {
      expect(decodeCbor(encodeCbor(original))).toEqual({ ok: true, value: original });
    }),
  );
});

test("another codec writes the same bytes under RFC 8949's deterministic rules", () => {
  fc.assert(
    fc.property(value, (original) => {
      expect(toHex(encodeCbor(original))).toBe(toHex(encode(original, rfc8949EncodeOptions)));
    }),
  );
});

/** Accepted bytes are the only form of what they say, and another strict codec reads the same in them. */
function expectAtLeastAsStrict(input: Uint8Array): void {
  const decoded = decodeCbor(input);
  if (!decoded.ok) return;
  expect(toHex(encodeCbor(decoded.value))).toBe(toHex(input));
  const other: unknown = decode(input, { useMaps: true, strict: true, rejectDuplicateMapKeys: true });
  expect(toHex(encode(other, rfc8949EncodeOptions))).toBe(toHex(input));
}

test("of random bytes only the deterministic form is accepted, and never more than another strict codec accepts", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), expectAtLeastAsStrict), { numRuns: 2000 });
});

test("of valid bytes with one change only the deterministic form is accepted", () => {
  fc.assert(fc.property(mutated, expectAtLeastAsStrict), { numRuns: 1000 });
});

test("every two-byte input that is accepted is the only encoding of its value", () => {
  let accepted = 0;
  for (let input = 0; input < 0x10000; input++) {
    const decoded = decodeCbor(Uint8Array.of(input >> 8, input & 0xff));
    if (!decoded.ok) continue;
    accepted++;
    expect(toHex(encodeCbor(decoded.value))).toBe(input.toString(16).padStart(4, "0"));
  }
  expect(accepted).toBeGreaterThan(600);
});

test("eight levels are read and nine are not", () => {
  const nested = (levels: number) => new Uint8Array(levels).fill(0x81, 0, levels - 1).fill(0x80, levels - 1);
  expect(decodeCbor(nested(MAX_DEPTH)).ok).toBe(true);
  expect(decodeCbor(nested(MAX_DEPTH + 1)).ok).toBe(false);
});

test("a head that claims more than there is costs nothing to refuse", () => {
  for (const head of [
    [0x9a, 0xff, 0xff, 0xff, 0xff],
    [0xba, 0x7f, 0xff, 0xff, 0xff],
    [0x5a, 0xff, 0xff, 0xff, 0xff],
  ]) {
    expect(decodeCbor(Uint8Array.from(head))).toEqual({ ok: false, error: "malformed" });
  }
});

test("a sequence of byte strings comes back, whatever the strings hold", () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 20 }), (items) => {
      const sequence = encodeByteStringSequence(items);
      expect(decodeByteStringSequence(sequence)).toEqual({ ok: true, value: items });
      const last = items[items.length - 1];
      if (last !== undefined && last.length > 0)
        expect(decodeByteStringSequence(sequence.subarray(0, -1)).ok).toBe(false);
    }),
  );
});

test("the length of a first item is where the second one starts", () => {
  fc.assert(
    fc.property(value, value, fc.boolean(), (first, second, tagged) => {
      const item = encodeCbor(first);
      const start = tagged ? Uint8Array.of(0xd2, ...item) : item;
      expect(itemLength(Uint8Array.of(...start, ...encodeCbor(second)))).toEqual({ ok: true, value: start.length });
    }),
  );
});
