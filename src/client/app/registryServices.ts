import { countyOf } from "../../core/operator/region.ts";
import { placeName } from "../../core/reference/divisionNames.ts";
import { err, ok } from "../../core/result.ts";
import { officerIdentity } from "../data/actOnPhone.ts";
import { heldRegistry } from "../data/heldRegistry.ts";
import type { Phone } from "../data/phone.ts";
import { listRegistry, searchRegistry } from "../data/registryDesk.ts";
import type { RegistryDeps, RegistryFailure, RegistryPage } from "../features/registry/registryDeps.ts";
import { namesAsker } from "./askNames.ts";
import { deskFailure } from "./deskFailures.ts";
import type { Packs } from "./packs.ts";

/** Failures of the way to the endpoint or of itself, not its refusals: what this phone holds has to do. */
const UNASKED: readonly RegistryFailure[] = ["offline", "serverError", "notOurServer"];

/** Codes of the towns and villages in these regions whose name holds what was typed. */
async function placesNamed(packs: Packs, typed: string, scopes: readonly string[]): Promise<readonly string[]> {
  const tables = await packs.placesIn(scopes);
  const places = [...tables.packs.values()].flatMap(({ towns }) => towns.flatMap((town) => [town, ...town.villages]));
  return places.filter(({ name }) => placeName(name).includes(typed)).map(({ code }) => code);
}

/** Joins the screen of the register to this phone. */
export function registryServices(phone: Phone, packs: Packs): RegistryDeps {
  const ask = namesAsker();
  const searchHeld = async (typed: string): Promise<RegistryPage | undefined> => {
    const registry = await heldRegistry(phone);
    if (registry === undefined) return undefined;
    const { held, since, scopes, now } = registry;
    const places = await placesNamed(packs, typed, scopes);
    const operators = await ask(held, { typed, places, scopes, now });
    return operators === undefined ? undefined : { operators, heldSince: since };
  };
  const makeHeldReady = async () => {
    const registry = await heldRegistry(phone);
    if (registry !== undefined) await ask(registry.held, undefined);
  };
  return {
    async search(typed) {
      const found = await searchRegistry(phone, typed);
      if (found.ok) return found;
      const failure = deskFailure(found.error);
      const held = UNASKED.includes(failure) ? await searchHeld(typed) : undefined;
      return held === undefined ? err(failure) : ok(held);
    },
    async list(filter, after) {
      const rows = await listRegistry(phone, after === undefined ? filter : { ...filter, after });
      if (rows.ok) return rows;
      const failure = deskFailure(rows.error);
      // Whoever opens the register without a network searches next.
      if (UNASKED.includes(failure)) void makeHeldReady();
      return err(failure);
    },
    async searchPlaces(typed) {
      const identity = await officerIdentity(phone);
      return typed === "" ? [] : packs.searchPlaces(typed, countyOf(identity?.region ?? ""));
    },
    placeName: packs.placeName,
  };
}
