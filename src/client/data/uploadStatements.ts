import { equalBytes } from "../../core/bytes.ts";
import { ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { type AttemptError, type AttemptOutcome, isFinal } from "../../core/sync/outbox.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { hexBytes, parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { type BatchAnswer, batchAnswerSchema, encodeBatch, type ItemResult } from "../../wire/statements.ts";
import { writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { settleIn } from "./outboxRecords.ts";
import type { Phone } from "./phone.ts";
import type { StatementRecord } from "./schema.ts";
import { type CallError, callJson } from "./traceClient.ts";

/** What came of one statement of an upload, and why it has no effect where the endpoint says so. */
type Settled = { readonly id: Hex; readonly outcome: AttemptOutcome; readonly noEffect?: string };

/**
 * Sends statements and writes what came of each. A batch that is refused as a whole is halved until the one at fault
 * is alone, so that it cannot hold up the others.
 * @returns why nothing came back, when nothing did
 */
export async function uploadStatements(
  phone: Phone,
  statements: readonly StatementRecord[],
  now: number,
): Promise<CallError | undefined> {
  if (statements.length === 0) return undefined;
  const answered = await sendBatch(
    phone,
    statements.map(({ bytes }) => bytes),
  );
  if (answered.ok) {
    const { results } = answered.value;
    await settle(
      phone,
      statements.map((statement, index) => settledItem(statement, results[index])),
      now,
    );
    return undefined;
  }
  const { error } = answered;
  const wholeRefused = error.code === "tooLarge" || error.code === "refused";
  if (wholeRefused && statements.length > 1) {
    const middle = Math.ceil(statements.length / 2);
    const first = await uploadStatements(phone, statements.slice(0, middle), now);
    return first ?? uploadStatements(phone, statements.slice(middle), now);
  }
  const outcome = failedOutcome(error, now);
  await settle(
    phone,
    statements.map(({ id }) => ({ id, outcome })),
    now,
  );
  return wholeRefused ? undefined : error;
}

/** Sends one batch; an answer that does not name exactly these items is not our endpoint's. */
async function sendBatch(phone: Phone, statements: readonly Uint8Array[]): Promise<Result<BatchAnswer, CallError>> {
  const body = encodeBatch(statements);
  const answered = await callJson(phone, { path: PATH.statements, body, contentType: CONTENT_TYPE.cborSequence });
  if (!answered.ok) return answered;
  const answer = parseAnswer(batchAnswerSchema, answered.value);
  const fits =
    answer.ok &&
    answer.value.results.length === statements.length &&
    answer.value.results.every((result, index) =>
      equalBytes(hexBytes(result.hash), sha256(statements[index] ?? new Uint8Array())),
    );
  return fits ? ok(answer.value) : { ok: false, error: { code: "notOurServer" } };
}

function settledItem({ id }: StatementRecord, result: ItemResult | undefined): Settled {
  if (result?.status !== "rejected") {
    const outcome = { kind: "acknowledged" } as const;
    return result?.code === undefined ? { id, outcome } : { id, outcome, noEffect: result.code };
  }
  const error: AttemptError =
    result.code === "unknownKey" || result.code === "overLimit" || result.code === "badSignature"
      ? result.code
      : "malformed";
  return { id, outcome: isFinal(error) ? { kind: "refused", error } : { kind: "retry", error } };
}

/** What a call that brought no answer means for each of its items. */
export function failedOutcome(error: CallError, now: number): AttemptOutcome {
  if (error.code === "tooLarge") return { kind: "refused", error: "tooLarge" };
  if (error.code === "refused") return { kind: "refused", error: "malformed" };
  if (!("retryAfter" in error) || error.retryAfter === undefined) return { kind: "retry", error: error.code };
  return { kind: "retry", error: error.code, notBefore: now + error.retryAfter };
}

/** A full disk leaves the entries as they were: sent again later, which changes nothing. */
async function settle(phone: Phone, items: readonly Settled[], now: number): Promise<void> {
  const written = await writeAll(phone.db, ["statements", "certificates", "acts"], async (transaction) => {
    for (const { id, outcome, noEffect } of items) {
      await settleIn(transaction, id, outcome, { from: "waiting", now, random: phone.random() });
      if (outcome.kind !== "acknowledged") continue;
      await noteEffect(transaction.objectStore("certificates"), id, noEffect);
      await noteEffect(transaction.objectStore("acts"), id, noEffect);
    }
  });
  if (written.ok) phone.changes.tell("outbox");
}

/** A store whose records say whether the endpoint gives them effect. */
type EffectStore<R> = {
  readonly get: (id: Hex) => Promise<R | undefined>;
  readonly put: (record: R) => Promise<unknown>;
};

async function noteEffect<R extends { readonly noEffect?: string | undefined }>(
  store: EffectStore<R>,
  id: Hex,
  noEffect: string | undefined,
): Promise<void> {
  const record = await store.get(id);
  if (record !== undefined && record.noEffect !== noEffect) await store.put({ ...record, noEffect });
}
