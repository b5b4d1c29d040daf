import type { Certificate } from "../../core/certificate/certificate.ts";
import type { OperatorRecord } from "./operatorRecord.ts";

/** A certificate to which a tag was given. */
export type TagClaim = {
  readonly number: string;
  readonly product: Certificate["product"];
  /** The statement that gives it, and the key that signed. */
  readonly statement: Uint8Array;
  readonly key: Uint8Array;
};

/** A tag of a roll. */
export type TagRecord = {
  /** Whose it is: who registered it first. */
  readonly operator: OperatorRecord;
  /** One for each certificate to which that operator gave it, the first in the log first; only the first counts. */
  readonly claims: readonly TagClaim[];
  /** Another operator registered the same tag later. */
  readonly contested: boolean;
};
