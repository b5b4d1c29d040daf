import type { CborMap } from "../../../core/cbor.ts";
import type { Quantity } from "../../../core/certificate/certificate.ts";
import type { WithdrawnState } from "../../../core/certificate/withdrawal.ts";
import type { OperatorKind } from "../../../core/operator/profile.ts";
import type { Role } from "../../../core/operator/role.ts";
import type { EndReason, StandingState } from "../../../core/operator/standing.ts";
import type { Scanned, ScannedError } from "../../../core/qr/qrText.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";
import type { OutboxState } from "../../../core/sync/outbox.ts";
import type { WithdrawalNote } from "../../../core/verify/verdict.ts";
import type { FoundPlace } from "../../ui/PlaceSearch.tsx";

/** The officer whose grant is in force on this phone. */
export type OfficerSelf = {
  readonly name: string;
  /** Division codes in which she acts. */
  readonly scopes: readonly string[];
  /** This phone's own key, 33 bytes, base64url. */
  readonly key: string;
};

/** A key of an operator; of the same form as the endpoint's answer. Times in Unix seconds. */
export type OfficerKey = {
  /** 33-byte compressed key, base64url. */
  readonly key: string;
  readonly roles: readonly Role[];
  readonly region: string;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly ended?: { readonly from: number; readonly reason: EndReason } | undefined;
};

/** How an operator stands: what was set last, and from when it holds. */
export type Standing = {
  readonly state: StandingState;
  readonly from?: number | undefined;
  readonly reason?: string | undefined;
};

/** A registered operator with its full name and phone number; of the same form as the endpoint's answer. */
export type RegisteredOperator = {
  /** Hexadecimal operator id. */
  readonly id: string;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  /** Unified social credit code. */
  readonly uscc?: string | undefined;
  readonly standing: Standing;
  readonly keys: readonly OfficerKey[];
  /** Entries that were merged into this one. */
  readonly duplicates?: readonly { readonly id: string; readonly name: string }[] | undefined;
};

/** An operator's private record with its numbers masked, and who has done what with it, newest first; of the endpoint's form. */
export type MaskedRecord = {
  /** `none`: the register entry names no record; `missing`: it has not been uploaded yet. */
  readonly state: "held" | "erased" | "missing" | "none";
  readonly erasedAt?: number | undefined;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly acts: readonly {
    readonly at: number;
    readonly act: "stored" | "revealed" | "erased";
    readonly officer: string;
  }[];
};

/** An operator's numbers in full. */
export type RevealedRecord = { readonly phone?: string | undefined; readonly idNumber?: string | undefined };

/** A page of operators; `next` asks for the following one. */
export type OperatorPage = {
  readonly operators: readonly RegisteredOperator[];
  readonly next?: string | undefined;
  /** Why the endpoint could not be asked: these are the operators that this phone remembers. */
  readonly unread?: NetworkFailure;
};

/** An operator as this phone knows it. */
export type KnownOperator = {
  readonly operator: RegisteredOperator;
  /** Body of its newest register entry; absent when this phone has not read it. */
  readonly entry?: CborMap;
  /** Unix seconds at which it was last read, when the endpoint could not be asked now; absent when it was. */
  readonly seenAt?: number;
};

/** What identifies an operator in an act, and where it is. */
export type Subject = Pick<RegisteredOperator, "id" | "name" | "region">;

/** A new operator as the officer writes it down. */
export type NewOperator = {
  readonly kind: OperatorKind;
  readonly name: string;
  readonly region: string;
  readonly address?: string;
  /** Unified social credit code. */
  readonly uscc?: string;
  readonly phone: string;
};

/** Registers an operator, or names one, and asks for a join link for one key of it; of the form that the endpoint takes. */
export type InvitationRequest = {
  readonly role: Role;
  readonly operator: NewOperator | { readonly id: string };
  /** Scope of the grant where it is larger or smaller than the operator's own region. */
  readonly scope?: string;
};

/** The join link, given once. */
export type NewInvitation = {
  readonly id: string;
  readonly link: string;
  readonly operator: string;
  /** Unix seconds. */
  readonly expires: number;
  /** Six digits have to be compared before the key counts. */
  readonly waits: boolean;
};

/** An invitation within the officer's scope; of the same form as the endpoint's answer. */
export type Invitation = {
  readonly id: string;
  readonly operator: string;
  readonly name: string;
  readonly role: Role;
  /** `waiting`: a key proved possession and its six digits are to be compared; `alarm`: the link was used twice. */
  readonly state: "open" | "waiting" | "granted" | "expired" | "alarm";
  readonly created: number;
  readonly expires: number;
  /** The key that used the link, base64url. */
  readonly key?: string | undefined;
};

/** A certificate that may be recalled. */
export type FoundCertificate = {
  /** Hexadecimal statement id. */
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly quantity: Quantity;
  readonly origin: string;
  readonly place?: string;
  /** 开具时间, Unix seconds. */
  readonly iat: number;
  readonly issuer: Subject;
  /** As the register has it; absent when the register could not be asked and only the code itself was verified. */
  readonly state?: "active" | WithdrawnState;
  readonly withdrawal?: WithdrawalNote;
};

/** How far a signed act has come on its way to the register. */
export type ActUpload = {
  readonly state: OutboxState;
  /** The register took it, and says that it has no effect: signed without the right to. */
  readonly noEffect: boolean;
};

/** Something that this phone has signed as an officer. `at` and `from` in Unix seconds. */
export type SignedAct = { readonly id: string; readonly at: number; readonly upload: ActUpload } & (
  | { readonly act: "registered"; readonly operator: string; readonly name: string }
  /** `body` is the new register entry. */
  | { readonly act: "edited"; readonly operator: string; readonly name: string; readonly body: CborMap }
  /** `operator` is the entry that stays. */
  | {
      readonly act: "merged";
      readonly operator: string;
      readonly name: string;
      readonly duplicate: string;
      readonly duplicateName: string;
    }
  | {
      readonly act: "suspended" | "lifted" | "closed";
      readonly operator: string;
      readonly name: string;
      readonly from: number;
      readonly reason: string;
    }
  | {
      readonly act: "keyEnded";
      readonly operator: string;
      readonly name: string;
      readonly key: string;
      readonly from: number;
      readonly reason: EndReason;
    }
  | {
      readonly act: "recalled";
      readonly certificate: string;
      readonly number: string;
      readonly product: string;
      readonly reason: string;
    }
);

/** Suspends an operator from a moment on, lifts that, or closes it. */
export type StandingOrder = { readonly operator: Subject; readonly from: number; readonly reason: string };
/** Ends a key from a moment on. */
export type KeyEndOrder = {
  readonly operator: Subject;
  readonly key: string;
  readonly from: number;
  readonly reason: EndReason;
};
/** Recalls a certificate. */
export type RecallOrder = { readonly certificate: FoundCertificate; readonly reason: string };

/** Why the endpoint gave no answer, or refused; nothing changed. `keyUnknown`: it does not know this phone's key. */
export type NetworkFailure =
  | "offline"
  | "serverError"
  | "notOurServer"
  | "tooMany"
  | "keyUnknown"
  | "roleMissing"
  | "outOfScope";
/** Why one operator cannot be shown. */
export type OperatorFailure = NetworkFailure | "operatorUnknown";
/** Why there is no link. After `answerLost` the request may have arrived all the same. */
export type InviteFailure =
  | OperatorFailure
  | SignFailure
  | "registeredHere"
  | "answerLost"
  | "operatorRefused"
  | "regionUnknown";
/** Why the key was not let in. */
export type CompareFailure =
  | NetworkFailure
  | "codeDiffers"
  | "notWaiting"
  | "linkExpired"
  | "linkStopped"
  | "linkUnknown"
  | "keyUnreadable";
/** Why nothing was signed. */
export type SignFailure = "roleMissing" | "outOfScope" | "alreadyRecalled" | "storageFull" | "storageFailed";
/** Why no certificate was found for a number or a code. */
export type FindFailure =
  | NetworkFailure
  | ScannedError
  | "wrongLength"
  | "unknownCharacter"
  | "checkFailed"
  | "tagCode"
  | "certificateUnknown"
  | "certificateForged";

/** Every failure that an officer's screens put into words. */
export type OfficerFailure = InviteFailure | CompareFailure | SignFailure | FindFailure;

/** What the officer's screens need from the app. */
export type OfficerDeps = {
  /** Undefined when no officer's grant is in force on this phone. */
  readonly self: () => Promise<OfficerSelf | undefined>;
  /** Operators in scope by registration, or the first that fit what was typed for `name`; else those that this phone remembers. */
  readonly listOperators: (query: {
    readonly name?: string;
    readonly after?: string;
  }) => Promise<Result<OperatorPage, NetworkFailure>>;
  /** From the endpoint, else from what this phone remembers of it. */
  readonly operator: (id: string) => Promise<Result<KnownOperator, OperatorFailure>>;
  /** An operator's private record, masked; in full, which the register writes down; erased for good. */
  readonly record: (id: string) => Promise<Result<MaskedRecord, OperatorFailure>>;
  readonly revealRecord: (id: string) => Promise<Result<RevealedRecord, OperatorFailure>>;
  readonly eraseRecord: (id: string) => Promise<Result<undefined, OperatorFailure>>;
  readonly invite: (request: InvitationRequest) => Promise<Result<NewInvitation, InviteFailure>>;
  /** Newest first. */
  readonly invitations: () => Promise<Result<readonly Invitation[], NetworkFailure>>;
  readonly confirmInvitation: (id: string, code: string) => Promise<Result<undefined, CompareFailure>>;
  /** Signed and stored on this phone, uploaded when there is a network; so are `lift`, `close`, `endKey` and `recall`. */
  readonly suspend: (order: StandingOrder) => Promise<Result<undefined, SignFailure>>;
  readonly lift: (order: StandingOrder) => Promise<Result<undefined, SignFailure>>;
  readonly close: (order: StandingOrder) => Promise<Result<undefined, SignFailure>>;
  readonly endKey: (order: KeyEndOrder) => Promise<Result<undefined, SignFailure>>;
  readonly recall: (order: RecallOrder) => Promise<Result<undefined, SignFailure>>;
  /**
   * Looks a number up, or verifies a whole code on this phone and asks the register about it when it can be reached.
   * @param text what was typed, pasted or scanned, of which `scanned` is the reading
   */
  readonly findCertificate: (scanned: Scanned, text: string) => Promise<Result<FoundCertificate, FindFailure>>;
  /** When the register's log was found rewritten, newest first; empty as long as it is sound. Unix seconds. */
  readonly logForks: () => Promise<readonly number[]>;
  /** What this phone has signed as an officer, newest first. */
  readonly acts: () => Promise<readonly SignedAct[]>;
  /** Calls back whenever an upload moved on; gives the way to stop. */
  readonly watchUploads: (changed: () => void) => () => void;
  /** Divisions by name; for an empty query those in which operators were invited before. */
  readonly searchPlaces: (query: string) => Promise<readonly FoundPlace[]>;
  /** Division code in words, as far as this phone knows it. */
  readonly placeName: (code: string) => Promise<string>;
  /** Current time, Unix seconds, corrected by what the endpoint said. */
  readonly now: () => number;
  readonly units: readonly UnitName[];
};
