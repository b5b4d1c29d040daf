import type { OperatorKind } from "../../core/operator/profile.ts";
import type { StandingState, StandingStep } from "../../core/operator/standing.ts";
import type { DeskList } from "../../wire/files.ts";
import type { HistoryPart } from "../../wire/history.ts";
import type { NoEffectCode } from "../../wire/statements.ts";
import type { DeskScope } from "./deskScope.ts";

/** An operator as lists of the register show it; a merged one stands there as the entry kept. */
export type RegisterRow = {
  readonly id: Uint8Array;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly standing: readonly StandingStep[];
  /** Unified social credit code. */
  readonly uscc?: string;
  /** Published credit grade. */
  readonly grade?: string;
};

/** A search of the register. */
export type RegisterSearch = {
  /** Regions within which operators are looked for. */
  readonly scopes: readonly string[];
  /** What was typed: neighbouring characters of a name, their pinyin or first letters, or the start of a code. */
  readonly typed: string;
  /** Divisions whose operators are found too, because their name was typed. */
  readonly places: readonly string[];
  readonly limit: number;
};

/** Which operators of a region are listed; closed ones only when asked for. */
export type RegisterFilter = Omit<DeskScope, "region"> & {
  readonly scopes: readonly string[];
  readonly kind?: OperatorKind | undefined;
  /** A division within the scopes. */
  readonly region?: string | undefined;
  readonly standing?: StandingState | undefined;
  /** One of the lists behind the desk's figures. */
  readonly list?: DeskList | undefined;
  readonly after?: Uint8Array;
  readonly limit: number;
};

/** A page of what was said about an operator, before a position in the log. */
export type HistoryQuery = {
  readonly operator: Uint8Array;
  readonly part: HistoryPart;
  readonly before?: number;
  readonly limit: number;
};

/** A statement about an operator. */
export type HistoryEntry = {
  readonly position: number;
  readonly id: Uint8Array;
  readonly kind: number;
  readonly iat: number;
  readonly receivedAt: number;
  /** The key that signed, and the operator whose it is; none for a key of the authority. */
  readonly key: Uint8Array;
  readonly signer?: { readonly id: Uint8Array; readonly name: string };
  readonly noEffect?: NoEffectCode;
  /** Absent once they were erased. */
  readonly bytes?: Uint8Array;
};

/** How a store finds and lists operators. */
export type RegisterPort = {
  /** Operators that fit, by township and registration, those found by name first. */
  readonly searchRegister: (search: RegisterSearch) => Promise<readonly RegisterRow[]>;
  /** Operators by registration. */
  readonly listRegister: (filter: RegisterFilter) => Promise<readonly RegisterRow[]>;
  /** The statement of an operator's newest register entry with effect, as received. */
  readonly registerEntry: (operator: Uint8Array) => Promise<Uint8Array | undefined>;
  /** What was said about an operator and the entries that are one with it, newest in the log first. */
  readonly operatorHistory: (query: HistoryQuery) => Promise<readonly HistoryEntry[]>;
};
