import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import {
  consistencyPath,
  EMPTY_ROOT,
  inclusionPath,
  isConsistent,
  leafHash,
  nodeHash,
  rootFromInclusion,
  subtreeOf,
} from "../../src/core/log/merkle.ts";
import { sha256 } from "../../src/core/sha256.ts";

const SIZES = 64;
const LEAVES = Array.from({ length: 300 }, (_, index) =>
  leafHash(sha256(Uint8Array.of(index & 0xff, index >> 8)), 1_795_305_600 + index),
);
const subtree = subtreeOf(LEAVES);

/** Merkle tree hash straight from the definition (RFC 9162 §2.1.1). */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const ROOTS = Array.from({ length: LEAVES.length + 1 }, (_, size) => naiveRoot(LEAVES.slice(0, size)));

function rootOf(size: number): Uint8Array {
  return ROOTS[size] ?? EMPTY_ROOT;
}

test("roots are those of the definition", () => {
  for (let size = 0; size <= LEAVES.length; size++) expect(toHex(subtree(0, size))).toBe(toHex(rootOf(size)));
});

test("every leaf of every tree up to 64 is proven, by no longer a path than the tree is high", () => {
  for (let size = 1; size <= SIZES; size++) {
    for (let index = 0; index < size; index++) {
      const path = inclusionPath(index, size, subtree);
      expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      const root = rootFromInclusion(index, size, LEAVES[index] ?? EMPTY_ROOT, path);
      expect(root === undefined ? "" : toHex(root)).toBe(toHex(rootOf(size)));
    }
  }
});

test("every smaller tree is proven to be the start of every larger one up to 64", () => {
  for (let second = 1; second <= SIZES; second++) {
    for (let first = 1; first <= second; first++) {
      const path = consistencyPath(first, second, subtree);
      const [older, newer] = [
        { size: first, root: rootOf(first) },
        { size: second, root: rootOf(second) },
      ];
      expect(isConsistent(older, newer, path)).toBe(true);
    }
  }
});

const pair = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }))
  .map(([left, right]) => [Math.min(left, right), Math.max(left, right)] as const);

test("inclusion and consistency hold for larger trees too", () => {
  fc.assert(
    fc.property(pair, fc.nat(), ([first, second], leaf) => {
      const index = leaf % second;
      const path = inclusionPath(index, second, subtree);
      expect(toHex(rootFromInclusion(index, second, LEAVES[index] ?? EMPTY_ROOT, path) ?? EMPTY_ROOT)).toBe(
        toHex(rootOf(second)),
      );
      const newer = { size: second, root: rootOf(second) };
      expect(isConsistent({ size: first, root: rootOf(first) }, newer, consistencyPath(first, second, subtree))).toBe(
        true,
      );
    }),
  );
});

/** A path with a bit flipped, a node left out, put in, or two exchanged. */
function damaged(path: readonly Uint8Array[], place: number, how: number): readonly Uint8Array[] {
  const at = path.length === 0 ? 0 : place % path.length;
  if (how === 0) return [...path.slice(0, at), EMPTY_ROOT, ...path.slice(at)];
  if (path.length === 0) return [EMPTY_ROOT];
  if (how === 1) return [...path.slice(0, at), ...path.slice(at + 1)];
  return path.map((node, index) =>
    index === at ? node.map((byte, offset) => (offset === place % 32 ? byte ^ 1 : byte)) : node,
  );
}

test("a damaged proof proves nothing", () => {
  fc.assert(
    fc.property(pair, fc.nat(), fc.nat(), fc.nat({ max: 2 }), ([first, second], leaf, place, how) => {
      const index = leaf % second;
      const included = rootFromInclusion(
        index,
        second,
        LEAVES[index] ?? EMPTY_ROOT,
        damaged(inclusionPath(index, second, subtree), place, how),
      );
      expect(included === undefined || toHex(included) !== toHex(rootOf(second))).toBe(true);
      const [older, newer] = [
        { size: first, root: rootOf(first) },
        { size: second, root: rootOf(second) },
      ];
      expect(isConsistent(older, newer, damaged(consistencyPath(first, second, subtree), place, how))).toBe(false);
    }),
  );
});

test("a rewritten leaf is inconsistent with every head that held the true one", () => {
  fc.assert(
    fc.property(pair, fc.nat(), ([first, second], leaf) => {
      const changed = leaf % first;
      const rewritten = subtreeOf(LEAVES.map((hash, index) => (index === changed ? EMPTY_ROOT : hash)));
      const newer = { size: second, root: rewritten(0, second) };
      const older = { size: first, root: rootOf(first) };
      for (const tree of [subtree, rewritten])
        expect(isConsistent(older, newer, consistencyPath(first, second, tree))).toBe(false);
    }),
  );
});

test("a leaf proven at one place is not proven at another", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (size, left, right) => {
      const [index, other] = [left % size, right % size];
      fc.pre(index !== other);
      const root = rootFromInclusion(other, size, LEAVES[index] ?? EMPTY_ROOT, inclusionPath(index, size, subtree));
      expect(root === undefined || toHex(root) !== toHex(rootOf(size))).toBe(true);
    }),
  );
});
