import type { CalendarDay } from "../../core/date.ts";

/** What an officer's desk looks at. */
export type DeskScope = {
  readonly region: string;
  /** `{id} {version}` of the present duty notice of each kind of operator that has one. */
  readonly notices: Readonly<Record<string, string>>;
  /** Today, and the last day on which something that ends is warned about. */
  readonly day: CalendarDay;
  readonly soon: CalendarDay;
};
