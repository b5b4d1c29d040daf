import { createStore } from "zustand/vanilla";
import type { EntryDeps, HistoryPart, HistoryRow } from "./entryDeps.ts";
import type { OperatorFailure } from "./officerDeps.ts";

/** State and events of a history. */
export type HistoryStore = {
  readonly part: HistoryPart;
  readonly said: readonly HistoryRow[];
  /** Where the next page begins; absent after the last. */
  readonly next: number | undefined;
  readonly reading: boolean;
  readonly failure: OperatorFailure | undefined;
  /** Reads what is asked for from its beginning. */
  readonly read: () => Promise<void>;
  readonly partChosen: (part: HistoryPart) => Promise<void>;
  readonly moreAsked: () => Promise<void>;
};

/** Makes the store of an operator's history. */
export function createHistoryStore(deps: Pick<EntryDeps, "history">, id: string) {
  // Only the newest question may answer: a slow answer to an older one must not replace it.
  let asked = 0;
  return createStore<HistoryStore>()((set, get) => {
    const show = async (before?: number) => {
      asked += 1;
      const ticket = asked;
      const { part } = get();
      set({ reading: true, failure: undefined });
      const page = await deps.history(id, before === undefined ? { part } : { part, before });
      if (ticket !== asked) return;
      // A further page that fails leaves what stands.
      const shown = before === undefined ? [] : get().said;
      if (!page.ok) return set({ reading: false, failure: page.error, said: shown });
      set({ reading: false, said: [...shown, ...page.value.said], next: page.value.next });
    };
    return {
      part: "register",
      said: [],
      next: undefined,
      reading: true,
      failure: undefined,
      read: () => show(),
      partChosen: (part) => {
        set({ part, said: [], next: undefined });
        return show();
      },
      moreAsked: async () => {
        const { next, reading } = get();
        if (next !== undefined && !reading) await show(next);
      },
    };
  });
}
