import { createStore } from "zustand/vanilla";
import type { CborMap } from "../../../core/cbor.ts";
import { newestEntry, withPending } from "./actForm.ts";
import { checkEdit, type EditError, type EditForm, editFormOf, type PlotRow, type ProductRow } from "./editForm.ts";
import type { EntryDeps } from "./entryDeps.ts";
import type { OfficerSelf, OperatorFailure, RegisteredOperator, SignFailure } from "./officerDeps.ts";

/** State and events of the screen that edits a register entry. */
export type EditStore = {
  readonly loading: boolean;
  readonly self: OfficerSelf | undefined;
  readonly operator: RegisteredOperator | undefined;
  /** Body of the entry that is edited; undefined when this phone has not read it. */
  readonly entry: CborMap | undefined;
  /** Undefined when this version cannot read the entry. */
  readonly form: EditForm | undefined;
  readonly changed: boolean;
  readonly errors: readonly EditError[];
  readonly busy: boolean;
  readonly failure: OperatorFailure | SignFailure | undefined;
  /** It was signed. */
  readonly done: boolean;
  readonly opened: () => Promise<void>;
  readonly formChanged: (change: Partial<EditForm>) => void;
  readonly productChanged: (row: number, change: Partial<ProductRow>) => void;
  readonly productAdded: () => void;
  readonly productRemoved: (row: number) => void;
  readonly plotChanged: (row: number, change: Partial<PlotRow>) => void;
  readonly plotAdded: () => void;
  readonly plotRemoved: (row: number) => void;
  /** Signs; nothing happens before. */
  readonly confirmed: () => Promise<void>;
};

function changedAt<T>(rows: readonly T[], row: number, change: Partial<T>): readonly T[] {
  return rows.map((one, index) => (index === row ? { ...one, ...change } : one));
}

function without<T>(rows: readonly T[], row: number): readonly T[] {
  return rows.filter((_, index) => index !== row);
}

type EditDeps = Pick<EntryDeps, "self" | "operator" | "acts" | "edit" | "newPlotId">;

/** Makes the store of the screen that edits an operator's register entry. */
export function createEditStore(deps: EditDeps, id: string) {
  return createStore<EditStore>()((set, get) => {
    const change = (make: (form: EditForm) => Partial<EditForm>) => {
      const { form } = get();
      if (form !== undefined) set({ form: { ...form, ...make(form) }, changed: true, errors: [] });
    };
    return {
      loading: true,
      self: undefined,
      operator: undefined,
      entry: undefined,
      form: undefined,
      changed: false,
      errors: [],
      busy: false,
      failure: undefined,
      done: false,
      async opened() {
        const [self, known, acts] = await Promise.all([deps.self(), deps.operator(id), deps.acts()]);
        if (!known.ok) return set({ self, loading: false, failure: known.error });
        const entry = newestEntry(known.value, acts);
        const form = entry === undefined ? undefined : editFormOf(entry);
        const operator = withPending(known.value, acts);
        set({ self, loading: false, operator, entry, form, changed: false, failure: undefined });
      },
      formChanged: (fields) => change(() => fields),
      productChanged: (row, fields) => change(({ products }) => ({ products: changedAt(products, row, fields) })),
      productAdded: () => change(({ products }) => ({ products: [...products, { name: "", amount: "", unit: 1 }] })),
      productRemoved: (row) => change(({ products }) => ({ products: without(products, row) })),
      plotChanged: (row, fields) => change(({ plots }) => ({ plots: changedAt(plots, row, fields) })),
      plotAdded: () =>
        change(({ plots, region }) => {
          const plot = { id: deps.newPlotId(), name: "", kind: "field", area: "", heads: "", region } as const;
          return { plots: [...plots, plot] };
        }),
      plotRemoved: (row) => change(({ plots }) => ({ plots: without(plots, row) })),
      async confirmed() {
        const { form, entry, operator, self, busy, changed } = get();
        if (busy || !changed || form === undefined || entry === undefined || operator === undefined) return;
        const body = checkEdit(form, { entry, id: operator.id, scopes: self?.scopes ?? [] });
        if (!body.ok) return set({ errors: body.error });
        set({ busy: true, errors: [], failure: undefined });
        // Where the operator is by what the phone knows, before the edit moves it.
        const { name, region } = operator;
        const signed = await deps.edit({ operator: { id: operator.id, name, region }, body: body.value });
        set(signed.ok ? { busy: false, done: true } : { busy: false, failure: signed.error });
      },
    };
  });
}
