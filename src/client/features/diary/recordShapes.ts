import type { RecordType } from "../../../core/record/fieldRecord.ts";
import type { InputKind } from "../../../core/record/gateFacts.ts";

/** Whether a field is asked for, and whether it has to be filled in. */
export type Asked = "must" | "may";

/** What the form of an act asks for; a field that is not named is not asked. */
export type RecordShape = {
  readonly plots?: Asked;
  readonly product?: Asked;
  /** Kinds of input, the usual one first; the input itself has to be named. */
  readonly inputs?: readonly InputKind[];
  readonly against?: Asked;
  readonly method?: Asked;
  readonly dose?: Asked;
  /** Treated area or head count. */
  readonly size?: Asked;
  /** What the label says about waiting, and the last day of use. */
  readonly label?: Asked;
  readonly quantity?: Asked;
  readonly note: Asked;
};

/** The forms of all acts (农产品质量安全法 Art. 27, 农药管理条例 Art. 36, 畜牧法 Art. 41). */
export const RECORD_SHAPES: Readonly<Record<RecordType, RecordShape>> = {
  inputUsed: {
    plots: "must",
    product: "must",
    inputs: ["pesticide", "veterinary", "biological", "other"],
    dose: "must",
    against: "may",
    method: "may",
    size: "may",
    label: "may",
    note: "may",
  },
  fertilised: {
    plots: "must",
    product: "may",
    inputs: ["fertiliser"],
    dose: "may",
    method: "may",
    size: "may",
    note: "may",
  },
  irrigated: { plots: "must", method: "may", note: "may" },
  sown: { plots: "must", product: "must", quantity: "may", note: "may" },
  stocked: { plots: "must", product: "must", quantity: "must", note: "may" },
  tended: { plots: "must", product: "may", note: "must" },
  pestSeen: { plots: "must", product: "may", against: "must", note: "may" },
  nonChemicalControl: { plots: "must", product: "may", against: "may", note: "must" },
  fed: { plots: "must", product: "may", inputs: ["feed"], quantity: "may", note: "may" },
  immunised: {
    plots: "must",
    product: "must",
    inputs: ["vaccine"],
    against: "must",
    dose: "may",
    size: "must",
    note: "may",
  },
  inputPurchased: {
    inputs: ["pesticide", "veterinary", "fertiliser", "feed", "vaccine", "biological", "other"],
    quantity: "may",
    note: "may",
  },
  disposed: { plots: "may", product: "must", quantity: "must", note: "must" },
  containersReturned: { quantity: "must", note: "may" },
  observed: { plots: "may", note: "must" },
};
