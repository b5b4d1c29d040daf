import type { DraftInput, TestInput } from "../../core/certificate/draft.ts";
import {
  type JsonReader,
  jsonBoolean,
  jsonList,
  jsonObject,
  jsonText,
  jsonUint,
} from "../../core/reference/jsonShape.ts";
import type { KeptDraft, Trade, UsedOrigin, UsedProduct } from "./enteredRecords.ts";

/** Any text, the empty one included: what a person has not typed yet. */
const typed: JsonReader<string> = (value) => (typeof value === "string" ? value : undefined);

function oneOf<const T extends string>(...choices: readonly T[]): JsonReader<T> {
  return (value) => choices.find((choice) => choice === value);
}

const trade: JsonReader<Trade> = oneOf("producer", "purchaser");

const readTest: JsonReader<TestInput> = jsonObject<TestInput>({
  basis: oneOf("selfTest", "commissionedTest"),
  date: typed,
  item: typed,
  by: typed,
});

type OptionalInput = "productCode" | "recordedBases";

const readInput: JsonReader<DraftInput> = jsonObject<Omit<DraftInput, OptionalInput>, Pick<DraftInput, OptionalInput>>(
  {
    product: typed,
    quantity: typed,
    unit: jsonUint,
    origin: typed,
    place: typed,
    plots: jsonList(typed),
    day: typed,
    qualityControl: jsonBoolean,
    tests: jsonList(readTest),
  },
  { productCode: jsonUint, recordedBases: jsonUint },
);

type Optional = "lot" | "corrects" | "farmer";

/** Reads a draft that was kept outside the database; undefined when it is not of its form. */
export const readKeptDraft: JsonReader<KeptDraft> = jsonObject<Omit<KeptDraft, Optional>, Pick<KeptDraft, Optional>>(
  {
    step: oneOf("product", "sources", "details", "preview"),
    trade,
    input: readInput,
    oldAllowed: jsonBoolean,
    lotQuantity: typed,
    sources: jsonList(jsonText),
    mode: oneOf("mixed", "repacked"),
  },
  { lot: jsonText, farmer: jsonText, corrects: jsonObject({ id: jsonText, number: jsonText, reason: typed }) },
);

const usedOrigin = { origin: typed, place: typed, plots: jsonList(typed) };

/** Reads a used product of a backup. */
export const readUsedProduct: JsonReader<UsedProduct> = jsonObject<
  Omit<UsedProduct, "productCode">,
  Pick<UsedProduct, "productCode">
>(
  {
    product: jsonText,
    unit: jsonUint,
    ...usedOrigin,
    origins: jsonList(jsonObject<UsedOrigin>(usedOrigin)),
    qualityControl: jsonBoolean,
    trade,
    lastQuantity: typed,
    count: jsonUint,
    lastUsed: jsonUint,
  },
  { productCode: jsonUint },
);
