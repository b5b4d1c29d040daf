import { createStore } from "zustand/vanilla";
import { tidyText } from "../../../core/text.ts";
import type { NetworkFailure, OfficerDeps, OfficerSelf, RegisteredOperator, SignedAct } from "./officerDeps.ts";

/** State and events of the list of operators. */
export type RegisterStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  /** What the list was narrowed to; empty for all. */
  readonly name: string;
  readonly operators: readonly RegisteredOperator[];
  /** Where the next page begins; absent after the last. */
  readonly next: string | undefined;
  readonly reading: boolean;
  readonly failure: NetworkFailure | undefined;
  /** Signed here and not in the register yet, or refused by it. */
  readonly unfinished: readonly SignedAct[];
  readonly opened: () => Promise<void>;
  readonly uploadsChanged: () => Promise<void>;
  readonly searched: (name: string) => Promise<void>;
  readonly moreAsked: () => Promise<void>;
};

function isUnfinished({ upload }: SignedAct): boolean {
  return upload.state !== "uploaded" || upload.noEffect;
}

/** Makes the store of the list of operators. */
export function createRegisterStore(deps: OfficerDeps) {
  // Only the newest question may answer: a slow answer to an older one must not replace it.
  let asked = 0;
  return createStore<RegisterStore>()((set, get) => {
    const read = async (name: string, after: string | undefined) => {
      asked += 1;
      const ticket = asked;
      set({ name, reading: true, failure: undefined });
      const page = await deps.listOperators({
        ...(name === "" ? {} : { name }),
        ...(after === undefined ? {} : { after }),
      });
      if (ticket !== asked) return;
      if (!page.ok)
        return set({
          reading: false,
          failure: page.error,
          ...(after === undefined ? { operators: [], next: undefined } : {}),
        });
      const before = after === undefined ? [] : get().operators;
      set({ reading: false, operators: [...before, ...page.value.operators], next: page.value.next });
    };
    const readActs = async () => set({ unfinished: (await deps.acts()).filter(isUnfinished) });
    return {
      loading: true,
      self: undefined,
      name: "",
      operators: [],
      next: undefined,
      reading: false,
      failure: undefined,
      unfinished: [],
      async opened() {
        const self = await deps.self();
        set({ self, loading: false });
        if (self !== undefined) await Promise.all([readActs(), read("", undefined)]);
      },
      uploadsChanged: readActs,
      searched: (name) => read(tidyText(name), undefined),
      async moreAsked() {
        const { next, name, reading } = get();
        if (next !== undefined && !reading) await read(name, next);
      },
    };
  });
}
