import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { Role } from "../../../core/operator/role.ts";
import type { EndReason } from "../../../core/operator/standing.ts";
import type { Result } from "../../../core/result.ts";

/** Somebody whose key this phone holds. */
export type PersonHere = {
  /** Key id. */
  readonly kid: string;
  readonly operator: string;
  readonly person?: string;
  readonly roles: readonly Role[];
  /** `none`: no PIN guards it, whoever has the phone may sign. */
  readonly lock: "none" | "locked" | "open";
  readonly acting: boolean;
  /** False once its grants or its key have ended. */
  readonly inForce: boolean;
};

/** A phone that may sign for the operator, or might. */
export type StaffKey = {
  /** 33-byte compressed key, base64url. */
  readonly key: string;
  /** Who was invited with it; absent when nobody said so. */
  readonly person?: string;
  readonly roles: readonly Role[];
  /** Unix seconds. */
  readonly notAfter: number;
  /** It is the one that asks. */
  readonly mine: boolean;
  readonly ended?: { readonly from: number; readonly reason: EndReason };
  /** The end was signed here and the register does not have it yet. */
  readonly pending: boolean;
};

/** An invitation that asks for something. */
export type StaffInvitation = {
  readonly id: string;
  readonly person?: string;
  readonly role: Role;
  readonly state: "open" | "waiting" | "alarm";
  /** Unix seconds. */
  readonly expires: number;
};

/** An operator's people and phones, as whoever leads it sees them. */
export type StaffView = {
  readonly name: string;
  /** Roles that may be given on. */
  readonly roles: readonly Role[];
  readonly keys: readonly StaffKey[];
  readonly invitations: readonly StaffInvitation[];
};

/** Why something was not done. */
export type PeopleFailure =
  | "offline"
  | "serverError"
  | "notOurServer"
  | "tooMany"
  | "keyLocked"
  | "roleMissing"
  | "codeDiffers"
  | "linkStopped"
  | "storageFailed";

/** A join link, given once. */
export type StaffLink = {
  readonly id: string;
  readonly link: string;
  /** Unix seconds. */
  readonly expires: number;
  /** Six digits have to be compared before the key counts. */
  readonly waits: boolean;
};

/** When and why a phone signs no more. */
export type KeyEnd = { readonly key: string; readonly from: number; readonly reason: EndReason };

/** What the screens of people and phones need from the app. */
export type PeopleDeps = {
  readonly here: () => Promise<readonly PersonHere[]>;
  /** @returns the way to stop listening */
  readonly watch: (heard: () => void) => () => void;
  /** Lets the screens act as somebody of this phone. */
  readonly choose: (kid: string) => Promise<void>;
  readonly unlock: (kid: string, pin: string) => Promise<PinAnswer>;
  readonly changePin: (kid: string, pins: { readonly old: string; readonly new: string }) => Promise<PinAnswer>;
  readonly lock: () => void;
  /** Undefined for whoever does not lead an operator. */
  readonly staff: () => Promise<Result<StaffView, PeopleFailure> | undefined>;
  readonly invite: (whom: {
    readonly role: Role;
    readonly person: string;
  }) => Promise<Result<StaffLink, PeopleFailure>>;
  readonly confirm: (invitation: string, code: string) => Promise<Result<undefined, PeopleFailure>>;
  /** Signs that a phone signs no more; with or without a network. */
  readonly end: (end: KeyEnd) => Promise<Result<undefined, PeopleFailure>>;
  /** Unix seconds. */
  readonly now: () => number;
};
