import type { PlaceTables } from "../../../core/import/findPlace.ts";
import type { FoundEntry, Numbers } from "../../../core/import/judgeRow.ts";
import type { ImportedEntry } from "../../../core/import/readRow.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { OperatorKind, Profile } from "../../../core/operator/profile.ts";
import type { ImportColumns } from "../../../core/reference/importColumns.ts";
import type { Result } from "../../../core/result.ts";

/** Why the register gave no answer, or nothing was signed. */
export type ImportFailure =
  | "offline"
  | "serverError"
  | "notOurServer"
  | "keyUnknown"
  | "keyLocked"
  | "roleMissing"
  | "outOfScope"
  | "tooMany"
  | "unsent"
  | "importOpen"
  | "storageFull"
  | "storageFailed";

/** A row that the officer accepts. */
export type AcceptedRow = { readonly operator?: string; readonly profile: Profile; readonly numbers: Numbers };

/** Follows a long work and may end it. */
export type Followed = { readonly done: (count: number) => void; readonly signal: AbortSignal };

/** An import that was begun and not finished. */
export type OpenImport = { readonly file: string; readonly total: number; readonly left: number };

/** An operator of the register as an officer may see it; the phone number is masked. */
export type ListedOperator = {
  readonly id: string;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly uscc?: string | undefined;
  readonly standing: { readonly state: "normal" | "suspended" | "closed" };
};

/** A page of the register. */
export type ListedPage = { readonly operators: readonly ListedOperator[]; readonly next?: string | undefined };

/** What importing and exporting tables needs from the app. */
export type ImportDeps = {
  /** Regions in which the officer registers; undefined on a phone that holds no officer's grant. */
  readonly scopes: () => Promise<readonly string[] | undefined>;
  readonly places: (scopes: readonly string[]) => Promise<PlaceTables>;
  readonly columns: ImportColumns;
  /** Operators of the register that rows may be, in the order of the rows. */
  readonly compare: (
    entries: readonly ImportedEntry[],
    followed: Followed,
  ) => Promise<Result<readonly (readonly FoundEntry[])[], ImportFailure>>;
  readonly keep: (accepted: {
    readonly file: string;
    readonly rows: readonly AcceptedRow[];
  }) => Promise<Result<undefined, ImportFailure>>;
  /** Signs what is left of the open import. */
  readonly run: (followed: Followed) => Promise<Result<undefined, ImportFailure>>;
  readonly open: () => Promise<OpenImport | undefined>;
  readonly drop: () => Promise<void>;
  /** Opens the key that a PIN wraps. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly page: (after: string | undefined) => Promise<Result<ListedPage, ImportFailure>>;
  readonly placeName: (code: string) => Promise<string>;
  readonly saveFile: (file: { readonly name: string; readonly content: Blob }) => void;
  /** Current time, Unix seconds. */
  readonly now: () => number;
};
