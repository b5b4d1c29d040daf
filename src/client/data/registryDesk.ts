import { err, type Result } from "../../core/result.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { registryPath, registrySearchPath } from "../../wire/paths.ts";
import { type RegistryFilter, type RegistryRows, registryRowsSchema } from "../../wire/registry.ts";
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
