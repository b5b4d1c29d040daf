import { createStore } from "zustand/vanilla";
import { SYNC_TAG, WORKER_MESSAGE } from "../../wire/workerMessages.ts";
import { openPhone, type Phone } from "../data/phone.ts";
import { readSetting } from "../data/settings.ts";
import type { SyncRunner } from "../data/syncRunner.ts";
import { type HomeState, INITIAL_HOME } from "../features/home/homeDeps.ts";
import type { PreferencesStore } from "../features/settings/preferences.ts";
import { atRest } from "./atRest.ts";
import { feedHome, type HomeFeed } from "./homeFeed.ts";
import { STYLE_TERMS } from "./officialStyles.ts";
import { openPacks, type Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";
import type { AppServices } from "./services.ts";
import { askPersistent, reportStorage } from "./storageReport.ts";

function openThisPhone() {
  return openPhone({
    origin: window.location.origin,
    clock: () => Date.now() / 1000,
    // Spreads retries, nothing secret.
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    fetch: (...request) => window.fetch(...request),
    styleTerms: STYLE_TERMS,
    webLocks: navigator.locks,
    channel: "BroadcastChannel" in window ? new BroadcastChannel("liangzheng") : undefined,
    lost: () => window.location.reload(),
  });
}

/** The exchange with the endpoint is no part of the first load: nothing on the screen waits for it. */
async function startLater(phone: Phone, told: () => void): Promise<SyncRunner> {
  // A phone that never asked knows nobody yet: whoever scans on it at once should not have to wait for its rest.
  if ((await readSetting(phone.db, "lastPull")) !== undefined) await atRest();
  const [{ startSync }, { lockWhenIdle }] = await Promise.all([
    import("../data/syncRunner.ts"),
    import("./idleLock.ts"),
  ]);
  lockWhenIdle(phone);
  return startSync(phone, { network: window, visibility: document }, told);
}

/** Places of the regions whose directory is kept are named without a network too. */
async function keepPlaces(phone: Phone, packs: Packs): Promise<void> {
  const { regionsKept } = await import("../data/pull.ts");
  packs.keepCounties(await regionsKept(phone));
}

/** What the operator's next labels are drawn with comes while there is a network. */
async function keepPrintable(phone: Phone, packs: Packs): Promise<void> {
  const { keepGlyphs } = await import("./glyphServices.ts");
  await keepGlyphs(phone, packs);
}

/** Background sync, where a browser has it: the worker only says when; the app does the work. */
function listenToWorker(sync: SyncRunner): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (isSyncMessage(data)) void sync.run(false);
  });
  navigator.serviceWorker.ready
    .then((registration: SyncRegistration) => registration.sync?.register(SYNC_TAG))
    .catch(() => undefined); // a bonus: refused where the person forbade it
}

type SyncRegistration = ServiceWorkerRegistration & {
  readonly sync?: { readonly register: (tag: string) => Promise<void> };
};

function isSyncMessage(data: unknown): boolean {
  return typeof data === "object" && data !== null && "type" in data && data.type === WORKER_MESSAGE.sync;
}

/** Joins the features' needs to the browser. Returns at once; what has to be opened arrives in the stores later. */
export function openServices(preferences: PreferencesStore): AppServices {
  const home = createStore<HomeState>(() => INITIAL_HOME);
  const packs = openPacks((...request) => window.fetch(...request));
  const storage = {
    report: () => reportStorage(navigator.storage),
    askPersistent: () => askPersistent(navigator.storage),
  };
  const phone = openThisPhone();
  void storage.report().then(({ state }) => home.setState({ storage: state }));
  let sync: SyncRunner | undefined;
  let askedForSync = false;
  let feed: HomeFeed | undefined;
  // Coming online before the exchange has begun is a reason to ask for news when it does.
  window.addEventListener("online", () => (askedForSync = true), { once: true });
  void phone.then((opened) => {
    if (!opened.ok) return home.setState({ storage: "unavailable" });
    feed = feedHome(opened.value, packs, home, () => sync?.progress().sending === true);
    return startLater(opened.value, feed.soon).then((runner) => {
      sync = runner;
      if (askedForSync) void runner.run(true);
      listenToWorker(runner);
      opened.value.changes.listen((change) => {
        if (change === "directory") void keepPlaces(opened.value, packs);
        // Joining, and every exchange with the endpoint: a network is there now.
        if (change === "identities" || change === "directory") void keepPrintable(opened.value, packs);
      });
    });
  });
  const syncNow = () => {
    askedForSync = true;
    void sync?.run(true);
  };
  return {
    phone,
    packs,
    syncNow,
    readHome: async () => feed?.now(),
    askPersistent: async () => {
      const { state } = await storage.askPersistent();
      home.setState({ storage: state });
      return state === "persistent";
    },
    home: { state: home, syncNow },
    settings: { preferences, storage, backup: undefined, device: undefined, saveFile, version: __APP_VERSION__ },
  };
}
