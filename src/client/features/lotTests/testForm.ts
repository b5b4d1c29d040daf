import { type CalendarDay, dayNumber } from "../../../core/date.ts";
import type { RecordedTest, TestItem } from "../../../core/record/lotTest.ts";
import { tidyText } from "../../../core/text.ts";

/** One item as it is typed. */
export type TypedItem = {
  readonly item: string;
  readonly method: string;
  readonly result: string;
  readonly limit: string;
  readonly verdict: "passed" | "failed" | undefined;
};

/** A test as it is typed. */
export type TypedTest = {
  readonly basis: RecordedTest["basis"];
  readonly day: CalendarDay;
  readonly items: readonly TypedItem[];
  readonly sample: string;
  readonly lab: string;
  readonly accreditation: string;
  readonly accreditedUntil: string;
};

/** An item of which nothing is typed, or only what is tested for. */
export function emptyItem(item = ""): TypedItem {
  return { item, method: "", result: "", limit: "", verdict: undefined };
}

/** A test of today of which nothing is typed. */
export function emptyTest(today: CalendarDay): TypedTest {
  const nothing = { sample: "", lab: "", accreditation: "", accreditedUntil: "" };
  return { basis: "selfTest", day: today, items: [emptyItem()], ...nothing };
}

/** The fields that say something. */
function said<K extends string>(fields: Readonly<Record<K, string>>): Partial<Record<K, string>> {
  const present: Partial<Record<K, string>> = {};
  for (const name in fields) {
    const tidy = tidyText(fields[name]);
    if (tidy !== "") present[name] = tidy;
  }
  return present;
}

function readItem({ item, method, result, limit, verdict }: TypedItem): TestItem | undefined {
  const name = tidyText(item);
  if (name === "" || verdict === undefined) return undefined;
  return { item: name, passed: verdict === "passed", ...said({ method, result, limit }) };
}

/** The test that is typed; undefined while something that it cannot do without is missing. */
export function readTest(typed: TypedTest, today: CalendarDay): Omit<RecordedTest, "lot"> | undefined {
  const { basis, day, sample, lab, accreditation, accreditedUntil } = typed;
  const items = typed.items.map(readItem);
  const whole = items.every((item): item is TestItem => item !== undefined);
  if (!whole || items.length === 0 || dayNumber(day) === undefined || day > today) return undefined;
  const test = { basis, day, items, ...said({ sample }) };
  if (basis === "selfTest") return test;
  if (tidyText(lab) === "") return undefined;
  const until = dayNumber(accreditedUntil) === undefined ? {} : { accreditedUntil };
  return { ...test, ...said({ lab, accreditation }), ...until };
}
