import type { CalendarDay } from "../date.ts";

/**
 * Everything the gate can find: whether it refuses or warns, the article behind it (a row of a list stands with the
 * finding itself), and whether it leaves 质量安全控制符合要求 open as a basis.
 */
export const FINDINGS = {
  bannedInput: { refuses: true, article: "农药管理条例第三十四条；兽药管理条例第三十九条；农产品质量安全法第三十六条" },
  bannedOnTarget: { refuses: true, article: "农药管理条例第三十四条；食品安全法第四十九条" },
  bannedInLay: { refuses: true, article: "兽药管理条例第三十八条、第四十条" },
  intervalOpen: { refuses: true, article: "农药管理条例第三十四条；兽药管理条例第四十条" },
  intervalUnknown: { refuses: true, article: "农药管理条例第三十四条；兽药管理条例第四十条" },
  temperatureMissing: { refuses: true, article: "兽药管理条例第四十条" },
  testFailed: { refuses: true, article: "农产品质量安全法第三十四条" },
  suspended: { refuses: true, article: "农产品质量安全法第五十三条" },
  stopOrder: { refuses: true, article: "农产品质量安全法第五十三条" },
  overLot: { refuses: true, article: "农产品质量安全法第三十九条" },
  outsideClasses: { refuses: true, article: "农产品质量安全承诺达标合格证管理办法第三条" },
  noRecords: { refuses: false, article: "农产品质量安全法第二十七条" },
  intervalUnverified: { refuses: false, article: "农药管理条例第三十四条；兽药管理条例第四十条" },
  noQualityPerson: { refuses: false, article: "农产品质量安全法第二十六条" },
  overCapacity: { refuses: false, article: "农产品质量安全法第三十九条" },
  harvestBeforePlanting: { refuses: false, article: "农产品质量安全法第二十七条" },
  lateEntry: { refuses: false, article: "农产品质量安全法第二十七条" },
  testMissesInput: { refuses: false, article: "农产品质量安全法第三十四条" },
} as const satisfies Readonly<Record<string, { readonly refuses: boolean; readonly article: string }>>;

/** A key of {@link FINDINGS}. */
export type FindingCode = keyof typeof FINDINGS;

/** True for a code that this version knows; a newer endpoint or phone may name others. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.keys(FINDINGS).includes(code);
}

/** One reason of the gate, with the facts behind it. */
export type Finding = {
  readonly code: FindingCode;
  /** Hex ids of the statements it rests on. */
  readonly records?: readonly string[];
  /** Name of the input concerned, as written. */
  readonly input?: string;
  /** Ingredients concerned. */
  readonly ingredients?: readonly string[];
  /** Row of a list, with the pack's own words for where it comes from. */
  readonly row?: { readonly id: string; readonly says: string };
  /** The row still waits for an officer of the region (待核实). */
  readonly unverified?: boolean;
  /** First day on which it holds no longer, when a day is enough. */
  readonly clears?: CalendarDay;
};

/** True for a reason that no person can override. */
export function refuses({ code }: Pick<Finding, "code">): boolean {
  return FINDINGS[code].refuses;
}
