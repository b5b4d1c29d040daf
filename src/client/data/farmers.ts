import { equalBytes, toHex } from "../../core/bytes.ts";
import { maskName, maskPhone } from "../../core/operator/profile.ts";
import { anyRegionContains } from "../../core/operator/region.ts";
import { regionsOf } from "../../core/operator/rights.ts";
import { WALK_IN_KINDS } from "../../core/statement/whoMaySign.ts";
import { tidyText } from "../../core/text.ts";
import { parseAnswer } from "../../wire/fields.ts";
import type { Operator } from "../../wire/operators.ts";
import { PATH } from "../../wire/paths.ts";
import { matchAnswerSchema } from "../../wire/records.ts";
import type { KnownFarmer } from "./behalf.ts";
import { idBytes } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import { writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { identityWithRole, termsInForce } from "./identities.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs } from "./sessions.ts";
import { phoneContext } from "./verifyContext.ts";

/** Rows of a search that a clerk looks through. */
const SHOWN = 20;

/** The identity of this phone that is a station's; undefined when none is. */
export async function stationIdentity(phone: Phone): Promise<IdentityRecord | undefined> {
  return identityWithRole(phone.db, "station", await timeNow(phone));
}

/** Regions in which a station may sign for farmers. */
export async function stationScopes(phone: Phone, station: IdentityRecord): Promise<readonly string[]> {
  return regionsOf(termsInForce(station, await timeNow(phone)), "station");
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** A phone number kept in full, or masked as the endpoint gives it. */
function hasPhone(stored: string, typed: string): boolean {
  return stored.includes("*") ? stored === maskPhone(typed) : digitsOf(stored) === digitsOf(typed);
}

function fits({ name, uscc, phone }: Operator, typed: string): boolean {
  if (name.includes(typed)) return true;
  if (uscc !== undefined && uscc === typed.toUpperCase()) return true;
  return phone !== undefined && digitsOf(typed).length >= 7 && hasPhone(phone, typed);
}

function farmerOf({ id, name, region, phone: contact }: Operator): KnownFarmer {
  return contact === undefined ? { id, name, region } : { id, name, region, contact };
}

/** Farmers of the station's region that this phone knows, by a part of the name, the phone number or the USCC. */
export async function knownFarmers(
  phone: Phone,
  station: IdentityRecord,
  typed: string,
): Promise<readonly KnownFarmer[]> {
  const query = tidyText(typed);
  const scopes = await stationScopes(phone, station);
  const known = await phone.db.getAll("knownOperators");
  return known
    .map(({ operator }) => operator)
    .filter(({ kind, region }) => WALK_IN_KINDS.includes(kind) && anyRegionContains(scopes, region))
    .filter((operator) => query !== "" && fits(operator, query))
    .slice(0, SHOWN)
    .map(farmerOf);
}

/** What the endpoint is asked for: a phone number is no part of a name. */
function questionFor(query: string): { readonly phone: string } | { readonly name: string } {
  return /^[\d\s()+-]{7,}$/.test(query) ? { phone: query } : { name: query };
}

async function ask(
  phone: Phone,
  station: IdentityRecord,
  body: { readonly phone: string } | { readonly name: string } | { readonly id: Hex },
): Promise<readonly KnownFarmer[] | undefined> {
  const answered = await callAs(phone, station, { path: PATH.farmers, body });
  const answer = answered.ok ? parseAnswer(matchAnswerSchema, answered.value) : answered;
  if (!answer.ok) return undefined;
  const { operators } = answer.value;
  await remember(phone, operators);
  const kept = await Promise.all(operators.map(({ id }) => farmerOnPhone(phone, id)));
  return kept.flatMap((farmer) => farmer ?? []);
}

/** Farmers as the endpoint finds them, which this phone then knows; undefined when it could not be asked. */
export function askForFarmers(
  phone: Phone,
  station: IdentityRecord,
  typed: string,
): Promise<readonly KnownFarmer[] | undefined> {
  const query = tidyText(typed);
  return query === "" ? Promise.resolve([]) : ask(phone, station, questionFor(query));
}

/** Keeps what the endpoint said; a phone number that was written down here in full stays so. */
async function remember(phone: Phone, operators: readonly Operator[]): Promise<void> {
  const seenAt = Math.floor(phone.clock());
  await writeAll(phone.db, ["knownOperators"], async (transaction) => {
    const store = transaction.objectStore("knownOperators");
    for (const operator of operators) {
      const held = (await store.get(operator.id))?.operator.phone;
      const same = held !== undefined && operator.phone !== undefined && maskPhone(held) === operator.phone;
      await store.put({ id: operator.id, operator: same ? { ...operator, phone: held } : operator, seenAt });
    }
  });
}

/** A farmer that this phone knows. */
export async function farmerOnPhone(phone: Phone, id: Hex): Promise<KnownFarmer | undefined> {
  const known = await phone.db.get("knownOperators", id);
  return known === undefined ? undefined : farmerOf(known.operator);
}

/**
 * The farmer of a card: known here, else as the endpoint says, else by the signed directory on this phone, whose masked
 * name the card's has to fit. Undefined when nothing on this phone vouches for the card and there is no network.
 */
export async function farmerOfCard(
  phone: Phone,
  station: IdentityRecord,
  card: { readonly farmer: Uint8Array; readonly name?: string },
): Promise<KnownFarmer | undefined> {
  const id = toHex(card.farmer);
  const known = await farmerOnPhone(phone, id);
  if (known !== undefined) return known;
  const [asked] = (await ask(phone, station, { id })) ?? [];
  return asked ?? byDirectory(phone, station, card);
}

async function byDirectory(
  phone: Phone,
  station: IdentityRecord,
  { farmer, name }: { readonly farmer: Uint8Array; readonly name?: string },
): Promise<KnownFarmer | undefined> {
  const context = await phoneContext(phone, undefined);
  const row = (await context.rowOf(farmer, idBytes(station.authority)))?.row;
  if (row === undefined || !equalBytes(row.operator, farmer) || !WALK_IN_KINDS.includes(row.kind)) return undefined;
  const fitsCard = name !== undefined && (row.name === name || row.name === maskName(name));
  const { kind, region } = row;
  const id = toHex(farmer);
  const operator: Operator = {
    id,
    kind,
    name: fitsCard ? name : row.name,
    region,
    standing: { state: "normal" },
    keys: [],
  };
  await remember(phone, [operator]);
  return farmerOf(operator);
}
