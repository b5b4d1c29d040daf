import { toBase64Url } from "../../core/bytes.ts";
import { err, type Result } from "../../core/result.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { MAX_RECORDS_AT_ONCE, recordsAnswerSchema } from "../../wire/registerImport.ts";
import { queue, writeAll } from "./database.ts";
import type { PrivateRecordToSend } from "./officerRecords.ts";
import type { Phone } from "./phone.ts";
import { registrarIdentity } from "./registerOnPhone.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs, type SessionError } from "./sessions.ts";

type Outcome = "stored" | "notFound" | "outOfScope" | "erased" | "malformed";

/**
 * Sends private records whose statements have gone out, as the officer or station that wrote them; what the register has taken is
 * deleted here, and what it will never take: a record that was erased meanwhile. The others stay for the next exchange.
 * @returns why nothing came back, when nothing did
 */
export async function sendPrivateRecords(phone: Phone): Promise<SessionError | undefined> {
  let after: string | undefined;
  for (;;) {
    const range = after === undefined ? undefined : IDBKeyRange.lowerBound(after, true);
    const records = await phone.db.getAll("privateRecords", range, MAX_RECORDS_AT_ONCE);
    const officer = records.length === 0 ? undefined : await registrarIdentity(phone);
    if (officer === undefined) return undefined;
    const sent = await send(phone, officer, records);
    if (!sent.ok) return sent.error;
    const settled = records.filter((_, index) => ["stored", "erased"].includes(sent.value[index] ?? ""));
    await writeAll(phone.db, ["privateRecords"], async (transaction) => {
      for (const { hash } of settled) queue(transaction, transaction.objectStore("privateRecords").delete(hash));
    });
    after = records[records.length - 1]?.hash;
  }
}

async function send(
  phone: Phone,
  officer: IdentityRecord,
  records: readonly PrivateRecordToSend[],
): Promise<Result<readonly Outcome[], SessionError>> {
  const answered = await callAs(phone, officer, {
    path: PATH.records,
    body: { records: records.map(({ hash, bytes }) => ({ hash, bytes: toBase64Url(bytes) })) },
  });
  if (!answered.ok) return answered;
  const answer = parseAnswer(recordsAnswerSchema, answered.value);
  const fits = answer.ok && answer.value.results.length === records.length;
  return fits ? { ok: true, value: answer.value.results } : err({ code: "notOurServer" });
}
