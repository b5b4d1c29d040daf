import { hash } from "node:crypto";
import { concatBytes } from "../../core/bytes.ts";
import { encodeCbor } from "../../core/cbor.ts";
import { EMPTY_ROOT, type SubtreeHash, splitPoint } from "../../core/log/merkle.ts";

/** Hashes of one height that are stored together. */
const GROUP = 256;
/** Every fourth height is stored: a proof then reads five groups and makes some 75 hashes at a million leaves. */
const STEP = 4;
/** Hashes of one stored height under one of the next. */
const FAN = 2 ** STEP;
const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);

/** Stored hashes: those of complete subtrees whose height is a multiple of 4, in groups of up to 256. */
export type HashGroups = {
  /** Up to 256 hashes one after another; empty when the group does not exist. */
  readonly read: (height: number, group: number) => Uint8Array;
};

/** Hash groups that can be appended to. */
export type WritableHashGroups = HashGroups & {
  readonly write: (height: number, group: number, hashes: Uint8Array) => void;
};

/** Number under which a group is stored. */
export function groupSlot(height: number, group: number): number {
  return (height / STEP) * 2 ** 40 + group;
}

/** Hash of an inner node with the platform's own SHA-256, which is several times faster than the portable one. */
function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return new Uint8Array(hash("sha256", bytes, "buffer"));
}

/** Hash of a log leaf, as core's `leafHash` makes it. */
export function leafHashOf(id: Uint8Array, receivedAt: number): Uint8Array {
  return new Uint8Array(hash("sha256", concatBytes(LEAF, encodeCbor([id, receivedAt])), "buffer"));
}

function hashAt(hashes: Uint8Array, index: number): Uint8Array {
  return hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

/** Root of the complete subtree over `count` (a power of two) neighbouring hashes of a group. */
function rootWithin(hashes: Uint8Array, first: number, count: number): Uint8Array {
  let level: Uint8Array[] = [];
  for (let index = first; index < first + count; index++) level.push(hashAt(hashes, index));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let index = 0; index < level.length; index += 2)
      above.push(nodeHash(level[index] ?? EMPTY_ROOT, level[index + 1] ?? EMPTY_ROOT));
    level = above;
  }
  return level[0] ?? EMPTY_ROOT;
}

/**
 * Hashes of subtrees from stored groups: what the proofs of RFC 9162 are made from. Groups are read once for each
 * function made, so make one for each request.
 */
export function storedSubtrees(groups: HashGroups): SubtreeHash {
  const read = new Map<number, Uint8Array>();
  const groupOf = (height: number, group: number): Uint8Array => {
    const slot = groupSlot(height, group);
    const hashes = read.get(slot) ?? groups.read(height, group);
    read.set(slot, hashes);
    return hashes;
  };
  const complete = (start: number, width: number): Uint8Array => {
    const height = Math.floor(Math.log2(width) / STEP) * STEP;
    const unit = 2 ** height;
    const first = start / unit;
    return rootWithin(groupOf(height, Math.floor(first / GROUP)), first % GROUP, width / unit);
  };
  const subtree: SubtreeHash = (start, end) => {
    const width = end - start;
    if (width === 0) return EMPTY_ROOT;
    if (Number.isInteger(Math.log2(width))) return complete(start, width);
    const split = start + splitPoint(width);
    return nodeHash(complete(start, split - start), subtree(split, end));
  };
  return subtree;
}

/** Appends leaf hashes to the stored groups; `size` is how many leaves there were before. */
export function appendLeaves(
  groups: WritableHashGroups,
  size: number,
  leaves: readonly Uint8Array[],
  height = 0,
): void {
  const above: Uint8Array[] = [];
  let next = size;
  while (next < size + leaves.length) {
    const group = Math.floor(next / GROUP);
    const filled = next % GROUP;
    const taken = leaves.slice(next - size, next - size + GROUP - filled);
    const hashes = new Uint8Array((filled + taken.length) * HASH_BYTES);
    if (filled > 0) hashes.set(groups.read(height, group));
    taken.forEach((leaf, index) => hashes.set(leaf, (filled + index) * HASH_BYTES));
    groups.write(height, group, hashes);
    const complete = Math.floor((filled + taken.length) / FAN);
    for (let part = Math.floor(filled / FAN); part < complete; part++) above.push(rootWithin(hashes, part * FAN, FAN));
    next += taken.length;
  }
  if (above.length > 0) appendLeaves(groups, Math.floor(size / FAN), above, height + STEP);
}
