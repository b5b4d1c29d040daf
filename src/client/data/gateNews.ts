import { gateRulesPath } from "../../wire/paths.ts";
import type { Hex } from "./hex.ts";
import { readFile } from "./operatorFiles.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";

/** Seconds for which what the gate knows is not asked for again by itself. */
const FRESH = 6 * 3600;

/** When this phone last had an operator's file from the endpoint, Unix seconds; 0 for never. */
async function seenAt(phone: Phone, operator: Hex): Promise<number> {
  return (await phone.db.get("files", operator))?.seenAt ?? 0;
}

/**
 * Brings up to date what the gate goes by besides records: one's own file with its stop orders and who answers for
 * quality, and the lists with the officers' decisions, which the service worker keeps.
 */
export async function refreshGateNews(phone: Phone, identity: IdentityRecord, now: number): Promise<void> {
  if (now - (await seenAt(phone, identity.operator)) < FRESH) return;
  const { operator, name, kind, region } = identity;
  await readFile(phone, identity, operator, { id: operator, name, kind, region });
  await phone.fetch(`${phone.origin}${gateRulesPath(region)}`).catch(() => undefined);
}
