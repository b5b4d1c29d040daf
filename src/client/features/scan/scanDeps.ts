import type { UnitName } from "../../../core/reference/units.ts";
import type { Verification } from "../../../core/verify/verdict.ts";

/** A code that was looked at, with what was made of it then. */
export type ScanEntry = {
  /** Place in the history; larger is newer. */
  readonly scan: number;
  /** Unix seconds. */
  readonly at: number;
  readonly text: string;
  readonly verification: Verification;
};

/** Where a code leads that is no certificate. */
export type CodeWay = { readonly to: "join" | "agency" | "pesticide"; readonly path: string };

/** What the scanning screens need from the app. */
export type ScanDeps = {
  /** With nothing but this phone; never fails and opens nothing. */
  readonly verify: (text: string) => Promise<Verification>;
  /** With the register's word beside it; undefined when it cannot be reached. */
  readonly verifyOnline: (text: string) => Promise<Verification | undefined>;
  /** Keeps a scan; false when the phone has no room for it. */
  readonly remember: (text: string, verification: Verification) => Promise<boolean>;
  /** Newest first; `before` is the last one shown. */
  readonly history: (limit: number, before: number | undefined) => Promise<readonly ScanEntry[]>;
  readonly clearHistory: () => Promise<void>;
  /**
   * Where a code that is no certificate leads inside the app: an invitation of this app's own origin, or the label of a
   * pesticide; undefined for anything else.
   */
  readonly wayOf: (text: string) => CodeWay | undefined;
  /** True on the phone of an officer, who may recall what was scanned. */
  readonly mayRecall: () => Promise<boolean>;
  readonly placeName: (code: string) => Promise<string>;
  readonly units: readonly UnitName[];
  /** Current time, Unix seconds. */
  readonly now: () => number;
};
