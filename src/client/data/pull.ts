import { countyOf } from "../../core/operator/region.ts";
import { issuingStyles } from "../../core/statement/whoMaySign.ts";
import { fetchAuthority, heldAuthority, keepAuthority } from "./authorities.ts";
import { timeNow } from "./clock.ts";
import { writeAll } from "./database.ts";
import { type PullDirectoryError, pullDirectory } from "./directories.ts";
import { type FeedError, pullFeed } from "./feedSync.ts";
import { rolesAt } from "./identities.ts";
import { reportForks } from "./logForks.ts";
import { applyOwnStanding } from "./ownStanding.ts";
import type { Phone } from "./phone.ts";
import { needsRenewal, renewGrants } from "./renewGrants.ts";
import type { IdentityRecord } from "./schema.ts";
import { readSetting, writeSettings } from "./settings.ts";
import { pullHead } from "./treeHeads.ts";

/** What could not be brought up to date, the first of it; everything else was. */
export type PullError = PullDirectoryError | FeedError | "untrusted" | "fork";

/** Seconds after which a phone that has a network asks for news again. */
const PULL_EVERY = 900;

/** True when directory and feed have not been brought up to date for a while. */
export async function isPullDue(phone: Phone): Promise<boolean> {
  const last = await readSetting(phone.db, "lastPull");
  return last === undefined || Math.abs((await timeNow(phone)) - last) >= PULL_EVERY;
}

/**
 * Brings this phone up to date: the authorities it trusts, the log's head, the directory of its regions, its grants,
 * and what happened to its own certificates. Each part stands alone: what fails is tried again next time.
 */
export async function pullNews(phone: Phone): Promise<PullError | undefined> {
  const authority = await fetchAuthority(phone, undefined);
  if (!authority.ok) return authority.error.code;
  await keepAuthority(phone, authority.value.record);
  const errors: PullError[] = [];
  const head = await pullHead(phone);
  if (!head.ok && head.error === "fork") errors.push("fork");
  await reportForks(phone);
  for (const region of await regionsKept(phone)) {
    const pulled = await pullDirectory(phone, region);
    if (!pulled.ok) errors.push(pulled.error);
  }
  await applyOwnStanding(phone);
  const now = await timeNow(phone);
  for (const identity of await phone.db.getAll("identities")) {
    const error = await pullOwn(phone, identity, now);
    if (error !== undefined) errors.push(error);
  }
  const [first] = errors;
  if (first === undefined)
    await writeAll(phone.db, ["settings"], (transaction) => writeSettings(transaction, { lastPull: now }));
  return first;
}

/** Grants when they end soon, and the feed of an operator that issues. */
async function pullOwn(phone: Phone, identity: IdentityRecord, now: number): Promise<PullError | undefined> {
  if (needsRenewal(identity, now)) await renewGrants(phone, identity);
  if (issuingStyles(rolesAt(identity, now)).length === 0) return undefined;
  const feed = await pullFeed(phone, identity);
  // Not part of the first load: only whoever issues goes before the gate.
  await (await import("./gateNews.ts")).refreshGateNews(phone, identity, now);
  return feed.ok || feed.error === "keyLocked" ? undefined : feed.error;
}

/**
 * Regions whose directory this phone keeps: the counties of its operators, or all of the authority's on a phone that
 * never joined, and what was asked for.
 */
export async function regionsKept(phone: Phone): Promise<readonly string[]> {
  const own = (await phone.db.getAll("identities")).map((identity) => countyOf(identity.region));
  const usual = own.length > 0 ? own : ((await heldAuthority(phone))?.list.publisher.regions ?? []);
  return [...new Set([...usual, ...((await readSetting(phone.db, "extraRegions")) ?? [])])];
}
