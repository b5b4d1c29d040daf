import { toHex } from "../../core/bytes.ts";
import { parseScanned } from "../../core/qr/qrText.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { OnlineAnswer } from "../../core/verify/context.ts";
import type { Verification } from "../../core/verify/verdict.ts";
import { verifyScanned } from "../../core/verify/verify.ts";
import { certificateAnswerSchema } from "../../wire/certificates.ts";
import { base64UrlBytes, hexBytes, parseAnswer } from "../../wire/fields.ts";
import { certificatePath } from "../../wire/paths.ts";
import { askTag } from "./askTag.ts";
import { heldAuthority } from "./authorities.ts";
import { type StoreError, writeAll } from "./database.ts";
import { keepRegionOf } from "./extraRegions.ts";
import type { Phone } from "./phone.ts";
import type { ScanRecord } from "./schema.ts";
import { type CallError, callJson } from "./traceClient.ts";
import { phoneContext } from "./verifyContext.ts";

/** Seconds for which a person who scans waits for the network; the phone's own verdict stands meanwhile. */
const PATIENCE = 8;

/** Verifies a scanned or typed text with nothing but this phone. Never throws for any text and opens nothing. */
export async function verifyOnPhone(phone: Phone, text: string): Promise<Verification> {
  return verifyScanned(text, await phoneContext(phone, undefined));
}

/**
 * Verifies with the endpoint's answer beside what the phone knows. Only this phone's own endpoint is asked, whatever
 * origin the text names, and only about what its own authority vouches for: of another's it knows nothing.
 */
export async function verifyOnline(phone: Phone, text: string): Promise<Result<Verification, CallError>> {
  const offline = await verifyOnPhone(phone, text);
  await keepRegionOf(phone, offline);
  const scanned = parseScanned(text);
  if (scanned.ok && scanned.value.form === "tag") {
    const { tag } = scanned.value;
    return askTag(phone, offline, { text, tag, lookUp: (number) => lookUp(phone, number), patience: PATIENCE });
  }
  const { number, authority } = offline;
  const home = (await heldAuthority(phone))?.list.publisher.name;
  const elsewhere = authority !== undefined && authority !== home;
  if (!scanned.ok || number === undefined || elsewhere) return ok(offline);
  const online = await lookUp(phone, number);
  return online.ok ? ok(await verifyScanned(text, await phoneContext(phone, online.value))) : online;
}

/** What the register says about a number. */
export async function lookUp(phone: Phone, number: string): Promise<Result<OnlineAnswer, CallError>> {
  const answered = await callJson(phone, { path: certificatePath(number), timeout: PATIENCE });
  if (!answered.ok) {
    const unknown = answered.error.code === "refused" && answered.error.problem === "notFound";
    return unknown ? ok({ known: false }) : answered;
  }
  const answer = parseAnswer(certificateAnswerSchema, answered.value);
  const statement = answer.ok ? base64UrlBytes(answer.value.statement) : answer;
  if (!answer.ok || !statement.ok) return err({ code: "notOurServer" });
  const { id, receivedAt, state, withdrawn, flags } = answer.value;
  const withdrawal =
    state === "active" || withdrawn === undefined
      ? {}
      : { withdrawal: { state, reason: withdrawn.reason ?? "", at: withdrawn.at, by: withdrawn.by.name } };
  return ok({
    known: true,
    id: hexBytes(id),
    statement: statement.value,
    loggedAt: receivedAt,
    flags,
    ...withdrawal,
  });
}

/** Verdicts whose statement's signature held under a known key. */
function isHeld(verification: Verification): boolean {
  return (
    verification.id !== undefined &&
    verification.verdict !== "forged" &&
    verification.checks.signature.status === "passed"
  );
}

/**
 * Keeps a scan in the history, with its statement once that is verified: a later typed number finds it here, and a
 * purchaser can take its goods into a lot.
 */
export async function recordScan(
  phone: Phone,
  text: string,
  verification: Verification,
): Promise<Result<undefined, StoreError>> {
  const at = Math.floor(phone.clock());
  const scanned = parseScanned(text);
  const statement = scanned.ok && "certificate" in scanned.value ? scanned.value.certificate : undefined;
  const held =
    isHeld(verification) &&
    statement !== undefined &&
    verification.id !== undefined &&
    verification.number !== undefined
      ? { statement, heldId: toHex(verification.id), heldNumber: verification.number }
      : {};
  const source = verification.verdict === "authentic" && "heldId" in held ? { sourceOrder: -at } : {};
  const record: ScanRecord = { at, text, verification, ...held, ...source };
  const written = await writeAll(phone.db, ["scans"], async (transaction) => {
    await transaction.objectStore("scans").add(record);
    return undefined;
  });
  if (written.ok) phone.changes.tell("scans");
  return written;
}

/** What was scanned on this phone, newest first; `before` is the last one shown. */
export async function scanHistory(
  phone: Phone,
  limit: number,
  before: number | undefined,
): Promise<readonly ScanRecord[]> {
  const range = before === undefined ? undefined : IDBKeyRange.upperBound(before, true);
  const scans: ScanRecord[] = [];
  let cursor = await phone.db.transaction("scans").store.openCursor(range, "prev");
  while (cursor !== null && scans.length < limit) {
    scans.push(cursor.value);
    cursor = await cursor.continue();
  }
  return scans;
}

/** Forgets every scan. */
export async function clearScans(phone: Phone): Promise<Result<void, StoreError>> {
  const cleared = await writeAll(phone.db, ["scans"], (transaction) => transaction.objectStore("scans").clear());
  if (cleared.ok) phone.changes.tell("scans");
  return cleared;
}
