import { type CalendarDay, dayNumber } from "../date.ts";
import { MAX_PLOTS, PLOT_LENGTH, type StatedTest, TEST_TEXT_LENGTH } from "../lot/lot.ts";
import { isDivisionCode } from "../operator/region.ts";
import { err, ok, type Result } from "../result.ts";
import { checkText, type TextBounds, type TextError, tidyText } from "../text.ts";
import { BASIS, isKnownUnit, PLACE_LENGTH, PRODUCT_LENGTH, type Quantity } from "./certificate.ts";
import { parseQuantity, type QuantityError } from "./quantity.ts";

/** A test that the person states as the basis, as typed. */
export type TestInput = {
  readonly basis: StatedTest["basis"];
  readonly date: string;
  readonly item: string;
  readonly by: string;
};

/** What a person has entered so far; kept as it is, so that a draft survives anything. */
export type DraftInput = {
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: string;
  readonly unit: number;
  readonly origin: string;
  readonly place: string;
  readonly plots: readonly string[];
  /** Day of harvest, slaughter or catch, or of assembly for a purchaser. */
  readonly day: string;
  readonly qualityControl: boolean;
  readonly tests: readonly TestInput[];
  /** Bits of the bases for which the lot has a test on record: nothing of it is stated again. */
  readonly recordedBases?: number;
};

/** Fields of a draft, as errors name them. */
export type DraftField =
  | "product"
  | "quantity"
  | "unit"
  | "origin"
  | "place"
  | "plots"
  | "day"
  | "basis"
  | "testDate"
  | "testItem"
  | "testBy";

/** What is wrong with a field. */
export type DraftErrorCode =
  | TextError
  | QuantityError
  | "unitUnknown"
  | "originMissing"
  | "dayMissing"
  | "dayInFuture"
  | "dayTooLongAgo"
  | "basisMissing";

/** One thing to mend. */
export type DraftError = { readonly field: DraftField; readonly code: DraftErrorCode };

/** A draft in which every field keeps the rules of the certificate. */
export type Draft = {
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  readonly origin: string;
  readonly place: string;
  readonly plots: readonly string[];
  readonly day: CalendarDay;
  /** Sum of {@link BASIS} bits. */
  readonly basis: number;
  readonly tests: readonly Omit<StatedTest, "lot">[];
};

/** What is worth a second look and stops nobody. */
export type DraftWarning = "dayLongAgo";

/** How many days back a harvest may lie. */
const MAX_HARVEST_AGE = 400;

class Findings {
  readonly errors: DraftError[] = [];

  take<T>(field: DraftField, result: Result<T, DraftErrorCode>, otherwise: T): T {
    if (result.ok) return result.value;
    this.errors.push({ field, code: result.error });
    return otherwise;
  }
}

function tidied(typed: string, bounds: TextBounds): Result<string, TextError> {
  return checkText(tidyText(typed), bounds);
}

function checkDay(day: string, today: CalendarDay, oldAllowed: boolean): Result<CalendarDay, DraftErrorCode> {
  const number = dayNumber(day);
  const now = dayNumber(today) ?? 0;
  if (number === undefined) return err("dayMissing");
  if (number > now) return err("dayInFuture");
  return number < now - MAX_HARVEST_AGE && !oldAllowed ? err("dayTooLongAgo") : ok(day);
}

function checkPlots(typed: readonly string[]): Result<readonly string[], TextError> {
  if (typed.length > MAX_PLOTS) return err("textTooLong");
  const plots = typed.map((plot) => tidied(plot, PLOT_LENGTH));
  return plots.find((plot) => !plot.ok) ?? ok(plots.flatMap((plot) => (plot.ok ? [plot.value] : [])));
}

function checkTest(test: TestInput, today: CalendarDay, findings: Findings): Omit<StatedTest, "lot"> {
  return {
    basis: test.basis,
    date: findings.take("testDate", checkDay(test.date, today, false), test.date),
    item: findings.take("testItem", tidied(test.item, TEST_TEXT_LENGTH), ""),
    by: findings.take("testBy", tidied(test.by, TEST_TEXT_LENGTH), ""),
  };
}

function basisBits(input: DraftInput): number {
  const tests = input.tests.map((test) => (test.basis === "selfTest" ? BASIS.selfTest : BASIS.commissionedTest));
  const control = input.qualityControl ? BASIS.qualityControl : 0;
  return tests.reduce((bits, bit) => bits | bit, control | (input.recordedBases ?? 0));
}

/**
 * Checks what a person entered against the rules of the certificate; every field with its error at once.
 * @param today the calendar day in China
 * @param oldAllowed animals and stored goods may be older than {@link MAX_HARVEST_AGE} days, with a warning
 */
export function checkDraft(
  input: DraftInput,
  { today, oldAllowed }: { readonly today: CalendarDay; readonly oldAllowed: boolean },
): Result<{ readonly draft: Draft; readonly warnings: readonly DraftWarning[] }, readonly DraftError[]> {
  const findings = new Findings();
  const thousandths = findings.take("quantity", parseQuantity(input.quantity), 1);
  const basis = basisBits(input);
  const draft: Draft = {
    product: findings.take("product", tidied(input.product, PRODUCT_LENGTH), ""),
    quantity: {
      thousandths,
      unit: findings.take("unit", isKnownUnit(input.unit) ? ok(input.unit) : err("unitUnknown"), 1),
    },
    origin: findings.take(
      "origin",
      isDivisionCode(input.origin) && input.origin.length >= 6 ? ok(input.origin) : err("originMissing"),
      "",
    ),
    place: findings.take("place", tidied(input.place, PLACE_LENGTH), ""),
    plots: findings.take("plots", checkPlots(input.plots), []),
    day: findings.take("day", checkDay(input.day, today, oldAllowed), input.day),
    basis: findings.take("basis", basis > 0 ? ok(basis) : err("basisMissing"), 1),
    tests: input.tests.map((test) => checkTest(test, today, findings)),
    ...(input.productCode === undefined ? {} : { productCode: input.productCode }),
  };
  if (findings.errors.length > 0) return err(findings.errors);
  const age = (dayNumber(today) ?? 0) - (dayNumber(draft.day) ?? 0);
  return ok({ draft, warnings: age > MAX_HARVEST_AGE ? ["dayLongAgo"] : [] });
}
