import { createStore } from "zustand/vanilla";
import { tidyText } from "../../../core/text.ts";
import type { NetworkFailure, OfficerDeps, OfficerSelf, RegisteredOperator, SignedAct } from "./officerDeps.ts";

/** How long an act that the register refused stays on the officer's screen (seconds). */
const REFUSAL_SHOWN = 30 * 86_400;

/** State and events of the list of operators. */
export type RegisterStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  /** What the list was narrowed to; empty for all. */
  readonly name: string;
  readonly operators: readonly RegisteredOperator[];
  /** The list could not be read; these are the ones that this phone remembers. */
  readonly remembered: boolean;
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

/** Waiting acts for as long as they wait; refused ones until everybody has had time to see them. */
function isUnfinished({ upload, at }: SignedAct, now: number): boolean {
  if (upload.state === "waiting" || upload.state === "acknowledged") return true;
  return (upload.state === "refused" || upload.noEffect) && now - at < REFUSAL_SHOWN;
}

const CLEARED = { remembered: false, next: undefined } as const;

/** Makes the store of the list of operators. */
export function createRegisterStore(deps: Pick<OfficerDeps, "self" | "listOperators" | "acts" | "now">) {
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
      // A further page that fails leaves what stands.
      const before = after === undefined ? [] : get().operators;
      if (!page.ok) {
        return set({ reading: false, failure: page.error, operators: before, ...(after === undefined ? CLEARED : {}) });
      }
      const { operators, next, unread } = page.value;
      const remembered = unread !== undefined;
      set({ reading: false, failure: unread, remembered, operators: [...before, ...operators], next });
    };
    const readActs = async () =>
      set({ unfinished: (await deps.acts()).filter((act) => isUnfinished(act, deps.now())) });
    return {
      loading: true,
      self: undefined,
      name: "",
      operators: [],
      remembered: false,
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
