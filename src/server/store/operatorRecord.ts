import type { DirectoryRow } from "../../core/operator/directoryRow.ts";
import type { OperatorFile } from "../../core/operator/file.ts";
import type { Profile } from "../../core/operator/profile.ts";

/** An operator as registered, with everything that was said about it with effect. */
export type OperatorRecord = {
  readonly id: Uint8Array;
  /** Profiles by the time they say they were made; the first is the registration unless it was dated later. */
  readonly profiles: readonly { readonly iat: number; readonly profile: Profile }[];
  /** Directory row with the full name; masking is for those who publish it. */
  readonly row: DirectoryRow;
  readonly file: OperatorFile;
  readonly standingReason?: string;
  /** The entries that were merged into this one. */
  readonly duplicates: readonly Uint8Array[];
};
