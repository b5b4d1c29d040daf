import type { CborMap } from "../../core/cbor.ts";
import type { EndReason } from "../../core/operator/standing.ts";
import type { NewOperator } from "../../wire/invitations.ts";
import type { Operator } from "../../wire/operators.ts";
import type { Hex } from "./hex.ts";

/** Something that this phone has signed as an officer, in the words in which it was ordered. */
export type OfficerAct =
  | { readonly act: "registered"; readonly operator: Hex; readonly name: string }
  /** `body` is the new register entry. */
  | { readonly act: "edited"; readonly operator: Hex; readonly name: string; readonly body: CborMap }
  /** `operator` is the entry that stays. */
  | {
      readonly act: "merged";
      readonly operator: Hex;
      readonly name: string;
      readonly duplicate: Hex;
      readonly duplicateName: string;
    }
  | {
      readonly act: "suspended" | "lifted" | "closed";
      readonly operator: Hex;
      readonly name: string;
      readonly from: number;
      readonly reason: string;
    }
  | {
      readonly act: "keyEnded";
      readonly operator: Hex;
      readonly name: string;
      readonly key: string;
      readonly from: number;
      readonly reason: EndReason;
    }
  | {
      readonly act: "recalled";
      readonly certificate: Hex;
      readonly number: string;
      readonly product: string;
      readonly reason: string;
    };

/** An officer's act with its statement's id; `order` is negative, so that the newest comes first. */
export type ActRecord = {
  readonly id: Hex;
  readonly order: number;
  readonly at: number;
  readonly act: OfficerAct;
  readonly noEffect?: string | undefined;
};

/**
 * A private record on its way to the register, with the operator as it was written down where the record registers one;
 * deleted once it is there.
 */
export type PrivateRecordToSend = {
  /** SHA-256 of `bytes`, by which the register entry names it. */
  readonly hash: Hex;
  /** Salted record. */
  readonly bytes: Uint8Array;
  readonly operator: Hex;
  /** Absent for a row of an imported table, which is not registered twice by its place in it. */
  readonly written?: NewOperator;
};

/** An operator as an officer's phone last read it from the endpoint. */
export type KnownOperator = { readonly id: Hex; readonly operator: Operator; readonly seenAt: number };
