import { toHex } from "../../core/bytes.ts";
import { regionsWithin } from "../../core/operator/region.ts";
import { askReach } from "../../core/operator/whoMayAsk.ts";
import type { RegistryRow } from "../../wire/registry.ts";
import { officerIdentity } from "./actOnPhone.ts";
import { timeNow } from "./clock.ts";
import type { NamesQuestion } from "./directoryNames.ts";
import { termsInForce } from "./identities.ts";
import type { NamesOrder } from "./namesMessages.ts";
import type { Phone } from "./phone.ts";

/** What an officer may look through without the endpoint. */
export type HeldRegistry = {
  readonly held: NamesOrder["held"];
  /** When the oldest part of it was signed, Unix seconds. */
  readonly since: number;
  readonly scopes: readonly string[];
  /** Unix seconds. */
  readonly now: number;
};

/** Which directories on this phone an officer may search in; undefined when there is none, or no officer. */
export async function heldRegistry(phone: Phone): Promise<HeldRegistry | undefined> {
  const [officer, now] = await Promise.all([officerIdentity(phone), timeNow(phone)]);
  if (officer === undefined) return undefined;
  const scopes = askReach("registerList", termsInForce(officer, now))?.regions ?? [];
  const heads = (await phone.db.getAll("directoryHeads"))
    .map(({ head }) => head)
    .filter(
      ({ authority, region }) => toHex(authority) === officer.authority && regionsWithin(region, scopes).length > 0,
    );
  if (heads.length === 0) return undefined;
  return {
    held: {
      name: heads.map(({ region, version }) => `${region} ${version}`).join(),
      regions: heads.map(({ region }) => region),
    },
    since: Math.min(...heads.map(({ issuedAt }) => issuedAt)),
    scopes,
    now,
  };
}

/** Searches the directory on this phone, or only makes it ready where nothing was typed; undefined when that failed. */
export type AskNames = (
  held: NamesOrder["held"],
  question: NamesQuestion | undefined,
) => Promise<readonly RegistryRow[] | undefined>;
