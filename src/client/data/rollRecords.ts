import type { Hex } from "./hex.ts";

/** A roll of tags printed beforehand, of one of this phone's operators. */
export type RollRecord = {
  /** Id of the statement that registers it. */
  readonly id: Hex;
  readonly operator: Hex;
  /** Unix seconds. */
  readonly at: number;
  /** Its made order, negative: an ascending index gives the newest first. */
  readonly order: number;
  /** As printed, in the order of the roll. */
  readonly tags: readonly string[];
};

/** That a tag stands for a certificate; of several claims the one made first. */
export type TagClaimRecord = {
  readonly tag: string;
  readonly certificate: Hex;
  readonly operator: Hex;
  readonly at: number;
  /** Made order of the statement. */
  readonly order: number;
};
