import { equalBytes } from "../bytes.ts";
import { type Cbor, isCborArray } from "../cbor.ts";
import { openMessage, signMessage } from "../key/message.ts";
import { CONTEXT, type Signer, type VerifySignature } from "../key/sign1.ts";
import { AUTHORITY_ID_BYTES } from "../operator/authority.ts";
import { err, ok, type Result } from "../result.ts";
import { bytes, uint } from "../statement/fields.ts";
import { isConsistent, type TreeRoot } from "./merkle.ts";

/** A signed state of an authority's log. */
export type TreeHead = TreeRoot & {
  readonly authority: Uint8Array;
  /** Unix seconds. */
  readonly time: number;
};

/** Signs [authority, size, root, time] in the log context. */
export function signTreeHead(head: TreeHead, signer: Signer): Promise<Uint8Array> {
  return signMessage(CONTEXT.log, [head.authority, head.size, head.root, head.time], signer);
}

function readTreeHead(value: Cbor): TreeHead | undefined {
  if (!isCborArray(value) || value.length !== 4) return undefined;
  const authority = bytes(AUTHORITY_ID_BYTES)(value[0]);
  const size = uint(0, Number.MAX_SAFE_INTEGER)(value[1]);
  const root = bytes(32)(value[2]);
  const time = uint(0, Number.MAX_SAFE_INTEGER)(value[3]);
  if (authority === undefined || size === undefined || root === undefined || time === undefined) return undefined;
  return { authority, size, root, time };
}

/** Opens a tree head that one of the log keys must have signed. */
export async function openTreeHead(
  message: Uint8Array,
  logKeys: readonly Uint8Array[],
  verify: VerifySignature,
): Promise<Result<TreeHead, "malformed" | "badSignature">> {
  for (const key of logKeys) {
    const opened = await openMessage(CONTEXT.log, message, key, verify);
    if (!opened.ok && opened.error === "badSignature") continue;
    const head = opened.ok ? readTreeHead(opened.value) : undefined;
    return head === undefined ? err("malformed") : ok(head);
  }
  return err("badSignature");
}

/** What a phone makes of a newer head: keep it, ignore it, or raise the alarm that the log was rewritten. */
export type HeadDecision = "advance" | "keep" | "fork";

/**
 * Compares an offered head with the newest one held. A smaller tree that was signed earlier is merely old; the same
 * size with another root, or a larger one without a valid consistency proof, is a fork.
 */
export function judgeHead(held: TreeHead | undefined, offered: TreeHead, proof: readonly Uint8Array[]): HeadDecision {
  if (held === undefined) return "advance";
  if (!equalBytes(held.authority, offered.authority)) return "fork";
  if (offered.size < held.size) return offered.time <= held.time ? "keep" : "fork";
  return isConsistent(held, offered, proof) ? "advance" : "fork";
}
