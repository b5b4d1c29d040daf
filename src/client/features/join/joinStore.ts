import { createStore } from "zustand/vanilla";
import type { JoinChoice, JoinDeps, JoinFailure, JoinPreview } from "./joinDeps.ts";

/** Where joining stands. */
export type JoinStep =
  | { readonly step: "asking"; readonly failed?: { readonly link: string; readonly failure: JoinFailure } }
  | { readonly step: "looking" }
  | {
      readonly step: "confirming";
      readonly link: string;
      readonly preview: JoinPreview;
      readonly busy: boolean;
      readonly failure?: JoinFailure;
    }
  | {
      readonly step: "comparing";
      readonly link: string;
      readonly preview: JoinPreview;
      readonly code: string;
      readonly failure?: JoinFailure;
    }
  | { readonly step: "joined"; readonly preview: JoinPreview; readonly persistent: boolean };

/** State and events of joining. */
export type JoinStore = {
  readonly state: JoinStep;
  readonly opened: () => Promise<void>;
  readonly linkEntered: (link: string) => Promise<void>;
  readonly confirmed: (choice: JoinChoice) => Promise<void>;
  /** Time to ask whether the inviter has compared the digits. */
  readonly waited: () => Promise<void>;
  readonly startedOver: () => void;
};

/** Makes the store of the joining screen. */
export function createJoinStore(deps: JoinDeps) {
  return createStore<JoinStore>()((set, get) => {
    const ask = async (link: string, preview: JoinPreview, choice: JoinChoice) => {
      const result = await deps.join(link, choice);
      if (!result.ok) return result.error;
      if (result.value.status === "waiting")
        set({ state: { step: "comparing", link, preview, code: result.value.code } });
      else set({ state: { step: "joined", preview, persistent: await deps.askPersistent() } });
      return undefined;
    };
    return {
      state: { step: "asking" },
      async opened() {
        const link = await deps.openedLink();
        if (link !== undefined) await get().linkEntered(link);
      },
      async linkEntered(link) {
        set({ state: { step: "looking" } });
        const preview = await deps.preview(link);
        set({
          state: preview.ok
            ? { step: "confirming", link, preview: preview.value, busy: false }
            : { step: "asking", failed: { link, failure: preview.error } },
        });
      },
      async confirmed(choice) {
        const { state } = get();
        if (state.step !== "confirming" || state.busy) return;
        const { link, preview } = state;
        set({ state: { step: "confirming", link, preview, busy: true } });
        const failure = await ask(link, preview, choice);
        if (failure !== undefined) set({ state: { step: "confirming", link, preview, busy: false, failure } });
      },
      async waited() {
        const { state } = get();
        if (state.step !== "comparing") return;
        const failure = await ask(state.link, state.preview, {});
        // Being offline for a while changes nothing about the digits.
        if (failure !== undefined && failure !== "offline") set({ state: { ...state, failure } });
      },
      startedOver: () => set({ state: { step: "asking" } }),
    };
  });
}
