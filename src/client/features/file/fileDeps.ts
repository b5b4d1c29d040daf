import type { CborMap } from "../../../core/cbor.ts";
import type { CertificateFacts } from "../../../core/operator/credit.ts";
import type { OperatorFile, Said } from "../../../core/operator/file.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { OperatorKind } from "../../../core/operator/profile.ts";
import type { CertificationKinds } from "../../../core/reference/certificationKinds.ts";
import type { CreditRules } from "../../../core/reference/creditRules.ts";
import type { DutyNotices } from "../../../core/reference/dutyNotices.ts";
import type { Result } from "../../../core/result.ts";

import type { ShownFinding } from "../../ui/FindingList.tsx";
import type { FoundPlace } from "../../ui/PlaceSearch.tsx";

/** Why the endpoint gave no answer, or refused. */
export type FileFailure =
  | "offline"
  | "serverError"
  | "notOurServer"
  | "tooMany"
  | "keyUnknown"
  | "roleMissing"
  | "outOfScope"
  | "operatorUnknown";
/** Why nothing was signed. */
export type SayFailure = "keyLocked" | "roleMissing" | "outOfScope" | "storageFull" | "storageFailed";

/** Everything on record about an operator, as far as this phone knows it. */
export type FileView = {
  /** Hexadecimal operator id. */
  readonly id: string;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly file: OperatorFile;
  readonly said: readonly Said[];
  readonly certificates: CertificateFacts;
  /** Certificates in which the endpoint's gate found something, newest first. */
  readonly flagged: readonly {
    readonly number: string;
    readonly iat: number;
    readonly findings: readonly ShownFinding[];
  }[];
  /** Certificates that stations signed for it without its consent (代开), newest first; hexadecimal ids. */
  readonly unconsented: readonly {
    readonly id: string;
    readonly number: string;
    readonly iat: number;
    readonly station: string;
  }[];
  /** When the endpoint last gave it (Unix seconds, 0 for never), where it could not be asked now. */
  readonly seenAt?: number;
  readonly unread?: FileFailure;
  /** Statements of it that are not sent yet. */
  readonly unsent: number;
};

/** Whose file opens on this phone, and what its key may do. */
export type FileSelf = {
  readonly operator: string;
  readonly region: string;
  /** The key is an officer's. */
  readonly isOfficer: boolean;
};

/** What the desk counts; of the same form as the endpoint's answer. */
export type DeskFigures = {
  readonly dutySubjects: number;
  readonly dutySigned: number;
  readonly qualitySubjects: number;
  readonly qualityMissing: number;
  readonly reviews: number;
  readonly ending: number;
  readonly grades: Readonly<Record<"A" | "B" | "C" | "D" | "none", number>>;
  readonly red: number;
  readonly black: number;
  readonly flagged: number;
};

/** Operators behind a figure; of the same form as the endpoint's answer. */
export type DeskPage = {
  readonly operators: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: OperatorKind;
    readonly region: string;
    readonly day?: string | undefined;
  }[];
  readonly next?: string | undefined;
};

/** A statement to be signed about an operator. */
export type FileStatement = {
  readonly kind: number;
  readonly body: CborMap;
  /** Bytes of photos and papers that the statement names, each a blob already checked. */
  readonly blobs?: readonly Uint8Array[];
};

/** A photo or paper as it is shown, and how far its upload has come where this phone sends it. */
export type ShownBlob = { readonly bytes: Uint8Array; readonly type: string };
/** How far the upload of a blob has come, in bytes of `size`. */
export type BlobUpload = {
  readonly state: "waiting" | "uploaded" | "refused";
  readonly sent: number;
  readonly size: number;
};

/** What the screens of files and of the desk need from the app. */
export type FileDeps = {
  /** Undefined on a phone that has not joined. */
  readonly self: () => Promise<FileSelf | undefined>;
  /** One's own file without an id, else one in the officer's region. */
  readonly file: (id?: string) => Promise<Result<FileView, FileFailure>>;
  /** Signed and stored on this phone, sent when there is a network: about one's own operator, or as an officer about one. */
  readonly say: (
    statement: FileStatement,
    about?: Pick<FileView, "id" | "region">,
  ) => Promise<Result<undefined, SayFailure>>;
  /** A photo or paper that a statement names, by its hash in hexadecimal: from this phone, else from the endpoint. */
  readonly blob: (hash: string) => Promise<Result<ShownBlob, FileFailure>>;
  /** How far its upload has come; undefined on a phone that does not send it. */
  readonly blobUpload: (hash: string) => Promise<BlobUpload | undefined>;
  /** Voids a certificate that a station signed for this phone's operator. */
  readonly repudiate: (certificate: string, reason: string) => Promise<Result<undefined, SayFailure>>;
  /** Opens a wrapped key until it is locked again. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly desk: () => Promise<Result<DeskFigures, FileFailure>>;
  readonly deskList: (list: string, after?: string) => Promise<Result<DeskPage, FileFailure>>;
  /** Calls back whenever an upload moved on; gives the way to stop. */
  readonly watchUploads: (changed: () => void) => () => void;
  /** Products and plots that were entered on this phone before. */
  readonly products: () => Promise<readonly string[]>;
  readonly plots: () => Promise<readonly string[]>;
  readonly placeName: (code: string) => Promise<string>;
  /** Divisions around this phone's operator. */
  readonly searchPlaces: (query: string) => Promise<readonly FoundPlace[]>;
  /** Current time, Unix seconds, corrected by what the endpoint said. */
  readonly now: () => number;
  readonly kinds: CertificationKinds;
  readonly rules: CreditRules;
  readonly notices: DutyNotices;
};
