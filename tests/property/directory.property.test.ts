import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { decodeCbor, encodeCbor } from "../../src/core/cbor.ts";
import {
  applyDelta,
  assembleSnapshot,
  type DirectoryHead,
  type EncodedRow,
  encodeChunk,
  type HeldDirectory,
  readRows,
  rowsDigest,
} from "../../src/core/operator/directory.ts";
import {
  type DirectoryRow,
  encodeRow,
  hasPrefix,
  joinPrefixes,
  readRow,
} from "../../src/core/operator/directoryRow.ts";
import { OPERATOR_KINDS } from "../../src/core/operator/profile.ts";
import { ROLES } from "../../src/core/operator/role.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { encoded, JINCHENG, NOW } from "../support/world.ts";

const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });
const region = fc.constantFrom("140525", "140525103", "140525103204", "140581", "1405");
const ids = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 5 });
const term = fc.record({
  alg: fc.constantFrom(-7, -19),
  roles: fc
    .uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 })
    .map((some) => ROLES.filter((role) => some.includes(role))),
  region,
  notBefore: seconds,
  notAfter: seconds,
  storage: fc.constantFrom(0, 1),
});
const end = fc.record({
  from: seconds,
  reason: fc.constantFrom("left" as const, "lost" as const, "compromised" as const),
  highestSeq: fc.nat(),
  loggedAt: seconds,
});
const keyRecord = fc
  .tuple(
    fc.uint8Array({ minLength: 33, maxLength: 33 }),
    fc.array(term, { maxLength: 3 }),
    fc.option(end, { nil: undefined }),
  )
  .map(([key, grants, ended]) => (ended === undefined ? { key, grants } : { key, grants, ended }));

/** A row of one of twelve operators, with everything in it that a row can hold. */
const row: fc.Arbitrary<DirectoryRow> = fc
  .record({
    operator: fc.integer({ min: 0, max: 11 }).map((name) => sha256(Uint8Array.of(name)).slice(0, 8)),
    name: fc.constantFrom("泽州县丰禾种植专业合作社", "王*", "高平市玉屏果业有限公司"),
    kind: fc.constantFrom(...OPERATOR_KINDS),
    region: region.filter((code) => code.length >= 6),
    standing: fc.array(fc.record({ from: seconds, state: fc.constantFrom("normal" as const, "suspended" as const) }), {
      maxLength: 3,
    }),
    keys: fc.array(keyRecord, { maxLength: 2 }),
    withdrawn: fc.record({ recalled: ids, voided: ids, superseded: ids }).map((lists) => ({
      recalled: joinPrefixes(lists.recalled),
      voided: joinPrefixes(lists.voided),
      superseded: joinPrefixes(lists.superseded),
    })),
    refusedStations: fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 }), { maxLength: 2 }),
    grade: fc.option(fc.constantFrom("A", "B"), { nil: undefined }),
    uscc: fc.option(fc.constantFrom("93140524MA0K3QXU5N", "140524XX0001"), { nil: undefined }),
  })
  .map(({ grade, uscc, ...rest }) => ({
    ...rest,
    ...(grade === undefined ? {} : { grade }),
    ...(uscc === undefined ? {} : { uscc }),
  }));

const rowSet = fc.uniqueArray(row, { selector: (entry) => toHex(entry.operator), maxLength: 12 });

function headOf(rows: readonly EncodedRow[], version: number): DirectoryHead {
  return {
    authority: JINCHENG.id,
    region: "1405",
    version,
    issuedAt: NOW + version,
    maxAge: 7 * 86_400,
    digest: rowsDigest(rows),
  };
}

function chunksOf(
  rows: readonly EncodedRow[],
  size: number,
): { readonly name: Uint8Array; readonly bytes: Uint8Array }[] {
  const chunks = [];
  for (let start = 0; start < rows.length; start += size) {
    const bytes = encodeChunk(rows.slice(start, start + size));
    chunks.push({ name: sha256(bytes), bytes });
  }
  return chunks;
}

/** Rows as a set of texts: how they lie in a device's store does not matter. */
function setOf({ rows }: HeldDirectory): readonly string[] {
  return rows.map(({ bytes }) => toHex(bytes)).sort();
}

function deltaBetween(before: readonly EncodedRow[], after: readonly EncodedRow[], from: number, head: DirectoryHead) {
  const held = new Map(before.map((entry) => [toHex(entry.row.operator), toHex(entry.bytes)]));
  const kept = new Set(after.map((entry) => toHex(entry.row.operator)));
  return {
    from,
    head,
    changed: after.filter((entry) => held.get(toHex(entry.row.operator)) !== toHex(entry.bytes)),
    removed: before.filter((entry) => !kept.has(toHex(entry.row.operator))).map((entry) => entry.row.operator),
  };
}

test("a row is read back as it was written", () => {
  fc.assert(
    fc.property(row, (entry) => {
      const decoded = decodeCbor(encodeCbor(encodeRow(entry)));
      expect(decoded.ok && readRow(decoded.value)).toEqual(entry);
    }),
  );
});

test("a snapshot comes together from chunks of any size, and from none that lacks one", () => {
  fc.assert(
    fc.property(rowSet, fc.integer({ min: 1, max: 5 }), fc.nat(), (set, size, missing) => {
      const rows = set.map(encoded);
      const chunks = chunksOf(rows, size);
      const whole = assembleSnapshot(headOf(rows, 1), chunks, undefined);
      expect(whole.ok && setOf(whole.value)).toEqual(rows.map(({ bytes }) => toHex(bytes)).sort());
      fc.pre(chunks.length > 0);
      const left = chunks.filter((_, index) => index !== missing % chunks.length);
      expect(assembleSnapshot(headOf(rows, 1), left, undefined)).toEqual({ ok: false, error: "digestMismatch" });
    }),
  );
});

test("any chain of deltas leads to the snapshot of its last version", () => {
  fc.assert(
    fc.property(fc.array(rowSet, { minLength: 2, maxLength: 5 }), (versions) => {
      const sets = versions.map((set) => set.map(encoded));
      const [first = [], ...later] = sets;
      let held: HeldDirectory = { head: headOf(first, 1), rows: first };
      let before = first;
      later.forEach((after, index) => {
        const head = headOf(after, index + 2);
        const applied = applyDelta(held, deltaBetween(before, after, index + 1, head));
        if (!applied.ok) throw new Error(applied.error);
        const snapshot = assembleSnapshot(head, chunksOf(after, 3), held.head);
        expect(snapshot.ok && setOf(snapshot.value)).toEqual(setOf(applied.value));
        held = applied.value;
        before = after;
      });
    }),
    { numRuns: 50 },
  );
});

test("a delta that is not exactly what was signed is refused", () => {
  fc.assert(
    fc.property(rowSet, rowSet, row, (set, next, other) => {
      const [before, after] = [set.map(encoded), next.map(encoded)];
      const delta = deltaBetween(before, after, 1, headOf(after, 2));
      const stranger = encoded(other);
      fc.pre(!after.some(({ bytes }) => toHex(bytes) === toHex(stranger.bytes)));
      const changed = [
        ...delta.changed.filter((entry) => toHex(entry.row.operator) !== toHex(other.operator)),
        stranger,
      ];
      const applied = applyDelta({ head: headOf(before, 1), rows: before }, { ...delta, changed });
      expect(applied).toEqual({ ok: false, error: "digestMismatch" });
    }),
  );
});

test("the digest does not depend on the order of the rows", () => {
  fc.assert(
    fc.property(
      rowSet.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray(set, { minLength: set.length }))),
      ([set, shuffled]) => {
        expect(toHex(rowsDigest(set.map(encoded)))).toBe(toHex(rowsDigest(shuffled.map(encoded))));
      },
    ),
  );
});

test("an operator named twice makes rows unreadable", () => {
  fc.assert(
    fc.property(row, row, (left, right) => {
      const twice = [encoded(left).bytes, encoded({ ...right, operator: left.operator }).bytes];
      expect(readRows(twice)).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});

test("exactly the listed prefixes are found", () => {
  const many = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 40 });
  fc.assert(
    fc.property(many, many, (listed, others) => {
      const list = joinPrefixes(listed);
      const names = new Set(listed.map((id) => toHex(id.slice(0, 5))));
      for (const id of [...listed, ...others]) expect(hasPrefix(list, id)).toBe(names.has(toHex(id.slice(0, 5))));
    }),
  );
});

test("the digest of a large county is made without a call of a hundred thousand arguments", () => {
  const bytes = Uint8Array.of(0);
  const rows = Array.from({ length: 150_000 }, (_, index) => ({
    bytes,
    row: { operator: Uint8Array.of(index >> 16, index >> 8, index) } as unknown as DirectoryRow,
  }));
  expect(rowsDigest(rows).length).toBe(32);
});
