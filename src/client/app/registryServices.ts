import { countyOf } from "../../core/operator/region.ts";
import { err } from "../../core/result.ts";
import { officerIdentity } from "../data/actOnPhone.ts";
import type { Phone } from "../data/phone.ts";
import { listRegistry, searchRegistry } from "../data/registryDesk.ts";
import type { RegistryDeps } from "../features/registry/registryDeps.ts";
import { deskFailure } from "./deskFailures.ts";
import type { Packs } from "./packs.ts";

/** Joins the screen of the register to this phone. */
export function registryServices(phone: Phone, packs: Packs): RegistryDeps {
  return {
    async search(typed) {
      const found = await searchRegistry(phone, typed);
      return found.ok ? found : err(deskFailure(found.error));
    },
    async list(filter, after) {
      const rows = await listRegistry(phone, after === undefined ? filter : { ...filter, after });
      return rows.ok ? rows : err(deskFailure(rows.error));
    },
    async searchPlaces(typed) {
      const identity = await officerIdentity(phone);
      return typed === "" ? [] : packs.searchPlaces(typed, countyOf(identity?.region ?? ""));
    },
    placeName: packs.placeName,
  };
}
