import { createStore } from "zustand/vanilla";
import { fromHex } from "../../../core/bytes.ts";
import { STYLE } from "../../../core/certificate/certificate.ts";
import { checkDraft, type Draft, type DraftError, type DraftInput, type DraftWarning } from "../../../core/certificate/draft.ts";
import type { IssueOrder, LotChoice } from "../../../core/certificate/issue.ts";
import { formatThousandths, parseQuantity } from "../../../core/certificate/quantity.ts";
import { canDraw } from "../../../core/lot/balance.ts";
import type { FoundProduct, IssueDeps, IssueFailure, IssuingOperator, OpenLot, SourceCertificate, StoredDraft, Trade, UsualProduct } from "./issueDeps.ts";

/** A draft whose every field holds, ready to be looked at and signed. */
export type Checked = { readonly draft: Draft; readonly warnings: readonly DraftWarning[]; readonly order: IssueOrder };

/** Everything the issuing screens show. */
export type IssueState = {
  readonly loading: boolean;
  readonly operator: IssuingOperator | undefined;
  readonly usual: readonly UsualProduct[];
  readonly lots: readonly OpenLot[];
  readonly sources: readonly SourceCertificate[];
  readonly draft: StoredDraft;
  readonly errors: readonly DraftError[];
  /** More was typed than the lot has left. */
  readonly overRemainder: boolean;
  readonly checked: Checked | undefined;
  readonly issuing: boolean;
  readonly failure: IssueFailure | undefined;
  /** Hexadecimal id once it is signed and stored. */
  readonly issued: string | undefined;
  readonly draftNotSaved: boolean;
};

/** What a person does on the issuing screens. */
export type IssueEvents = {
  readonly opened: (correction?: StoredDraft) => Promise<void>;
  readonly tradeChosen: (trade: Trade) => void;
  readonly usualChosen: (usual: UsualProduct) => void;
  readonly lotChosen: (lot: OpenLot) => void;
  readonly productFound: (product: FoundProduct) => void;
  readonly productTyped: (name: string) => void;
  readonly sourceToggled: (id: string) => void;
  readonly sourcesConfirmed: () => void;
  readonly inputChanged: (change: Partial<DraftInput>) => void;
  readonly lotQuantityChanged: (quantity: string) => void;
  readonly modeChosen: (mode: StoredDraft["mode"]) => void;
  readonly reasonChanged: (reason: string) => void;
  readonly previewAsked: () => void;
  readonly wentBack: () => void;
  readonly confirmed: () => Promise<void>;
  readonly discarded: () => Promise<void>;
};

/** State and events of issuing. */
export type IssueStore = IssueState & IssueEvents;

const DEFAULT_UNIT = 1;

function emptyInput(operator: IssuingOperator | undefined, today: string): DraftInput {
  return {
    product: "",
    quantity: "",
    unit: DEFAULT_UNIT,
    origin: operator?.region ?? "",
    place: operator?.address ?? "",
    plots: [],
    day: today,
    qualityControl: false,
    tests: [],
  };
}

function emptyDraft(operator: IssuingOperator | undefined, today: string): StoredDraft {
  return {
    step: "product",
    trade: operator?.trades[0] ?? "producer",
    input: emptyInput(operator, today),
    oldAllowed: false,
    lotQuantity: "",
    sources: [],
    mode: "mixed",
  };
}

function lotChoice(state: IssueState, draft: Draft): LotChoice | undefined {
  const { draft: stored } = state;
  if (stored.lot !== undefined) {
    const lot = state.lots.find((candidate) => candidate.id === stored.lot);
    const id = fromHex(stored.lot);
    return lot === undefined || id === undefined ? undefined : { draw: id, quantity: lot.quantity, drawn: lot.drawn };
  }
  const whole = parseQuantity(stored.lotQuantity);
  const quantity = whole.ok ? { thousandths: whole.value, unit: draft.quantity.unit } : draft.quantity;
  if (stored.trade === "producer") return { make: "harvested", quantity };
  const sources = stored.sources.map(fromHex).filter((id): id is Uint8Array => id !== undefined);
  return { make: "assembled", quantity, mode: stored.mode, sources };
}

/** True when the draft can be drawn from the lot it names; a new lot must hold at least what is certified. */
function fits(choice: LotChoice, draft: Draft): boolean {
  return canDraw(choice.quantity, "draw" in choice ? choice.drawn : [], draft.quantity);
}

function check(state: IssueState, today: string): Partial<IssueState> {
  const { draft: stored } = state;
  const result = checkDraft(stored.input, { today, oldAllowed: stored.oldAllowed });
  if (!result.ok) return { errors: result.error, overRemainder: false, checked: undefined };
  const choice = lotChoice(state, result.value.draft);
  if (choice === undefined || !fits(choice, result.value.draft)) return { errors: [], overRemainder: true, checked: undefined };
  const corrected = stored.corrects === undefined ? undefined : fromHex(stored.corrects.id);
  const order: IssueOrder = {
    draft: result.value.draft,
    style: stored.trade === "producer" ? STYLE.producer2026 : STYLE.purchaser2026,
    lot: choice,
    ...(corrected === undefined || stored.corrects === undefined ? {} : { corrects: { certificate: corrected, reason: stored.corrects.reason } }),
  };
  return { errors: [], overRemainder: false, checked: { ...result.value, order }, draft: { ...stored, step: "preview" } };
}

/** Where 返回 leads from each step. */
function previousStep(draft: StoredDraft): StoredDraft["step"] {
  if (draft.step === "preview") return "details";
  return draft.step === "details" && draft.trade === "purchaser" && draft.lot === undefined ? "sources" : "product";
}

function fromUsual(usual: UsualProduct, draft: StoredDraft, today: string): StoredDraft {
  const { product, productCode, unit, origin, place, plots, qualityControl } = usual;
  const input = { ...draft.input, product, unit, origin, place, plots, qualityControl, quantity: "", day: today, tests: [] };
  const { lot: _, ...rest } = draft;
  const step = usual.trade === "purchaser" ? "sources" : "details";
  return { ...rest, trade: usual.trade, step, input: productCode === undefined ? input : { ...input, productCode } };
}

function fromLot(lot: OpenLot, draft: StoredDraft): StoredDraft {
  const input = {
    ...draft.input,
    product: lot.product,
    ...(lot.productCode === undefined ? {} : { productCode: lot.productCode }),
    unit: lot.quantity.unit,
    quantity: formatThousandths(lot.remaining.thousandths),
    origin: lot.origin,
    place: lot.place,
    plots: lot.plots,
    day: lot.day,
  };
  return { ...draft, trade: lot.trade, step: "details", lot: lot.id, lotQuantity: "", sources: [], input };
}

function withProduct(draft: StoredDraft, product: { name: string; code?: number; unit?: number; oldAllowed: boolean }): StoredDraft {
  const { productCode: _, ...bare } = draft.input;
  const input = { ...bare, product: product.name, ...(product.unit === undefined ? {} : { unit: product.unit }) };
  const { lot: __, ...rest } = draft;
  return {
    ...rest,
    step: draft.trade === "purchaser" ? "sources" : "details",
    oldAllowed: product.oldAllowed,
    input: product.code === undefined ? input : { ...input, productCode: product.code },
  };
}

/** Makes the store of the issuing screens. Every change of the draft is kept on the phone at once. */
export function createIssueStore(deps: IssueDeps) {
  return createStore<IssueStore>()((set, get) => {
    const keep = (draft: StoredDraft, more: Partial<IssueState> = {}) => {
      set({ draft, failure: undefined, ...more });
      void deps.saveDraft(draft).then((saved) => set({ draftNotSaved: !saved }));
    };
    const change = (input: Partial<DraftInput>) => {
      const { draft } = get();
      keep({ ...draft, input: { ...draft.input, ...input } }, { errors: [], overRemainder: false });
    };
    return {
      loading: true,
      operator: undefined,
      usual: [],
      lots: [],
      sources: [],
      draft: emptyDraft(undefined, deps.today()),
      errors: [],
      overRemainder: false,
      checked: undefined,
      issuing: false,
      failure: undefined,
      issued: undefined,
      draftNotSaved: false,
      async opened(correction) {
        const [operator, usual, lots, sources, stored] = await Promise.all([deps.operator(), deps.usualProducts(), deps.openLots(), deps.sources(), deps.loadDraft()]);
        const draft = correction ?? stored ?? emptyDraft(operator, deps.today());
        set({ loading: false, operator, usual, lots, sources, draft, issued: undefined });
        if (draft.step === "preview") set(check(get(), deps.today()));
      },
      tradeChosen: (trade) => keep({ ...get().draft, trade }),
      usualChosen: (usual) => keep(fromUsual(usual, get().draft, deps.today())),
      lotChosen: (lot) => keep(fromLot(lot, get().draft)),
      productFound: ({ name, code, units, oldAllowed }) => {
        const [unit] = units;
        keep(withProduct(get().draft, { name, code, oldAllowed, ...(unit === undefined ? {} : { unit }) }));
      },
      // Whether a product that is in no catalogue keeps is not known, so an old date only warns.
      productTyped: (name) => keep(withProduct(get().draft, { name, oldAllowed: true })),
      sourceToggled: (id) => {
        const { draft } = get();
        const chosen = draft.sources.includes(id);
        keep({ ...draft, sources: chosen ? draft.sources.filter((each) => each !== id) : [...draft.sources, id] });
      },
      sourcesConfirmed: () => {
        const { draft, sources } = get();
        const [first] = sources.filter((source) => draft.sources.includes(source.id));
        // Bought goods keep the origin they came with, which the purchaser may still change.
        const origin = first === undefined ? {} : { origin: first.origin, place: "" };
        keep({ ...draft, step: "details", input: { ...draft.input, ...origin } });
      },
      inputChanged: change,
      lotQuantityChanged: (lotQuantity) => keep({ ...get().draft, lotQuantity }, { overRemainder: false }),
      modeChosen: (mode) => keep({ ...get().draft, mode }),
      reasonChanged: (reason) => {
        const { draft } = get();
        if (draft.corrects !== undefined) keep({ ...draft, corrects: { ...draft.corrects, reason } });
      },
      previewAsked: () => {
        set(check(get(), deps.today()));
        if (get().checked !== undefined) keep(get().draft);
      },
      wentBack: () => keep({ ...get().draft, step: previousStep(get().draft) }, { errors: [], checked: undefined }),
      async confirmed() {
        const { checked, issuing } = get();
        if (checked === undefined || issuing) return;
        set({ issuing: true, failure: undefined });
        const result = await deps.issue(checked.order);
        set(result.ok ? { issuing: false, issued: result.value.id } : { issuing: false, failure: result.error });
      },
      async discarded() {
        await deps.clearDraft();
        set({ draft: emptyDraft(get().operator, deps.today()), errors: [], overRemainder: false, checked: undefined, failure: undefined });
      },
    };
  });
}
