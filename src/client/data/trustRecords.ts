import type { TreeHead } from "../../core/log/treeHead.ts";
import type { AuthorityList } from "../../core/operator/authority.ts";
import type { DirectoryHead } from "../../core/operator/directory.ts";
import type { Hex } from "./hex.ts";

/** A signed head of a region's directory. */
export type DirectoryHeadRecord = { readonly region: string; readonly head: DirectoryHead };

/** One row of a region's directory, as signed. */
export type DirectoryRowRecord = {
  readonly region: string;
  readonly operator: Hex;
  /** Key ids of all its keys. */
  readonly kids: readonly Hex[];
  readonly bytes: Uint8Array;
};

/** The authority list that this phone trusts, and what that trust began with. */
export type AuthorityRecord = {
  readonly slot: "home";
  readonly message: Uint8Array;
  readonly list: AuthorityList;
  readonly anchoredBy: "joinLink" | "origin";
  /** Unix seconds. */
  readonly openedAt: number;
};

/** The newest tree head of an authority's log that this phone has verified. */
export type TreeHeadRecord = { readonly authority: Hex; readonly head: TreeHead; readonly message: Uint8Array };

/** Proof that a log was rewritten: two heads that cannot both be true. */
export type ForkRecord = {
  readonly at: number;
  readonly held: Uint8Array;
  readonly offered: Uint8Array;
  /** The endpoint has the report. */
  readonly reported?: true;
};

/** A receipt that this phone has verified. */
export type ReceiptRecord = { readonly id: Hex; readonly receivedAt: number; readonly receipt: Uint8Array };
