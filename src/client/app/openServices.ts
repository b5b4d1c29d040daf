import { createStore } from "zustand/vanilla";
import { type HomeState, INITIAL_HOME } from "../features/home/homeDeps.ts";
import type { PreferencesStore } from "../features/settings/preferences.ts";
import { saveFile } from "./saveFile.ts";
import type { AppServices } from "./services.ts";
import { askPersistent, reportStorage } from "./storageReport.ts";

/** Joins the features' needs to the browser. Returns at once; what has to be opened arrives in the stores later. */
export function openServices(preferences: PreferencesStore): AppServices {
  const home = createStore<HomeState>(() => INITIAL_HOME);
  const storage = {
    report: () => reportStorage(navigator.storage),
    askPersistent: () => askPersistent(navigator.storage),
  };
  void storage.report().then(({ state }) => home.setState({ storage: state }));
  return {
    home: { state: home, syncNow: undefined },
    settings: { preferences, storage, backup: undefined, device: undefined, saveFile, version: __APP_VERSION__ },
  };
}
