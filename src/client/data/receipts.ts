import { equalBytes } from "../../core/bytes.ts";
import { ES256 } from "../../core/key/publicKey.ts";
import { leafHash, rootFromInclusion } from "../../core/log/merkle.ts";
import { verifyReceipt } from "../../core/log/receipt.ts";
import type { TreeHead } from "../../core/log/treeHead.ts";
import type { AttemptOutcome } from "../../core/sync/outbox.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { type ReceiptAnswer, receiptsSchema } from "../../wire/log.ts";
import { receiptsPath } from "../../wire/paths.ts";
import { heldAuthority, logKeys } from "./authorities.ts";
import { idBytes } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import { writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { putUpload, settleIn } from "./outboxRecords.ts";
import type { Phone } from "./phone.ts";
import { type CallError, callJson } from "./traceClient.ts";
import { takeHead } from "./treeHeads.ts";
import type { ReceiptRecord } from "./trustRecords.ts";
import { failedOutcome } from "./uploadStatements.ts";

/** Asked so often without an answer, a statement that was acknowledged is sent again: the log may have lost it. */
const MAX_ASKED = 3;

/** What came of asking for one receipt. */
type Asked = { readonly id: Hex; readonly outcome: AttemptOutcome; readonly record?: ReceiptRecord };

/**
 * Fetches receipts and checks each against the log's signed head, which must extend the one held. Only then does a
 * statement count as uploaded.
 * @returns why nothing came back, when nothing did
 */
export async function fetchReceipts(phone: Phone, ids: readonly Hex[], now: number): Promise<CallError | undefined> {
  if (ids.length === 0) return undefined;
  const answered = await callJson(phone, { path: receiptsPath(ids) });
  if (!answered.ok) {
    const outcome = failedOutcome(answered.error, now);
    const retried: AttemptOutcome = outcome.kind === "refused" ? { kind: "retry", error: "noReceipt" } : outcome;
    await settle(
      phone,
      ids.map((id) => ({ id, outcome: retried })),
      now,
    );
    return answered.error;
  }
  const answer = parseAnswer(receiptsSchema, answered.value);
  if (!answer.ok) {
    await settle(
      phone,
      ids.map((id) => ({ id, outcome: { kind: "retry", error: "notOurServer" } })),
      now,
    );
    return { code: "notOurServer" };
  }
  const head = await takeHead(phone, answer.value.head);
  const check = async (id: Hex): Promise<Asked> => {
    const receipt = answer.value.receipts.find((entry) => entry.id === id);
    return receipt === undefined ? missing(id) : checkReceipt(phone, receipt, head.ok ? head.value : undefined);
  };
  await settle(phone, await Promise.all(ids.map(check)), now);
  return undefined;
}

function missing(id: Hex): Asked {
  return { id, outcome: { kind: "retry", error: "noReceipt" } };
}

/** A receipt counts under the accepted head only: otherwise a log could show everybody another tree. */
async function checkReceipt(phone: Phone, answer: ReceiptAnswer, head: TreeHead | undefined): Promise<Asked> {
  const bad: Asked = { id: answer.id, outcome: { kind: "retry", error: "badReceipt" } };
  const authority = await heldAuthority(phone);
  const receipt = base64UrlBytes(answer.receipt);
  if (authority === undefined || head === undefined || !receipt.ok) return bad;
  const claim = { id: idBytes(answer.id), receivedAt: answer.receivedAt };
  const checked = await verifyReceipt(receipt.value, claim, logKeys(authority, await timeNow(phone)), {
    alg: ES256,
    verify: verifySignature,
  });
  if (!checked.ok) return bad;
  const { index, size, path } = checked.value;
  const root = rootFromInclusion(index, size, leafHash(claim.id, claim.receivedAt), path);
  if (root === undefined || size !== head.size || !equalBytes(root, head.root)) return bad;
  const record = { id: answer.id, receivedAt: answer.receivedAt, receipt: receipt.value };
  return { id: answer.id, outcome: { kind: "receiptVerified" }, record };
}

async function settle(phone: Phone, items: readonly Asked[], now: number): Promise<void> {
  const written = await writeAll(phone.db, ["statements", "receipts"], async (transaction) => {
    for (const { id, outcome, record } of items) {
      if (record !== undefined) await transaction.objectStore("receipts").put(record);
      const upload = await settleIn(transaction, id, outcome, { from: "acknowledged", now, random: phone.random() });
      const lost = upload?.state === "acknowledged" && upload.lastError === "noReceipt" && upload.attempts >= MAX_ASKED;
      const statement = lost ? await transaction.objectStore("statements").get(id) : undefined;
      if (statement !== undefined && upload !== undefined)
        await putUpload(transaction, statement, { ...upload, state: "waiting", attempts: 0 });
    }
  });
  if (written.ok) phone.changes.tell("outbox");
}
