import { createStore } from "zustand/vanilla";
import {
  type ActError,
  type ActForm,
  type ActKind,
  type ActOrder,
  checkAct,
  newActForm,
  withPending,
} from "./actForm.ts";
import type {
  KnownOperator,
  OfficerDeps,
  OfficerSelf,
  OperatorFailure,
  RegisteredOperator,
  SignedAct,
  SignFailure,
} from "./officerDeps.ts";

/** An act that is being entered. */
export type OpenAct = {
  readonly form: ActForm;
  readonly errors: readonly ActError[];
  readonly busy: boolean;
  readonly failure?: SignFailure;
};

/** State and events of one operator's screen. */
export type OperatorStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  readonly known: KnownOperator | undefined;
  /** The operator with what this phone signed and the register does not have yet. */
  readonly operator: RegisteredOperator | undefined;
  readonly acts: readonly SignedAct[];
  readonly failure: OperatorFailure | undefined;
  readonly open: OpenAct | undefined;
  readonly opened: () => Promise<void>;
  /** An upload moved on. */
  readonly uploadsChanged: () => Promise<void>;
  readonly actAsked: (act: ActKind, key?: string) => void;
  readonly formChanged: (change: Partial<ActForm>) => void;
  readonly actDropped: () => void;
  /** Signs; nothing happens before. */
  readonly actConfirmed: () => Promise<void>;
};

/** What one operator's screen needs from the app. */
type OperatorDeps = Pick<OfficerDeps, "self" | "operator" | "acts" | "now" | "suspend" | "lift" | "close" | "endKey">;

function sign(deps: OperatorDeps, checked: ActOrder) {
  if (checked.act === "endKey") return deps.endKey(checked.order);
  return deps[checked.act](checked.order);
}

function about(id: string, acts: readonly SignedAct[]): readonly SignedAct[] {
  return acts.filter(
    (act) => act.act !== "recalled" && (act.operator === id || (act.act === "merged" && act.duplicate === id)),
  );
}

/** Makes the store of one operator's screen. */
export function createOperatorStore(deps: OperatorDeps, id: string) {
  return createStore<OperatorStore>()((set, get) => {
    const show = (known: KnownOperator | undefined, acts: readonly SignedAct[]) =>
      set({ known, acts, operator: known === undefined ? undefined : withPending(known, acts) });
    const read = async () => {
      const [answer, acts] = await Promise.all([deps.operator(id), deps.acts()]);
      // What is on the screen stays there when the network goes.
      show(answer.ok ? answer.value : get().known, about(id, acts));
      set({ failure: answer.ok ? undefined : answer.error });
    };
    return {
      loading: true,
      self: undefined,
      known: undefined,
      operator: undefined,
      acts: [],
      failure: undefined,
      open: undefined,
      async opened() {
        const [self] = await Promise.all([deps.self(), read()]);
        set({ self, loading: false });
      },
      uploadsChanged: read,
      actAsked: (act, key = "") => set({ open: { form: newActForm(act, key, deps.now()), errors: [], busy: false } }),
      formChanged(change) {
        const { open } = get();
        if (open !== undefined) set({ open: { form: { ...open.form, ...change }, errors: [], busy: open.busy } });
      },
      actDropped: () => set({ open: undefined }),
      async actConfirmed() {
        const { open, operator, known } = get();
        if (open === undefined || operator === undefined || open.busy) return;
        const checked = checkAct(open.form, operator, deps.now());
        if (!checked.ok) return set({ open: { ...open, errors: checked.error } });
        set({ open: { form: open.form, errors: [], busy: true } });
        const signed = await sign(deps, checked.value);
        if (!signed.ok) return set({ open: { form: open.form, errors: [], busy: false, failure: signed.error } });
        show(known, about(id, await deps.acts()));
        set({ open: undefined });
      },
    };
  });
}
