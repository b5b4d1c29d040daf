import { trustedAuthorities } from "../../core/operator/authority.ts";
import { anyRegionContains, countyOf, regionContains } from "../../core/operator/region.ts";
import type { Verification } from "../../core/verify/verdict.ts";
import { heldAuthority } from "./authorities.ts";
import { writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { readSetting, writeSettings } from "./settings.ts";

/** Counties kept beyond the phone's own; the one asked for longest ago makes room. */
const MOST_REGIONS = 20;

/**
 * Keeps the directory of the county that a certificate comes from, from the next exchange on, when a verdict lacked
 * it: who buys there once buys there again. Only counties of the authorities that the own one vouches for, whose
 * endpoint alone is asked.
 */
export async function keepRegionOf(phone: Phone, { code, signer, certificate }: Verification): Promise<void> {
  const region = signer?.region ?? certificate?.origin;
  if ((code !== "noDirectory" && code !== "unknownKey") || region === undefined) return;
  const county = countyOf(region);
  const authority = await heldAuthority(phone);
  const before = (await readSetting(phone.db, "extraRegions")) ?? [];
  if (
    authority === undefined ||
    !trustedAuthorities(authority.list).some(({ regions }) => anyRegionContains(regions, county)) ||
    before.includes(county) ||
    (await phone.db.getAllKeys("directoryHeads")).some((held) => regionContains(held, county))
  )
    return;
  const extraRegions = [county, ...before].slice(0, MOST_REGIONS);
  await writeAll(phone.db, ["settings"], (transaction) => writeSettings(transaction, { extraRegions }));
}
