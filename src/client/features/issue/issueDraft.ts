import type { DraftInput } from "../../../core/certificate/draft.ts";
import { formatThousandths } from "../../../core/certificate/quantity.ts";
import type {
  FoundProduct,
  IssuingOperator,
  OpenLot,
  SourceCertificate,
  StoredDraft,
  UsualProduct,
} from "./issueDeps.ts";

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

/** A draft of nothing yet, with the operator's own place and today filled in. */
export function emptyDraft(operator: IssuingOperator | undefined, today: string): StoredDraft {
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

/** Where 返回 leads from each step. */
export function previousStep(draft: StoredDraft): StoredDraft["step"] {
  if (draft.step === "preview") return "details";
  return draft.step === "details" && draft.trade === "purchaser" && draft.lot === undefined ? "sources" : "product";
}

/** The draft of a repeat: everything as last time, but the number and the day. */
export function fromUsual(usual: UsualProduct, draft: StoredDraft, today: string): StoredDraft {
  const { product, productCode, unit, origin, place, plots, qualityControl } = usual;
  const input = {
    ...draft.input,
    product,
    unit,
    origin,
    place,
    plots,
    qualityControl,
    quantity: "",
    day: today,
    tests: [],
  };
  const { lot: _, ...rest } = draft;
  const step = usual.trade === "purchaser" ? "sources" : "details";
  return { ...rest, trade: usual.trade, step, input: productCode === undefined ? input : { ...input, productCode } };
}

/** The draft that draws on a lot: what the lot says, and all that is left of it. */
export function fromLot(lot: OpenLot, draft: StoredDraft): StoredDraft {
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

/** The draft with another product. Whether one that is in no catalogue keeps is not known, so an old date only warns. */
export function withProduct(draft: StoredDraft, product: FoundProduct | { readonly name: string }): StoredDraft {
  const { productCode: _, ...bare } = draft.input;
  const { lot: __, ...rest } = draft;
  const step = draft.trade === "purchaser" ? "sources" : "details";
  if (!("code" in product)) return { ...rest, step, oldAllowed: true, input: { ...bare, product: product.name } };
  const { name, code, units, oldAllowed } = product;
  return {
    ...rest,
    step,
    oldAllowed,
    input: { ...bare, product: name, productCode: code, unit: units[0] ?? bare.unit },
  };
}

/** The draft with a source chosen, or no longer chosen. */
export function withSourceToggled(draft: StoredDraft, id: string): StoredDraft {
  const sources = draft.sources.includes(id) ? draft.sources.filter((each) => each !== id) : [...draft.sources, id];
  return { ...draft, sources };
}

/** The draft once its sources are chosen: bought goods keep the origin they came with, which may still be changed. */
export function withSourcesConfirmed(draft: StoredDraft, sources: readonly SourceCertificate[]): StoredDraft {
  const first = sources.find((source) => draft.sources.includes(source.id));
  const origin = first === undefined ? {} : { origin: first.origin, place: "" };
  return { ...draft, step: "details", input: { ...draft.input, ...origin } };
}
