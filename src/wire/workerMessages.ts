/** Messages between the app and its service worker, in their `type`. */
export const WORKER_MESSAGE = {
  /** App to worker: fetch everything that is to be there offline and was left out of the installation. */
  fill: "fill",
  /** App to worker, sent by workbox-window: take over now. */
  skipWaiting: "SKIP_WAITING",
  /** Worker to app: the system says that there is a network; send what is waiting. */
  sync: "sync",
} as const;

/** Tag of the background sync that asks for {@link WORKER_MESSAGE.sync}. */
export const SYNC_TAG = "outbox";
