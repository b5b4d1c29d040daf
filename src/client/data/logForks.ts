import { toBase64Url } from "../../core/bytes.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { forksSchema, forkVerdictSchema } from "../../wire/log.ts";
import { PATH } from "../../wire/paths.ts";
import { writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { callJson } from "./traceClient.ts";

/** Reports every fork that this phone found and the endpoint has not answered for yet: both signed heads, nothing else. */
export async function reportForks(phone: Phone): Promise<void> {
  for (const key of await phone.db.getAllKeys("forks")) {
    const fork = await phone.db.get("forks", key);
    if (fork === undefined || fork.reported === true) continue;
    const body = { held: toBase64Url(fork.held), offered: toBase64Url(fork.offered) };
    const answered = await callJson(phone, { path: PATH.logForks, body });
    if (!answered.ok || !parseAnswer(forkVerdictSchema, answered.value).ok) return;
    await writeAll(phone.db, ["forks"], (transaction) =>
      transaction.objectStore("forks").put({ ...fork, reported: true }, key),
    );
  }
}

/** When the log was found rewritten, by this phone or by others that reported it; Unix seconds, newest first. */
export async function knownForks(phone: Phone): Promise<readonly number[]> {
  const own = (await phone.db.getAll("forks")).map(({ at }) => at);
  const answered = await callJson(phone, { path: PATH.logForks });
  const listed = answered.ok ? parseAnswer(forksSchema, answered.value) : answered;
  const others = listed.ok ? listed.value.forks.map(({ at }) => at) : [];
  return [...own, ...others].sort((left, right) => right - left);
}
