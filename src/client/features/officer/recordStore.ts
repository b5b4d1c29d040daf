import { createStore } from "zustand/vanilla";
import type { MaskedRecord, OfficerDeps, OperatorFailure, RevealedRecord } from "./officerDeps.ts";

/** State and events of an operator's private record on an officer's screen. */
export type RecordStore = {
  readonly record: MaskedRecord | undefined;
  /** In full, from when it was asked for until the screen is left. */
  readonly revealed: RevealedRecord | undefined;
  readonly failure: OperatorFailure | undefined;
  readonly busy: boolean;
  readonly read: () => Promise<void>;
  /** Shows the record in full; the register writes down who asked. */
  readonly reveal: () => Promise<void>;
  readonly erase: () => Promise<void>;
};

/** Makes the store of an operator's private record. */
export function createRecordStore(deps: Pick<OfficerDeps, "record" | "revealRecord" | "eraseRecord">, id: string) {
  return createStore<RecordStore>()((set, get) => ({
    record: undefined,
    revealed: undefined,
    failure: undefined,
    busy: false,
    async read() {
      const found = await deps.record(id);
      set(found.ok ? { record: found.value, failure: undefined } : { failure: found.error });
    },
    async reveal() {
      set({ busy: true });
      const shown = await deps.revealRecord(id);
      if (shown.ok) await get().read();
      set(shown.ok ? { busy: false, revealed: shown.value } : { busy: false, failure: shown.error });
    },
    async erase() {
      set({ busy: true });
      const erased = await deps.eraseRecord(id);
      if (erased.ok) await get().read();
      set(erased.ok ? { busy: false, revealed: undefined } : { busy: false, failure: erased.error });
    },
  }));
}
