import { equalBytes, toHex } from "../../core/bytes.ts";
import { type HeadDecision, judgeHead, openTreeHead, type TreeHead } from "../../core/log/treeHead.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { consistencySchema, logHeadSchema } from "../../wire/log.ts";
import { consistencyPath, PATH } from "../../wire/paths.ts";
import { heldAuthority, logKeys } from "./authorities.ts";
import { timeNow } from "./clock.ts";
import { writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { type CallError, callJson } from "./traceClient.ts";

/** Why a head of the log was not accepted. `fork`: the log was rewritten; the proof of it is kept. */
export type HeadError = CallError["code"] | "noAuthority" | "badHead" | "fork";

/** Asks for the newest head of the log and takes it. */
export async function pullHead(phone: Phone): Promise<Result<TreeHead, HeadError>> {
  const answered = await callJson(phone, { path: PATH.logHead });
  if (!answered.ok) return err(answered.error.code);
  const answer = parseAnswer(logHeadSchema, answered.value);
  return answer.ok ? takeHead(phone, answer.value.head) : err("notOurServer");
}

/**
 * Takes a signed head (base64url). It must extend the newest one held, shown by a consistency proof; else both are
 * kept as proof that the log was rewritten, and it is refused.
 */
export async function takeHead(phone: Phone, text: string): Promise<Result<TreeHead, HeadError>> {
  const authority = await heldAuthority(phone);
  if (authority === undefined) return err("noAuthority");
  const message = base64UrlBytes(text);
  const opened = message.ok
    ? await openTreeHead(message.value, logKeys(authority, await timeNow(phone)), verifySignature)
    : message;
  if (!message.ok || !opened.ok) return err("badHead");
  const held = await phone.db.get("treeHeads", toHex(opened.value.authority));
  const proof =
    held !== undefined && held.head.size < opened.value.size
      ? await fetchProof(phone, held.head, opened.value)
      : ok([]);
  if (!proof.ok) return proof;
  const decision = judgeHead(held?.head, opened.value, proof.value);
  if (decision === "fork" && held !== undefined) await keepFork(phone, held.message, message.value);
  else await keepHead(phone, opened.value, message.value, decision);
  return decision === "fork" ? err("fork") : ok(opened.value);
}

async function fetchProof(
  phone: Phone,
  from: TreeHead,
  to: TreeHead,
): Promise<Result<readonly Uint8Array[], HeadError>> {
  // Every log extends the empty one.
  if (from.size === 0) return ok([]);
  const answered = await callJson(phone, { path: consistencyPath(from.size, to.size) });
  if (!answered.ok) return err(answered.error.code);
  const answer = parseAnswer(consistencySchema, answered.value);
  if (!answer.ok) return err("notOurServer");
  const path = answer.value.path.map(base64UrlBytes);
  return path.every((hash) => hash.ok)
    ? ok(path.flatMap((hash) => (hash.ok ? [hash.value] : [])))
    : err("notOurServer");
}

async function keepHead(phone: Phone, head: TreeHead, message: Uint8Array, decision: HeadDecision): Promise<void> {
  if (decision !== "advance") return;
  await writeAll(phone.db, ["treeHeads"], async (transaction) => {
    const store = transaction.objectStore("treeHeads");
    const key = toHex(head.authority);
    const current = await store.get(key);
    // Another tab may have gone further meanwhile.
    if (current === undefined || current.head.size <= head.size) await store.put({ authority: key, head, message });
  });
}

/** Keeps a fork once: the same two heads come again with every look until somebody has acted. */
async function keepFork(phone: Phone, held: Uint8Array, offered: Uint8Array): Promise<void> {
  const at = Math.floor(phone.clock());
  await writeAll(phone.db, ["forks"], async (transaction) => {
    const store = transaction.objectStore("forks");
    const known = (await store.getAll()).some(
      (fork) => equalBytes(fork.held, held) && equalBytes(fork.offered, offered),
    );
    if (!known) await store.add({ at, held, offered });
  });
  phone.changes.tell("outbox");
}
