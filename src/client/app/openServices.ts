import { createStore } from "zustand/vanilla";
import { type HomeState, INITIAL_HOME } from "../features/home/homeDeps.ts";
import type { PreferencesStore } from "../features/settings/preferences.ts";
import { openPhone } from "../data/phone.ts";
import { feedHome } from "./homeFeed.ts";
import { STYLE_TERMS } from "./officialStyles.ts";
import { openPacks } from "./packs.ts";
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
  void phone.then((opened) => {
    if (opened.ok) feedHome(opened.value, packs, home, () => false);
    else home.setState({ storage: "unavailable" });
  });
  const syncNow = () => undefined;
  return {
    phone,
    packs,
    syncNow,
    askPersistent: async () => {
      const { state } = await storage.askPersistent();
      home.setState({ storage: state });
      return state === "persistent";
    },
    home: { state: home, syncNow },
    settings: { preferences, storage, backup: undefined, device: undefined, saveFile, version: __APP_VERSION__ },
  };
}
