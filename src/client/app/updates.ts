import type { Workbox } from "workbox-window";
import { createStore, type StoreApi } from "zustand/vanilla";
import { WORKER_MESSAGE } from "../../wire/workerMessages.ts";
import { atRest } from "./atRest.ts";

/** How long between two looks for a new version, in milliseconds. */
const LOOK_EVERY = 3_600_000;

/** `waiting` = a new version is stored and takes over on a tap; `replaced` = another window let it take over. */
export type UpdateState = { readonly state: "none" | "waiting" | "replaced" };

/** A new version of the app, which never comes into force under a person's hands. */
export type Updates = {
  readonly state: StoreApi<UpdateState>;
  /** Lets the new version take over and opens the app again. Call it for a person's tap only. */
  readonly apply: () => void;
};

/** Watches for new versions. Without service workers (in-app web views) there are none to wait for. */
export function watchUpdates(): Updates {
  const state = createStore<UpdateState>(() => ({ state: "none" }));
  let workbox: Workbox | undefined;
  let tapped = false;
  const apply = () => {
    tapped = true;
    if (workbox === undefined || state.getState().state === "replaced") window.location.reload();
    else workbox.messageSkipWaiting();
  };
  // A chunk of an older version that is gone from server and cache.
  window.addEventListener("vite:preloadError", () => {
    if (navigator.onLine) state.setState({ state: "replaced" });
  });
  const start = async () => {
    workbox = await registerWorker({
      waiting: () => state.setState({ state: "waiting" }),
      replaced: () => (tapped ? window.location.reload() : state.setState({ state: "replaced" })),
    });
  };
  // The first picture matters more than the worker.
  if ("serviceWorker" in navigator && import.meta.env.PROD) void atRest().then(start);
  return { state, apply };
}

async function registerWorker(on: {
  readonly waiting: () => void;
  readonly replaced: () => void;
}): Promise<Workbox | undefined> {
  const { Workbox } = await import("workbox-window");
  const workbox = new Workbox("/sw.js");
  // The first worker of all replaces nothing, also when the person had gone on to another page meanwhile.
  const controlled = navigator.serviceWorker.controller !== null;
  workbox.addEventListener("waiting", on.waiting);
  workbox.addEventListener("controlling", (event) => {
    if (controlled && (event.isUpdate === true || event.isExternal === true)) on.replaced();
  });
  try {
    await workbox.register();
  } catch {
    // Refused (private window, certificate not trusted): the app works, only not offline.
    return undefined;
  }
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK_EVERY) return;
    looked = Date.now();
    workbox.update().catch(() => undefined); // offline: there is nothing new to be had
  });
  void fillLater(workbox);
  return workbox;
}

/** Once the app is at rest, the worker fetches what was left out of its quick installation: decoder, data packs. */
async function fillLater(workbox: Workbox): Promise<void> {
  if (savesData()) return;
  await workbox.active;
  const fill = () => void workbox.messageSW({ type: WORKER_MESSAGE.fill });
  if ("requestIdleCallback" in window) window.requestIdleCallback(fill, { timeout: 10_000 });
  else setTimeout(fill, 3_000);
}

/** Whether the person asked for fewer bytes; only Chromium says. */
function savesData(): boolean {
  if (!("connection" in navigator)) return false;
  const { connection } = navigator;
  return (
    typeof connection === "object" && connection !== null && "saveData" in connection && connection.saveData === true
  );
}
