import { equalBytes } from "../bytes.ts";
import type { VerifySignature } from "../key/sign1.ts";
import type { TrustedAuthority } from "../operator/authority.ts";
import type { DirectoryHead } from "../operator/directory.ts";
import type { DirectoryRow } from "../operator/directoryRow.ts";
import type { WithdrawalNote } from "./verdict.ts";

/** A directory row with the head of the snapshot that it stands in. */
export type DirectoryHit = { readonly row: DirectoryRow; readonly head: DirectoryHead };

/** What the endpoint answered about a number; only ever a supplement to what is proven on the device. */
export type OnlineAnswer =
  | { readonly known: false }
  | {
      readonly known: true;
      /** Id under which the number is registered. */
      readonly id: Uint8Array;
      /** The registered statement, for codes that hold none. */
      readonly statement: Uint8Array;
      readonly loggedAt: number;
      readonly withdrawal?: WithdrawalNote;
      readonly flags: readonly string[];
    };

/** When a style may be used: Unix seconds, `to` excluded and absent while it is in force. */
export type StyleTerm = { readonly style: number; readonly from: number; readonly to?: number };

/** Everything that a verification may rest on. All look-ups are of things already verified and held. */
export type VerifyContext = {
  readonly authorities: readonly TrustedAuthority[];
  /** Rows of which a key has this kid, at most 4. */
  readonly rowsByKeyId: (kid: Uint8Array) => Promise<readonly DirectoryHit[]>;
  /** Row of an operator in the directory of that authority, without which its id names nobody. */
  readonly rowOf: (operator: Uint8Array, authority: Uint8Array) => Promise<DirectoryHit | undefined>;
  /** Newest held snapshot that covers the region. */
  readonly coverage: (region: string) => Promise<DirectoryHead | undefined>;
  /** Certificates with this number that this device issued or has verified before. */
  readonly heldByNumber: (number: string) => Promise<readonly Uint8Array[]>;
  /** The certificate for which a tag of a roll stands; absent where tags are not looked up. */
  readonly heldByTag?: (tag: string) => Promise<Uint8Array | undefined>;
  /** When a log received the statement, by a receipt that this device has verified or by the log itself. */
  readonly loggedAt: (id: Uint8Array) => Promise<number | undefined>;
  /** Withdrawal that this device knows in full. */
  readonly withdrawalOf: (id: Uint8Array) => Promise<WithdrawalNote | undefined>;
  /** Absent when nobody was asked. */
  readonly online?: OnlineAnswer;
  readonly styleTerms: readonly StyleTerm[];
  /** Unix seconds: the later of the device clock and the newest verified directory or tree head. */
  readonly now: number;
  readonly verify: VerifySignature;
};

/** What the endpoint answered about this very statement, not about another one with its number. */
export function answerFor(
  id: Uint8Array,
  { online }: VerifyContext,
): (OnlineAnswer & { readonly known: true }) | undefined {
  return online?.known === true && equalBytes(online.id, id) ? online : undefined;
}
