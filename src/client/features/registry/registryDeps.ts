import type { OperatorKind } from "../../../core/operator/profile.ts";
import type { StandingState } from "../../../core/operator/standing.ts";
import type { Result } from "../../../core/result.ts";
import type { FoundPlace } from "../../ui/PlaceSearch.tsx";

/** Why the register could not be asked, or refused. */
export type RegistryFailure =
  | "offline"
  | "serverError"
  | "notOurServer"
  | "tooMany"
  | "keyUnknown"
  | "roleMissing"
  | "outOfScope";

/** An operator in a list; of the same form as the endpoint's answer. */
export type RegistryRow = {
  /** Hexadecimal operator id. */
  readonly id: string;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly standing: StandingState;
  readonly uscc?: string | undefined;
  readonly grade?: string | undefined;
};

/** A page of the list; `next` asks for the following one. */
export type RegistryPage = {
  readonly operators: readonly RegistryRow[];
  readonly next?: string | undefined;
  /** Found in the directory on this phone, without the endpoint: when that was signed, Unix seconds. */
  readonly heldSince?: number | undefined;
};

/** What an officer looks out for, as the endpoint's lists are called. */
export const FLAGS = ["dutyMissing", "qualityMissing", "ending", "reviews", "flagged", "black", "red"] as const;
/** Published grades, as the endpoint's lists are called. */
export const GRADES = ["gradeA", "gradeB", "gradeC", "gradeD", "ungraded"] as const;
/** One of {@link FLAGS} or {@link GRADES}. */
export type RegistryList = (typeof FLAGS)[number] | (typeof GRADES)[number];

/** By what the list is narrowed; what is absent narrows nothing, and closed operators are listed only when asked for. */
export type RegistryFilter = {
  readonly kind?: OperatorKind | undefined;
  /** Division code. */
  readonly region?: string | undefined;
  readonly standing?: StandingState | undefined;
  readonly list?: RegistryList | undefined;
};

/** What the screen of the register needs from the app. */
export type RegistryDeps = {
  /** Rows for what was typed: a part of the name, pinyin, first letters, the start of a code, a village. */
  readonly search: (typed: string) => Promise<Result<RegistryPage, RegistryFailure>>;
  readonly list: (filter: RegistryFilter, after?: string) => Promise<Result<RegistryPage, RegistryFailure>>;
  readonly searchPlaces: (typed: string) => Promise<readonly FoundPlace[]>;
  readonly placeName: (code: string) => Promise<string>;
};
