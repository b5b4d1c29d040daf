import { createStore } from "zustand/vanilla";
import type { EntryDeps, LikelyDuplicate } from "./entryDeps.ts";
import type { NetworkFailure, RegisteredOperator, SignFailure, Subject } from "./officerDeps.ts";

/** Two entries that are about to be merged. */
export type OpenMerge = {
  readonly other: LikelyDuplicate;
  /** Which of them stays. */
  readonly keeps: "this" | "other";
  readonly busy: boolean;
  readonly failure?: SignFailure;
};

/** State and events of an operator's likely duplicates. */
export type DuplicatesStore = {
  readonly found: readonly LikelyDuplicate[];
  readonly failure: NetworkFailure | undefined;
  readonly open: OpenMerge | undefined;
  readonly read: () => Promise<void>;
  readonly mergeAsked: (other: LikelyDuplicate) => void;
  readonly keepsChosen: (keeps: OpenMerge["keeps"]) => void;
  readonly mergeDropped: () => void;
  /** Signs; nothing happens before. */
  readonly mergeConfirmed: () => Promise<void>;
};

function subjectOf({ id, name, region }: Subject): Subject {
  return { id, name, region };
}

/** Makes the store of an operator's likely duplicates. */
export function createDuplicatesStore(
  deps: Pick<EntryDeps, "likelyDuplicates" | "merge">,
  operator: Pick<RegisteredOperator, "id" | "name" | "region" | "uscc">,
) {
  return createStore<DuplicatesStore>()((set, get) => ({
    found: [],
    failure: undefined,
    open: undefined,
    async read() {
      const found = await deps.likelyDuplicates(operator);
      set(found.ok ? { found: found.value, failure: undefined } : { failure: found.error });
    },
    mergeAsked: (other) => set({ open: { other, keeps: "this", busy: false } }),
    keepsChosen(keeps) {
      const { open } = get();
      if (open !== undefined && !open.busy) set({ open: { ...open, keeps } });
    },
    mergeDropped: () => set({ open: undefined }),
    async mergeConfirmed() {
      const { open, found } = get();
      if (open === undefined || open.busy) return;
      const { other, keeps } = open;
      set({ open: { other, keeps, busy: true } });
      const [kept, duplicate] = keeps === "this" ? [operator, other] : [other, operator];
      const signed = await deps.merge({ kept: subjectOf(kept), duplicate: subjectOf(duplicate) });
      if (!signed.ok) return set({ open: { other, keeps, busy: false, failure: signed.error } });
      set({ open: undefined, found: found.filter(({ id }) => id !== other.id) });
    },
  }));
}
