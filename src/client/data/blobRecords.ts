import type { BlobType } from "../../core/statement/blobs.ts";
import type { Hex } from "./hex.ts";

/** How far a blob has come. `refused`: the endpoint will never take it; its statement stands all the same. */
export type BlobState = "waiting" | "uploaded" | "refused";

/** A blob on this phone. */
export type BlobRecord = {
  readonly hash: Hex;
  readonly size: number;
  readonly type: BlobType;
  readonly bytes: Uint8Array;
  /** Key id of the identity that uploads it. */
  readonly kid: Hex;
  readonly state: BlobState;
  /** When to try again while it waits, when its bytes may go once it is uploaded; Unix seconds. */
  readonly due: number;
  readonly attempts: number;
  /** Bytes that the endpoint has, as far as this phone knows. */
  readonly sent: number;
  /** Why the last attempt failed. */
  readonly lastError?: string;
};
