import type { Quantity } from "../certificate/certificate.ts";
import type { CalendarDay } from "../date.ts";
import type { OperatorKind } from "../operator/profile.ts";
import type { Treated } from "./inputTargets.ts";

/** What an input is; only pesticides and drugs have intervals, but anything may turn out to be banned. */
export const INPUT_KINDS = ["pesticide", "veterinary", "fertiliser", "feed", "vaccine", "biological", "other"] as const;
/** One of {@link INPUT_KINDS}. */
export type InputKind = (typeof INPUT_KINDS)[number];

/** What the label says about waiting, as the person read it. */
export type LabelInterval = {
  readonly days?: number;
  /** Water temperature in °C × days. */
  readonly degreeDays?: number;
  /** The label was photographed. */
  readonly photographed: boolean;
};

/** A use of an input 投入品使用, as the gate looks at it (农产品质量安全法 Art. 27 (一)). */
export type InputUse = {
  /** Hex id of the statement that says so. */
  readonly id: string;
  readonly kind: InputKind;
  /** Name on the label. */
  readonly name: string;
  /** Active ingredients that the person named; else they are read from the name. */
  readonly ingredients?: readonly string[];
  /** Formulation, when it matters for the interval (注射液). */
  readonly form?: string;
  readonly method?: string;
  readonly forGrowth?: boolean;
  readonly plots: readonly string[];
  /** What it was used on; absent when the record does not say. */
  readonly on?: Treated;
  /** First and last day of use (使用、停用的日期). */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** Day on which the record was made. */
  readonly entered: CalendarDay;
  readonly label?: LabelInterval;
  /** Tenths of °C. */
  readonly waterTenths?: number;
  /** Used on the goods after they were taken (保鲜). */
  readonly afterHarvest?: boolean;
};

/** Any other production record, as far as the gate asks. */
export type PlainRecord = {
  readonly id: string;
  readonly type: "planted" | "other";
  readonly plots: readonly string[];
  readonly on?: Treated;
  readonly day: CalendarDay;
  readonly entered: CalendarDay;
};

/** A test of the lot, of its own means or by a lab. */
export type LotTest = {
  readonly id: string;
  readonly basis: "selfTest" | "commissionedTest";
  readonly day: CalendarDay;
  readonly items: readonly string[];
  readonly passed: boolean;
  /** Last day of the lab's accreditation; absent for a test of one's own means. */
  readonly accreditedUntil?: CalendarDay;
};

/** An officer's order to stop selling. */
export type StopOrder = { readonly id: string; readonly from: CalendarDay; readonly document: string };

/** Everything the gate looks at. What the phone does not know is absent, and the endpoint asks again with what it knows. */
export type GateFacts = {
  /** Day of issuing. */
  readonly day: CalendarDay;
  readonly producer: {
    readonly kind: OperatorKind;
    readonly suspended: boolean;
    readonly stopOrders: readonly StopOrder[];
    /** Last day of the internal quality person's training; absent without one. */
    readonly qualityPersonUntil?: CalendarDay;
    /** Declared yearly capacity of the product, and what was certified this year without the present certificate. */
    readonly capacity?: { readonly yearly: Quantity; readonly certified: readonly Quantity[] };
  };
  readonly lot: {
    readonly goods: Treated;
    readonly plots: readonly string[];
    /** Harvest, slaughter or catch. */
    readonly harvested: CalendarDay;
    readonly quantity: Quantity;
    /** Drawn by earlier certificates. */
    readonly drawn: readonly Quantity[];
    /** Goods that were received with certificates, mixed or repacked: no records of one's own stand behind them. */
    readonly bought?: true;
  };
  readonly wanted: Quantity;
  readonly uses: readonly InputUse[];
  readonly records: readonly PlainRecord[];
  readonly tests: readonly LotTest[];
};
