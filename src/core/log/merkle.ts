import { equalBytes } from "../bytes.ts";
import { encodeCbor } from "../cbor.ts";
import { sha256 } from "../sha256.ts";

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/** Hash of a log leaf: deterministic CBOR [id, receivedAt], hashed per RFC 9162 §2.1.1. */
export function leafHash(id: Uint8Array, receivedAt: number): Uint8Array {
  return sha256(LEAF_PREFIX, encodeCbor([id, receivedAt]));
}

/** Hash of an inner node (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE_PREFIX, left, right);
}

/** Root of the empty tree (RFC 9162 §2.1.1). */
export const EMPTY_ROOT = sha256(new Uint8Array(0));

/** Largest power of two smaller than `size` (≥ 2). */
export function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Gives the hash of the complete or right-most subtree over leaves [start, end); start is a multiple of its width. */
export type SubtreeHash = (start: number, end: number) => Uint8Array;

/** Hashes of subtrees straight from leaf hashes: the reference that stored trees are compared with. */
export function subtreeOf(leaves: readonly Uint8Array[]): SubtreeHash {
  const hash: SubtreeHash = (start, end) => {
    if (end - start === 1) return leaves[start] ?? EMPTY_ROOT;
    const split = start + splitPoint(end - start);
    return nodeHash(hash(start, split), hash(split, end));
  };
  return (start, end) => (start === end ? EMPTY_ROOT : hash(start, end));
}

/** Audit path of leaf `index` in the tree over the first `size` leaves, leaf to root (RFC 9162 §2.1.3.1). */
export function inclusionPath(index: number, size: number, subtree: SubtreeHash): readonly Uint8Array[] {
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start <= 1) return [];
    const split = start + splitPoint(end - start);
    return index < split ? [...path(start, split), subtree(split, end)] : [...path(split, end), subtree(start, split)];
  };
  return path(0, size);
}

/** Proof that the tree of `first` leaves is a prefix of that of `second` (RFC 9162 §2.1.4.1); 0 < first ≤ second. */
export function consistencyPath(first: number, second: number, subtree: SubtreeHash): readonly Uint8Array[] {
  const proof = (start: number, end: number, whole: boolean): Uint8Array[] => {
    if (first === end) return whole ? [] : [subtree(start, end)];
    const split = start + splitPoint(end - start);
    return first <= split
      ? [...proof(start, split, whole), subtree(split, end)]
      : [...proof(split, end, false), subtree(start, split)];
  };
  return proof(0, second, true);
}

/**
 * Walks an audit path from the node at `position` up to the root (RFC 9162 §2.1.3.2 and §2.1.4.2); `join` is told on
 * which side each sibling stands. False when the path is shorter or longer than the tree is high.
 */
function climb(
  position: number,
  last: number,
  path: readonly Uint8Array[],
  join: (sibling: Uint8Array, left: boolean) => void,
): boolean {
  let at = position;
  let end = last;
  for (const sibling of path) {
    if (end === 0) return false;
    const left = at % 2 === 1 || at === end;
    join(sibling, left);
    if (left) {
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        end = Math.floor(end / 2);
      }
    }
    at = Math.floor(at / 2);
    end = Math.floor(end / 2);
  }
  return end === 0;
}

/** Root that an audit path leads to (RFC 9162 §2.1.3.2); undefined when the path does not fit index and size. */
export function rootFromInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index >= size) return undefined;
  let root = leaf;
  const fits = climb(index, size - 1, path, (sibling, left) => {
    root = left ? nodeHash(sibling, root) : nodeHash(root, sibling);
  });
  return fits ? root : undefined;
}

/** Size and root of a tree. */
export type TreeRoot = { readonly size: number; readonly root: Uint8Array };

/**
 * True when `path` proves that the newer tree contains the older one unchanged (RFC 9162 §2.1.4.2).
 * Equal sizes need equal roots and an empty path; nothing extends a newer tree back to a smaller one.
 */
export function isConsistent(older: TreeRoot, newer: TreeRoot, path: readonly Uint8Array[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return path.length === 0;
  let position = older.size - 1;
  let last = newer.size - 1;
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  // A perfect older tree is itself the first node of the path.
  const [seed, ...rest] = position === 0 ? [older.root, ...path] : path;
  if (seed === undefined) return false;
  let oldRoot = seed;
  let newRoot = seed;
  const fits = climb(position, last, rest, (sibling, left) => {
    if (left) oldRoot = nodeHash(sibling, oldRoot);
    newRoot = left ? nodeHash(sibling, newRoot) : nodeHash(newRoot, sibling);
  });
  return fits && equalBytes(oldRoot, older.root) && equalBytes(newRoot, newer.root);
}
