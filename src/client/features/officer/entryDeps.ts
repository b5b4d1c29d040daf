import type { CborMap } from "../../../core/cbor.ts";
import type { Result } from "../../../core/result.ts";
import type {
  NetworkFailure,
  OfficerDeps,
  OperatorFailure,
  RegisteredOperator,
  SignFailure,
  Subject,
} from "./officerDeps.ts";

/** Changes a register entry; `body` is the whole new one. */
export type EditOrder = { readonly operator: Subject; readonly body: CborMap };
/** Says that two register entries are one operator. */
export type MergeOrder = { readonly kept: Subject; readonly duplicate: Subject };

/** An operator that may be the same as another: by its code, ID number or name and village. */
export type LikelyDuplicate = Pick<RegisteredOperator, "id" | "name" | "kind" | "region" | "address" | "uscc"> & {
  readonly by: "uscc" | "idNumber" | "name";
  readonly closed: boolean;
};

/** What of a history is shown: what was said about the entry, its keys and its standing, or everything. */
export type HistoryPart = "register" | "all";
/** A statement about an operator; of the same form as the endpoint's answer. */
export type HistoryRow = {
  readonly id: string;
  readonly kind: number;
  readonly iat: number;
  readonly key: string;
  /** Whose key signed; absent for the authority's own. */
  readonly by?: { readonly id: string; readonly name: string } | undefined;
  readonly noEffect?: string | undefined;
  /** What it says; absent when its bytes were erased or cannot be read. */
  readonly body?: CborMap | undefined;
};
/** A page of a history; `next` asks for the following one. */
export type HistoryPage = { readonly said: readonly HistoryRow[]; readonly next?: number | undefined };

/** What the screens of a register entry need from the app. */
export type EntryDeps = OfficerDeps & {
  /** Signed and stored on this phone, uploaded when there is a network; so is `merge`. */
  readonly edit: (order: EditOrder) => Promise<Result<undefined, SignFailure>>;
  readonly merge: (order: MergeOrder) => Promise<Result<undefined, SignFailure>>;
  /** Other entries that may be this operator. */
  readonly likelyDuplicates: (
    operator: Pick<RegisteredOperator, "id" | "name" | "region" | "uscc">,
  ) => Promise<Result<readonly LikelyDuplicate[], NetworkFailure>>;
  /** A page of what was said about an operator, newest in the log first. */
  readonly history: (
    id: string,
    page: { readonly part: HistoryPart; readonly before?: number },
  ) => Promise<Result<HistoryPage, OperatorFailure>>;
  /** An id for a new plot that no plot has had before. */
  readonly newPlotId: () => string;
};
