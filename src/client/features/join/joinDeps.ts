import type { JoinLinkError } from "../../../core/operator/joinLink.ts";
import type { Role } from "../../../core/operator/role.ts";
import type { Result } from "../../../core/result.ts";

/** What a join link is for; shown before the key is made known. */
export type JoinPreview = {
  readonly name: string;
  /** Region in words. */
  readonly regionName: string;
  readonly address: string;
  readonly role: Role;
  readonly authority: string;
  /** The inviter has to compare six digits before the key counts. */
  readonly waits: boolean;
  /** This browser cannot keep a key by itself, or the key that was begun with is wrapped: a PIN opens it. */
  readonly needsPin: boolean;
  /** A PIN is asked for to open a key that was made before, not chosen for a new one. */
  readonly begun: boolean;
  /** Whether the role's key may be kept by a PIN on a phone that several share. */
  readonly mayShare: boolean;
  /** Somebody else's key is on this phone. */
  readonly isShared: boolean;
  /** By what name the inviter knows whoever the link is for. */
  readonly person?: string;
};

/** What a person says when joining: a PIN that wraps the key, and by what name others of this phone know the person. */
export type JoinChoice = { readonly pin?: string; readonly person?: string };

/** Why joining did not work; nothing was kept. */
export type JoinFailure =
  | JoinLinkError
  /** The link belongs to another system's address. */
  | "foreignLink"
  /** The system answers with another key than the link names. */
  | "otherAuthority"
  | "linkUnknown"
  | "linkExpired"
  | "linkUsed"
  | "linkStopped"
  | "clockWrong"
  | "offline"
  | "serverError"
  | "notOurServer"
  | "tooMany"
  | "storageFailed"
  /** The browser offers no place to keep a key (private window). */
  | "noKeyStore"
  | "wrongPin"
  | "keyErased"
  | "roleNotShared"
  | "badAnswer";

/** What came of joining: done, or six digits that the inviter has to compare first. */
export type JoinOutcome = { readonly status: "granted" } | { readonly status: "waiting"; readonly code: string };

/** What the joining screen needs from the app. */
export type JoinDeps = {
  /** The link that opened the app, or that of a join begun before which still waits; undefined when there is none. */
  readonly openedLink: () => Promise<string | undefined>;
  readonly preview: (link: string) => Promise<Result<JoinPreview, JoinFailure>>;
  /** Makes the key, proves that it is held and keeps the grant. The same link may be asked again while it waits. */
  readonly join: (link: string, choice: JoinChoice) => Promise<Result<JoinOutcome, JoinFailure>>;
  /** Asks the browser to keep this app's data; false when it refuses. */
  readonly askPersistent: () => Promise<boolean>;
};
