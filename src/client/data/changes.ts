/** What changed on this phone, as far as screens tell it apart. */
export type Change =
  | "identities"
  | "certificates"
  | "diary"
  | "outbox"
  /** Something was signed here and waits to be sent. */
  | "signed"
  | "directory"
  | "drafts"
  | "scans"
  | "clock"
  | "printing";

/** Tells every tab of this phone what changed. */
export type Changes = {
  readonly tell: (...changes: readonly Change[]) => void;
  /** @returns the way to stop listening */
  readonly listen: (heard: (change: Change) => void) => () => void;
  readonly close: () => void;
};

/** Milliseconds for which changes are gathered: what a person just asked for is shown before screens behind it are. */
const GATHERED = 150;

/**
 * Changes across tabs by BroadcastChannel; within this tab where the browser has none. Listeners hear each kind once
 * for a burst of them; `first` hears each at once.
 */
export function phoneChanges(channel: BroadcastChannel | undefined, first: (change: Change) => void): Changes {
  const listeners = new Set<(change: Change) => void>();
  const gathered = new Set<Change>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const spread = () => {
    timer = undefined;
    const changes = [...gathered];
    gathered.clear();
    for (const change of changes) for (const heard of listeners) heard(change);
  };
  const gather = (changes: readonly Change[]) => {
    for (const change of changes) {
      first(change);
      gathered.add(change);
    }
    timer ??= setTimeout(spread, GATHERED);
  };
  channel?.addEventListener("message", (event: MessageEvent<readonly Change[]>) => gather(event.data));
  return {
    tell: (...changes) => {
      gather(changes);
      channel?.postMessage(changes);
    },
    listen: (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close: () => {
      clearTimeout(timer);
      channel?.close();
    },
  };
}
