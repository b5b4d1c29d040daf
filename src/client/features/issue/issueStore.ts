import { createStore } from "zustand/vanilla";
import type { DraftError, DraftInput } from "../../../core/certificate/draft.ts";
import { type Checked, checkStored } from "./checkStored.ts";
import type {
  FoundProduct,
  GateShown,
  IssueDeps,
  IssueFailure,
  IssuingOperator,
  OpenLot,
  SourceCertificate,
  StoredDraft,
  Trade,
  UsualProduct,
} from "./issueDeps.ts";
import {
  emptyDraft,
  fromLot,
  fromUsual,
  previousStep,
  withProduct,
  withSourcesConfirmed,
  withSourceToggled,
} from "./issueDraft.ts";
import { acknowledgedOrder, gateBlock, isSameQuestion, questionOf, withOpenBases } from "./issueGate.ts";

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
  /** What the gate says; undefined until it has looked. */
  readonly gate: GateShown | undefined;
  /** Class digit given to a product outside the catalogue. */
  readonly productClass: number | undefined;
  /** The gate's warnings were seen. */
  readonly acknowledged: boolean;
  readonly issuing: boolean;
  readonly failure: IssueFailure | undefined;
  /** Hexadecimal id once it is signed and stored. */
  readonly issued: string | undefined;
  readonly draftNotSaved: boolean;
};

/** What a person does on the issuing screens. */
export type IssueEvents = {
  readonly opened: () => Promise<void>;
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
  readonly classChosen: (productClass: number) => void;
  readonly warningsAcknowledged: (acknowledged: boolean) => void;
  readonly wentBack: () => void;
  readonly confirmed: () => Promise<void>;
  readonly discarded: () => Promise<void>;
};

/** State and events of issuing. */
export type IssueStore = IssueState & IssueEvents;

type Set = (change: Partial<IssueState>) => void;
/** Takes over a changed draft and keeps it on the phone. */
type Keep = (draft: StoredDraft, more?: Partial<IssueState>) => void;
type Tools = { readonly get: () => IssueState; readonly set: Set; readonly keep: Keep; readonly deps: IssueDeps };

/** Milliseconds after which an issuing says that it is at it. */
const SLOW = 250;

function initialState(today: string): IssueState {
  return {
    loading: true,
    operator: undefined,
    usual: [],
    lots: [],
    sources: [],
    draft: emptyDraft(undefined, today),
    errors: [],
    overRemainder: false,
    checked: undefined,
    gate: undefined,
    productClass: undefined,
    acknowledged: false,
    issuing: false,
    failure: undefined,
    issued: undefined,
    draftNotSaved: false,
  };
}

/** Puts the draft before the gate; an answer to a question that is no longer asked is dropped. */
async function askGate({ get, set, keep, deps }: Tools): Promise<void> {
  const asked = get();
  const gate = await deps.judge(questionOf(asked)).catch(() => undefined);
  if (gate === undefined) return set({ failure: "storageFailed" });
  if (!isSameQuestion(asked, get())) return;
  set({ gate });
  const { draft } = get();
  const open = draft.step === "details" ? withOpenBases(draft, gate) : draft;
  if (open !== draft) keep(open);
}

const UNASKED = { gate: undefined, productClass: undefined, acknowledged: false } as const;

function choosingEvents(tools: Tools) {
  const { get, keep, deps } = tools;
  const keepGoods = (draft: StoredDraft) => {
    keep(draft, UNASKED);
    void askGate(tools);
  };
  return {
    tradeChosen: (trade) => keep({ ...get().draft, trade }),
    usualChosen: (usual) => keepGoods(fromUsual(usual, get().draft, deps.today())),
    lotChosen: (lot) => keepGoods(fromLot(lot, get().draft)),
    productFound: (product) => keepGoods(withProduct(get().draft, product)),
    productTyped: (name) => keepGoods(withProduct(get().draft, { name })),
    sourceToggled: (id) => keep(withSourceToggled(get().draft, id)),
    sourcesConfirmed: () => keep(withSourcesConfirmed(get().draft, get().sources)),
  } satisfies Partial<IssueEvents>;
}

/** Changes of the input after which the gate may say something else. */
const ASKED_ABOUT = ["day", "plots", "tests"] as const;

function fillingEvents(tools: Tools) {
  const { get, set, keep, deps } = tools;
  return {
    inputChanged: (input) => {
      const { draft } = get();
      keep({ ...draft, input: { ...draft.input, ...input } }, { errors: [], overRemainder: false });
      if (ASKED_ABOUT.some((field) => field in input)) void askGate(tools);
    },
    lotQuantityChanged: (lotQuantity) => keep({ ...get().draft, lotQuantity }, { overRemainder: false }),
    modeChosen: (mode) => keep({ ...get().draft, mode }),
    reasonChanged: (reason) => {
      const { draft } = get();
      if (draft.corrects !== undefined) keep({ ...draft, corrects: { ...draft.corrects, reason } });
    },
    previewAsked: () => {
      const { draft, lots } = get();
      const outcome = checkStored(draft, lots, deps.today());
      if (outcome.checked === undefined) set(outcome);
      else {
        keep({ ...draft, step: "preview" }, { ...outcome, gate: undefined, acknowledged: false });
        void askGate(tools);
        void deps.prepare();
      }
    },
    classChosen: (productClass) => {
      set({ productClass, gate: undefined });
      void askGate(tools);
    },
    warningsAcknowledged: (acknowledged) => set({ acknowledged }),
    wentBack: () => keep({ ...get().draft, step: previousStep(get().draft) }, { errors: [], checked: undefined }),
  } satisfies Partial<IssueEvents>;
}

function wholeEvents(tools: Tools) {
  const { get, set, deps } = tools;
  let signing = false;
  return {
    async opened() {
      const [operator, usual, lots, sources, stored] = await Promise.all([
        deps.operator(),
        deps.usualProducts(),
        deps.openLots(),
        deps.sources(),
        deps.loadDraft(),
      ]);
      const draft = stored ?? emptyDraft(operator, deps.today());
      set({ loading: false, operator, usual, lots, sources, draft, issued: undefined });
      if (draft.step === "details") await askGate(tools);
      if (draft.step !== "preview") return;
      // What was ready to be signed may no longer be: a day has passed, the lot was drawn on elsewhere.
      const outcome = checkStored(draft, lots, deps.today());
      if (outcome.checked === undefined) return set({ ...outcome, draft: { ...draft, step: "details" } });
      set(outcome);
      await Promise.all([askGate(tools), deps.prepare()]);
    },
    async confirmed() {
      const { checked, gate, productClass, acknowledged } = get();
      if (checked === undefined || signing || gate === undefined) return;
      if (gateBlock(checked, gate, acknowledged) !== undefined) return;
      signing = true;
      // Nothing is drawn between the tap and the code, unless the phone is so slow that a person would wonder.
      const slow = setTimeout(() => set({ issuing: true, failure: undefined }), SLOW);
      const result = await deps.issue(acknowledgedOrder(checked.order, gate, productClass));
      clearTimeout(slow);
      signing = false;
      set(result.ok ? { issuing: false, issued: result.value.id } : { issuing: false, failure: result.error });
    },
    async discarded() {
      await deps.clearDraft();
      set({
        draft: emptyDraft(get().operator, deps.today()),
        errors: [],
        overRemainder: false,
        checked: undefined,
        failure: undefined,
        ...UNASKED,
      });
    },
  } satisfies Partial<IssueEvents>;
}

/** Makes the store of the issuing screens. Every change of the draft is kept on the phone at once. */
export function createIssueStore(deps: IssueDeps) {
  return createStore<IssueStore>()((set, get) => {
    const keep: Keep = (draft, more = {}) => {
      set({ draft, failure: undefined, ...more });
      void deps.saveDraft(draft).then((saved) => set({ draftNotSaved: !saved }));
    };
    const tools: Tools = { get, set, keep, deps };
    return { ...initialState(deps.today()), ...choosingEvents(tools), ...fillingEvents(tools), ...wholeEvents(tools) };
  });
}
