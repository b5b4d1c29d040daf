import type { StoreApi } from "zustand/vanilla";
import { askReach } from "../../core/operator/whoMayAsk.ts";
import { issuesForFarmers, issuingStyles } from "../../core/statement/whoMaySign.ts";
import { hasDraft } from "../data/drafts.ts";
import { actingIdentity, rolesAt, termsInForce } from "../data/identities.ts";
import { outboxCounts } from "../data/outboxRecords.ts";
import type { Phone } from "../data/phone.ts";
import { readSetting } from "../data/settings.ts";
import type { HomeOperator, HomeState, SyncSummary } from "../features/home/homeDeps.ts";
import { atRest } from "./atRest.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";

async function readOperator(phone: Phone, packs: Packs, now: number): Promise<HomeOperator | undefined> {
  const identity = await actingIdentity(phone.db);
  if (identity === undefined) return undefined;
  const roles = rolesAt(identity, now);
  return {
    name: identity.name,
    region: await packs.placeName(identity.region),
    mayIssue: issuingStyles(roles).length > 0,
    isOfficer: askReach("desk", termsInForce(identity, now)) !== undefined,
    isStation: issuesForFarmers(roles),
  };
}

function syncState(waiting: number, refused: number, sending: boolean): SyncSummary["state"] {
  if (refused > 0) return "refused";
  if (waiting === 0) return "upToDate";
  return sending ? "sending" : "waiting";
}

async function readSync(phone: Phone, sending: boolean): Promise<SyncSummary> {
  const [counts, lastContact] = await Promise.all([outboxCounts(phone.db), readSetting(phone.db, "lastContact")]);
  const waiting = counts.waiting + counts.acknowledged;
  return { state: syncState(waiting, counts.refused, sending), waiting, refused: counts.refused, lastContact };
}

/** Milliseconds for which changes are gathered before the home screen is read anew. */
const REFRESH_DELAY = 250;

/** Reads the home screen's state anew: at once, or together with whatever changes next. */
export type HomeFeed = { readonly now: () => Promise<void>; readonly soon: () => void };

/** Keeps the home screen's state in step with this phone. */
export function feedHome(phone: Phone, packs: Packs, home: StoreApi<HomeState>, isSending: () => boolean): HomeFeed {
  const refresh = async () => {
    const offset = await readSetting(phone.db, "clockOffset");
    const [operator, sync, draft] = await Promise.all([
      readOperator(phone, packs, Math.floor(phone.clock()) + (offset ?? 0)),
      readSync(phone, isSending()),
      hasDraft(phone, openLocalStorage()),
    ]);
    home.setState({ operator, sync, clockOffset: offset, hasDraft: draft });
  };
  // Many changes come together, and nothing on the home screen is worth holding up the screen in front of it.
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      void refresh();
    }, REFRESH_DELAY);
  };
  phone.changes.listen(soon);
  // Behind another screen it can wait until that one is there.
  if (window.location.pathname === "/") void refresh();
  else void atRest().then(refresh);
  return { now: refresh, soon };
}
