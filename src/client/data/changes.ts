/** What changed on this phone, as far as screens tell it apart. */
export type Change = "identities" | "certificates" | "outbox" | "directory" | "drafts" | "scans" | "clock";

/** Tells every tab of this phone what changed. */
export type Changes = {
  readonly tell: (...changes: readonly Change[]) => void;
  /** @returns the way to stop listening */
  readonly listen: (heard: (change: Change) => void) => () => void;
  readonly close: () => void;
};

/** Changes across tabs by BroadcastChannel; within this tab where the browser has none. */
export function phoneChanges(channel: BroadcastChannel | undefined): Changes {
  const listeners = new Set<(change: Change) => void>();
  const spread = (changes: readonly Change[]) => {
    for (const change of changes) for (const heard of listeners) heard(change);
  };
  channel?.addEventListener("message", (event: MessageEvent<readonly Change[]>) => spread(event.data));
  return {
    tell: (...changes) => {
      spread(changes);
      channel?.postMessage(changes);
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close: () => channel?.close(),
  };
}
