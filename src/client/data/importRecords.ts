import type { Profile } from "../../core/operator/profile.ts";
import type { Hex } from "./hex.ts";

/** A row of a table that an officer has accepted. */
export type AcceptedRow = {
  /** The operator whose entry it changes; absent for a new one. */
  readonly operator?: Hex;
  /** The register entry as it is to be signed, without its private record. */
  readonly profile: Profile;
  /** Numbers that go into the private record; empty when it stays as it is. */
  readonly numbers: { readonly phone?: string; readonly idNumber?: string };
};

/** Rows that are signed together. A part is deleted in the transaction that stores its statements. */
export type ImportPart = {
  /** Place among the parts of its import, from 0. */
  readonly part: number;
  readonly file: string;
  /** Rows of the whole import. */
  readonly total: number;
  readonly rows: readonly AcceptedRow[];
};
