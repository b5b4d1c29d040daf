import { equalBytes } from "../../core/bytes.ts";
import { judgeHead, openTreeHead } from "../../core/log/treeHead.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { verifySignature } from "../es256.ts";
import type { Store } from "../store/port.ts";

/** Most reports that are kept: one is alarm enough, and further ones say nothing new. */
const KEPT_FORKS = 100;

/** What judging a report needs. */
export type ForkDeps = { readonly store: Store; readonly home: HomeAuthority; readonly now: () => number };

/**
 * Judges two heads that a phone holds against each other: both must carry this log's signature, and they must contradict
 * each other, or the log as it stands. Keeps the evidence.
 * @returns whether the log was rewritten; undefined when a head is not one of this log's
 */
export async function takeForkReport(
  held: Uint8Array,
  offered: Uint8Array,
  { store, home, now }: ForkDeps,
): Promise<boolean | undefined> {
  const keys = [home.signers.log.key];
  const [first, second] = await Promise.all([
    openTreeHead(held, keys, verifySignature),
    openTreeHead(offered, keys, verifySignature),
  ]);
  if (!first.ok || !second.ok) return undefined;
  const { id } = home.authority;
  if (!equalBytes(first.value.authority, id) || !equalBytes(second.value.authority, id)) return undefined;
  const { size: from } = first.value;
  const { size: to } = second.value;
  const isOurs = from > 0 && from < to && to <= (await store.logSize());
  const proof = isOurs ? await store.consistencyPath(from, to) : [];
  if (judgeHead(first.value, second.value, proof) !== "fork") return false;
  if ((await store.logForks(KEPT_FORKS)).length < KEPT_FORKS) await store.keepLogFork({ at: now(), held, offered });
  return true;
}
