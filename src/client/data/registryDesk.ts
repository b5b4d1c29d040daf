import { decodeCbor, isCborMap } from "../../core/cbor.ts";
import { parseProfile } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { type History, type HistoryPart, historySchema } from "../../wire/history.ts";
import type { Operator } from "../../wire/operators.ts";
import { operatorHistoryPath, PATH, registryPath, registrySearchPath } from "../../wire/paths.ts";
import { compareAnswerSchema, type FoundOperator } from "../../wire/registerImport.ts";
import { type RegistryFilter, type RegistryRows, registryRowsSchema } from "../../wire/registry.ts";
import type { Hex } from "./hex.ts";
import { callAsOfficer, type DeskError } from "./officerDesk.ts";
import type { Phone } from "./phone.ts";

async function readRows(phone: Phone, path: string): Promise<Result<RegistryRows, DeskError>> {
  const answered = await callAsOfficer(phone, { path });
  if (!answered.ok) return answered;
  const rows = parseAnswer(registryRowsSchema, answered.value);
  return rows.ok ? rows : err({ code: "notOurServer" });
}

/** Operators in the officer's scope that fit what was typed. */
export function searchRegistry(phone: Phone, typed: string): Promise<Result<RegistryRows, DeskError>> {
  return readRows(phone, registrySearchPath(typed));
}

/** A page of the operators in the officer's scope, narrowed. */
export function listRegistry(phone: Phone, filter: RegistryFilter): Promise<Result<RegistryRows, DeskError>> {
  return readRows(phone, registryPath(filter));
}

/** A page of what was said about an operator, newest in the log first. */
export async function readHistory(
  phone: Phone,
  operator: Hex,
  { part, before }: { readonly part: HistoryPart; readonly before?: number },
): Promise<Result<History, DeskError>> {
  const answered = await callAsOfficer(phone, { path: operatorHistoryPath(operator, part, before) });
  if (!answered.ok) return answered;
  const history = parseAnswer(historySchema, answered.value);
  return history.ok ? history : err({ code: "notOurServer" });
}

/** An operator that may be the same as another, and by what. */
export type LikelyDuplicate = Pick<Operator, "id" | "name" | "kind" | "region" | "address" | "uscc"> &
  Pick<FoundOperator, "by" | "closed">;

function readDuplicate({ id, by, closed, profile }: FoundOperator): LikelyDuplicate | undefined {
  const bytes = base64UrlBytes(profile);
  const body = bytes.ok ? decodeCbor(bytes.value) : bytes;
  const read = body.ok && isCborMap(body.value) ? parseProfile(body.value) : undefined;
  if (read === undefined) return undefined;
  const { name, kind, region, address, uscc } = read;
  return { id, by, closed, name, kind, region, address, uscc };
}

/** Other operators in the officer's scope with the same code, or with the same name in the same village. */
export async function findDuplicates(
  phone: Phone,
  { id, name, region, uscc }: Pick<Operator, "id" | "name" | "region" | "uscc">,
): Promise<Result<readonly LikelyDuplicate[], DeskError>> {
  const row = { name, region, ...(uscc === undefined ? {} : { uscc }) };
  const answered = await callAsOfficer(phone, { path: PATH.operatorCompare, body: { rows: [row] } });
  if (!answered.ok) return answered;
  const answer = parseAnswer(compareAnswerSchema, answered.value);
  if (!answer.ok) return err({ code: "notOurServer" });
  const others = (answer.value.rows[0] ?? []).filter((found) => found.id !== id);
  return ok(others.flatMap((found) => readDuplicate(found) ?? []));
}
