import { err, ok, type Result } from "../../core/result.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { operatorRecordPath, revealRecordPath } from "../../wire/paths.ts";
import {
  erasedRecordSchema,
  type MaskedRecord,
  maskedRecordSchema,
  type RevealedRecord,
  revealedRecordSchema,
} from "../../wire/records.ts";
import type { Hex } from "./hex.ts";
import { callAsOfficer, type DeskError } from "./officerDesk.ts";
import type { Phone } from "./phone.ts";

/** An operator's private record, masked, and who has done what with it. Nothing of it is kept on the phone. */
export async function readRecord(phone: Phone, operator: Hex): Promise<Result<MaskedRecord, DeskError>> {
  const answered = await callAsOfficer(phone, { path: operatorRecordPath(operator) });
  if (!answered.ok) return answered;
  const record = parseAnswer(maskedRecordSchema, answered.value);
  return record.ok ? record : err({ code: "notOurServer" });
}

/** An operator's private record in full; the register writes down who asked. Nothing of it is kept on the phone. */
export async function revealRecord(phone: Phone, operator: Hex): Promise<Result<RevealedRecord, DeskError>> {
  const answered = await callAsOfficer(phone, { path: revealRecordPath(operator), body: {} });
  if (!answered.ok) return answered;
  const record = parseAnswer(revealedRecordSchema, answered.value);
  return record.ok ? record : err({ code: "notOurServer" });
}

/** Erases an operator's private records for good. */
export async function eraseRecord(phone: Phone, operator: Hex): Promise<Result<undefined, DeskError>> {
  const answered = await callAsOfficer(phone, { path: operatorRecordPath(operator), method: "DELETE" });
  if (!answered.ok) return answered;
  return parseAnswer(erasedRecordSchema, answered.value).ok ? ok(undefined) : err({ code: "notOurServer" });
}
