import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { StaleWhileRevalidate } from "workbox-strategies";
import { SYNC_TAG, WORKER_MESSAGE } from "../wire/workerMessages.ts";
import { answerLater, dropOldLater, fillLater } from "./laterCache.ts";
import { answerNavigation } from "./navigation.ts";

declare const self: ServiceWorkerGlobalScope & {
  /** Stored on installation: the shell and every screen. Written by the build. */
  readonly __WB_MANIFEST: readonly (string | PrecacheEntry)[];
  /** Stored when used or when the app is at rest: decoder, large data. Written by the build. */
  readonly __LATER_MANIFEST: readonly PrecacheEntry[];
};

/** Background Sync is in no standard library of types: only Chromium has it. */
type SyncEvent = ExtendableEvent & { readonly tag: string };

declare global {
  // An interface, because only an interface can be added to.
  interface ServiceWorkerGlobalScopeEventMap {
    readonly sync: SyncEvent;
  }
}

const SHELL = "/index.html";
const later = self.__LATER_MANIFEST.map((entry) => new URL(entry.url, self.location.origin).href);

async function shell(): Promise<Response> {
  return (await matchPrecache(SHELL)) ?? fetch(SHELL);
}

async function fetchOrShell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return shell();
  }
}

clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute([...self.__WB_MANIFEST]);

registerRoute(
  ({ request, url, sameOrigin }) =>
    sameOrigin && request.mode === "navigate" && answerNavigation(url.pathname) !== "server",
  ({ request, url }) => (answerNavigation(url.pathname) === "shell" ? shell() : fetchOrShell(request)),
);
registerRoute(
  ({ url }) => later.includes(url.href),
  ({ request }) => answerLater(request),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/api/reference/"),
  new StaleWhileRevalidate({ cacheName: "reference" }),
);

self.addEventListener("activate", (event) => event.waitUntil(dropOldLater(later)));

self.addEventListener("message", (event) => {
  const message: unknown = event.data;
  if (typeof message !== "object" || message === null || !("type" in message)) return;
  if (message.type === WORKER_MESSAGE.skipWaiting) void self.skipWaiting();
  if (message.type === WORKER_MESSAGE.fill) event.waitUntil(fillLater(later));
});

self.addEventListener("sync", (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(askAppToSend());
});

/** The outbox belongs to the app, which knows keys and order; without an open window it waits for the next start. */
async function askAppToSend(): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window" });
  for (const window of windows) window.postMessage({ type: WORKER_MESSAGE.sync });
}
