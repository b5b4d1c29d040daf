import { createStore } from "zustand/vanilla";
import type { RegistryDeps, RegistryFailure, RegistryFilter, RegistryPage, RegistryRow } from "./registryDeps.ts";

/** Fewest characters that are searched for; below them the list stands. */
const FEWEST_TYPED = 2;

/** State and events of the register's screen. */
export type RegistryStore = {
  /** What was typed; a search leaves the filters aside. */
  readonly typed: string;
  readonly filter: RegistryFilter;
  readonly operators: readonly RegistryRow[];
  /** Where the next page begins; absent after the last. */
  readonly next: string | undefined;
  /** When the phone's directory was signed, Unix seconds; absent where the endpoint answered. */
  readonly heldSince: number | undefined;
  readonly reading: boolean;
  readonly failure: RegistryFailure | undefined;
  /** The screen is shown: reads the list the first time, and later leaves it as it was left. */
  readonly opened: () => Promise<void>;
  /** Reads what is asked for now from its beginning. */
  readonly read: () => Promise<void>;
  readonly searched: (typed: string) => Promise<void>;
  readonly filtered: (change: RegistryFilter) => Promise<void>;
  readonly moreAsked: () => Promise<void>;
};

/** True when what was typed is a search. */
export function isSearch(typed: string): boolean {
  return Array.from(typed.trim()).length >= FEWEST_TYPED;
}

/** Makes the store of the register's screen. */
export function createRegistryStore(deps: Pick<RegistryDeps, "search" | "list">) {
  // Only the newest question may answer: a slow answer to an older one must not replace it.
  let asked = 0;
  return createStore<RegistryStore>()((set, get) => {
    const show = async (after?: string) => {
      asked += 1;
      const ticket = asked;
      const { typed, filter } = get();
      set({ reading: true, failure: undefined });
      const answer = isSearch(typed) ? await deps.search(typed.trim()) : await deps.list(filter, after);
      if (ticket !== asked) return;
      const before = after === undefined ? [] : get().operators;
      // A further page that fails leaves what stands.
      const page: RegistryPage = answer.ok ? answer.value : { operators: [], next: after };
      set({
        reading: false,
        failure: answer.ok ? undefined : answer.error,
        operators: [...before, ...page.operators],
        next: page.next,
        heldSince: page.heldSince,
      });
    };
    return {
      typed: "",
      filter: {},
      operators: [],
      next: undefined,
      heldSince: undefined,
      reading: true,
      failure: undefined,
      opened: async () => {
        if (get().operators.length === 0) await show();
      },
      read: () => show(),
      searched: (typed) => {
        set({ typed });
        return show();
      },
      filtered: (change) => {
        set({ filter: { ...get().filter, ...change }, typed: "" });
        return show();
      },
      moreAsked: async () => {
        const { next, reading } = get();
        if (next !== undefined && !reading) await show(next);
      },
    };
  });
}
