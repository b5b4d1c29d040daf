import { toBase64Url } from "../../core/bytes.ts";
import { recordPath } from "../../wire/paths.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import { officerIdentity } from "./actOnPhone.ts";
import { writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { callAs, type SessionError } from "./sessions.ts";

/** Refusals after which a record is never taken: it was erased meanwhile. */
const FINAL: readonly ProblemCode[] = ["recordErased"];
/** Records sent in one exchange. */
const AT_ONCE = 200;

/**
 * Sends private records whose statements have gone out, as the officer who wrote them; what the register has taken is
 * deleted here. @returns why nothing came back, when nothing did
 */
export async function sendPrivateRecords(phone: Phone): Promise<SessionError | undefined> {
  const waiting = await phone.db.getAll("privateRecords", undefined, AT_ONCE);
  const officer = waiting.length === 0 ? undefined : await officerIdentity(phone);
  if (officer === undefined) return undefined;
  for (const { hash, bytes } of waiting) {
    const sent = await callAs(phone, officer, {
      path: recordPath(hash),
      method: "PUT",
      body: { bytes: toBase64Url(bytes) },
    });
    const refused = !sent.ok && sent.error.code === "refused" ? sent.error.problem : undefined;
    if (!sent.ok && refused === undefined) return sent.error;
    const isSettled = sent.ok || (refused !== undefined && FINAL.includes(refused));
    if (isSettled)
      await writeAll(phone.db, ["privateRecords"], (transaction) =>
        transaction.objectStore("privateRecords").delete(hash),
      );
  }
  return undefined;
}
