import type { Certificate } from "../../core/certificate/certificate.ts";
import type { EncodedRow } from "../../core/operator/directory.ts";
import type { Grant } from "../../core/operator/grant.ts";
import type { KeyRecord } from "../../core/operator/rights.ts";
import type { Role } from "../../core/operator/role.ts";
import type { StandingState } from "../../core/operator/standing.ts";
import type { WarningsAcknowledged } from "../../core/record/acknowledged.ts";
import type { Result } from "../../core/result.ts";
import type { BlobName } from "../../core/statement/blobs.ts";
import type { CertificateFlag } from "../../wire/certificates.ts";
import type { ItemResult, NoEffectCode } from "../../wire/statements.ts";
import type { CertificateState } from "../projections/certificateState.ts";
import type { FilePort } from "./filePort.ts";
import type { LotRecord } from "./lotRecord.ts";
import type { OperatorRecord } from "./operatorRecord.ts";

/** Why a whole batch was not read. */
export type BatchError = "unreadable" | "tooLarge";

/** A key that signs, with what was granted to it. */
export type SignerRecord = {
  readonly key: Uint8Array;
  readonly operator: Uint8Array;
  readonly record: KeyRecord;
  readonly grants: readonly { readonly grant: Grant; readonly statement: Uint8Array }[];
};

/** Who took a certificate back, and with what words. */
export type TakenBackRecord = {
  readonly reason?: string;
  readonly at: number;
  readonly operator: OperatorRecord | undefined;
};

/** A registered certificate with everything its answers rest on. */
export type CertificateRecord = {
  readonly position: number;
  readonly id: Uint8Array;
  readonly number: string;
  readonly bytes: Uint8Array;
  readonly key: Uint8Array;
  readonly iat: number;
  readonly receivedAt: number;
  readonly certificate: Certificate;
  readonly noEffect: NoEffectCode | undefined;
  readonly state: CertificateState;
  readonly takenBack?: TakenBackRecord;
  /** Number of the certificate that supersedes it. */
  readonly supersededBy?: string;
  /** Number of the certificate that it supersedes. */
  readonly supersedes?: string;
  readonly flags: readonly CertificateFlag[];
  /** Who commits. */
  readonly operator: OperatorRecord;
  /** Who signed, where that is a station. */
  readonly station?: OperatorRecord;
  /** From when on (Unix seconds) it is flagged that the farmer has not agreed to the station's signing; absent once it has. */
  readonly consentDue?: number;
  readonly standing: StandingState;
  readonly lot?: LotRecord;
  /** What the gate warned of on the phone that issued it. */
  readonly acknowledged?: WarningsAcknowledged;
  /** Other certificates with this number. */
  readonly sameNumber: readonly Uint8Array[];
  /** Rises whenever what the answers show of the operator changes. */
  readonly stamp: number;
  /** Rises whenever the certificate's own answers change. */
  readonly revision: number;
};

/** Forms in which a certificate's answer is kept ready. */
export const ANSWER_FORMS = ["json", "page-zh-CN", "page-en"] as const;
/** One of {@link ANSWER_FORMS}. */
export type AnswerForm = (typeof ANSWER_FORMS)[number];

/** A rendered answer, compressed with Brotli. */
export type RenderedAnswer = {
  readonly position: number;
  readonly bytes: Uint8Array;
  /** Unix seconds from which it no longer says what holds; absent while only a statement can change that. */
  readonly until?: number;
};

/** A rendered answer to be kept as long as the record that it was made from still holds. */
export type AnswerToKeep = RenderedAnswer & { readonly form: AnswerForm } & Pick<
    CertificateRecord,
    "stamp" | "revision"
  >;

/** Up to `limit` certificates without a rendered answer, in log order: all there are up to the position `upTo`. */
export type UnrenderedCertificates = { readonly positions: readonly number[]; readonly upTo: number };

/** What a caller may see of the log: what concerns an operator or was signed by it, or everything in a region. */
export type FeedScope = { readonly operator: Uint8Array } | { readonly region: string };

/** One statement of the feed. */
export type FeedEntry = {
  readonly position: number;
  readonly receivedAt: number;
  readonly key: Uint8Array;
  readonly bytes: Uint8Array;
};

/** A page of the feed; `next` is the position to go on from. */
export type FeedPage = { readonly entries: readonly FeedEntry[]; readonly next: number; readonly more: boolean };

/** A join link as it is stored: only the hash of its secret. */
export type InvitationRecord = {
  readonly id: Uint8Array;
  readonly secretHash: Uint8Array;
  readonly operator: Uint8Array;
  readonly role: Role;
  readonly scope: string;
  /** Operator of the officer or owner who invited; undefined for the server's own console. */
  readonly inviter: Uint8Array | undefined;
  /** Invited by a key of the same operator. */
  readonly staff: boolean;
  /** Who is to use the link, in the inviter's words: beside the log, so that it can be erased. */
  readonly person?: string;
  readonly waits: boolean;
  readonly created: number;
  readonly expires: number;
  /** The key that used the link. */
  readonly key?: Uint8Array;
  /** A number of core's STORAGE. */
  readonly storage?: number;
  readonly used?: number;
  readonly granted: boolean;
  /** When another key tried to use it. */
  readonly alarm?: number;
};

/** What came of using a link. */
export type LinkUseOutcome =
  /** This key holds the link: since now when it is the first use, or since before. */
  | { readonly state: "held"; readonly isFirst: boolean; readonly invitation: InvitationRecord }
  /** Another key holds it. The alarm is noted; `invitation` is as it was before, so that the first one can be told. */
  | { readonly state: "alarm"; readonly invitation: InvitationRecord }
  | { readonly state: "expired" }
  | { readonly state: "unknown" };

/** A signed tree head as stored. */
export type StoredTreeHead = { readonly size: number; readonly signedAt: number; readonly message: Uint8Array };

/** Two signed heads of the log that cannot both be true, and when they were reported. */
export type LogFork = { readonly at: number; readonly held: Uint8Array; readonly offered: Uint8Array };

/** Where a statement stands in the log. */
export type LogPosition = { readonly id: Uint8Array; readonly position: number; readonly receivedAt: number };

/** A private record as it is kept: sealed, with keyed hashes of the numbers by which it is found again. */
export type PrivateRecordToKeep = {
  readonly hash: Uint8Array;
  readonly sealed: Uint8Array;
  readonly idMatch?: Uint8Array;
  readonly phoneMatch?: Uint8Array;
  readonly storedAt: number;
};

/** A private record, or when it was erased. */
export type KeptPrivateRecord = { readonly sealed: Uint8Array } | { readonly erasedAt: number };

/** What an officer did with an operator's private record; `key` is the key that asked. */
export type RecordAct = {
  readonly at: number;
  readonly operator: Uint8Array;
  readonly officer: Uint8Array;
  readonly key: Uint8Array;
  readonly act: "stored" | "revealed" | "erased";
};

/** A blob as a logged statement names it. */
export type NamedBlob = BlobName & {
  /** The operator concerned, and its region now. */
  readonly operator: Uint8Array | undefined;
  readonly region: string | undefined;
  /** Operator of the key that signed. */
  readonly signer: Uint8Array | undefined;
};

/** A change of a region's directory between two versions. */
export type DirectoryChange = { readonly changed: readonly EncodedRow[]; readonly removed: readonly Uint8Array[] };

/** What changed since an answer may have been kept in memory. */
export type Touched = { readonly certificates: readonly number[]; readonly operators: boolean };

/**
 * Everything the endpoint keeps, in the words of the domain. One method is one transaction; nothing outside `store/`
 * knows which database answers. Ids and hashes are raw bytes; times are Unix seconds.
 */
export type Store = FilePort & {
  /** Takes a CBOR sequence of byte strings; the buffer is handed over. Resolves once everything accepted is durable. */
  readonly ingest: (
    batch: Uint8Array<ArrayBuffer>,
    receivedAt: number,
  ) => Promise<Result<readonly ItemResult[], BatchError>>;
  /** Empties every projection and derives it anew from the log. @returns statements read */
  readonly rebuild: () => Promise<number>;
  readonly certificate: (number: string) => Promise<CertificateRecord | undefined>;
  readonly certificateAt: (position: number) => Promise<CertificateRecord | undefined>;
  readonly answer: (number: string, form: AnswerForm) => Promise<RenderedAnswer | undefined>;
  readonly saveAnswers: (answers: readonly AnswerToKeep[]) => Promise<void>;
  /** Looks for certificates after a position that have no rendered answer; a large log takes several calls. */
  readonly unrendered: (after: number, limit: number) => Promise<UnrenderedCertificates>;
  /** Drops rendered answers that an older template, name or origin made. */
  readonly keepAnswersOf: (template: Uint8Array) => Promise<void>;
  /** Calls back before the change is acknowledged to whoever made it. */
  readonly onTouched: (listener: (touched: Touched) => void) => void;
  readonly feed: (scope: FeedScope, from: number, limit: number) => Promise<FeedPage>;
  readonly signer: (key: Uint8Array) => Promise<SignerRecord | undefined>;
  readonly highestSeq: (key: Uint8Array) => Promise<{ readonly seq: number; readonly iat: number }>;
  readonly operator: (id: Uint8Array) => Promise<OperatorRecord | undefined>;
  /** Operators in a region by registration, after one of them. */
  readonly operators: (query: {
    readonly region: string;
    readonly after?: Uint8Array;
    readonly limit: number;
  }) => Promise<readonly OperatorRecord[]>;

  /** Makes the rows of changed operators anew, names of natural persons masked. @returns the version that is now published */
  readonly publishDirectory: () => Promise<number>;
  readonly directoryRows: (region: string) => Promise<readonly EncodedRow[]>;
  /** Undefined when `after` is no version that was ever published. */
  readonly directoryChange: (region: string, after: number) => Promise<DirectoryChange | undefined>;

  readonly logSize: () => Promise<number>;
  readonly logRoot: (size: number) => Promise<Uint8Array>;
  readonly logPositions: (ids: readonly Uint8Array[]) => Promise<readonly LogPosition[]>;
  readonly inclusionPaths: (positions: readonly number[], size: number) => Promise<readonly (readonly Uint8Array[])[]>;
  readonly consistencyPath: (from: number, to: number) => Promise<readonly Uint8Array[]>;
  readonly newestTreeHead: () => Promise<StoredTreeHead | undefined>;
  readonly saveTreeHead: (head: StoredTreeHead) => Promise<void>;

  /** Keeps the evidence of a fork, once. @returns false when it was known */
  readonly keepLogFork: (fork: LogFork) => Promise<boolean>;
  /** Newest first. */
  readonly logForks: (limit: number) => Promise<readonly LogFork[]>;

  readonly setting: (name: string) => Promise<Uint8Array | undefined>;
  readonly saveSettings: (settings: ReadonlyMap<string, Uint8Array>) => Promise<void>;
  /** Makes the authority's grants key and its regions known to the log. */
  readonly addAuthority: (grantsKey: Uint8Array, regions: readonly string[]) => Promise<void>;

  readonly addInvitation: (invitation: InvitationRecord) => Promise<void>;
  readonly invitationBySecret: (secretHash: Uint8Array) => Promise<InvitationRecord | undefined>;
  readonly invitation: (id: Uint8Array) => Promise<InvitationRecord | undefined>;
  /** Newest first: of one operator, or of all. */
  readonly invitations: (limit: number, operator?: Uint8Array) => Promise<readonly InvitationRecord[]>;
  /** Gives the link to the first key that asks before it expires. */
  readonly useLink: (use: {
    readonly secretHash: Uint8Array;
    readonly key: Uint8Array;
    readonly storage: number;
    readonly now: number;
  }) => Promise<LinkUseOutcome>;
  readonly markGranted: (invitation: Uint8Array) => Promise<void>;
  /** Erases the names of people from an operator's invitations. */
  readonly forgetPersons: (operator: Uint8Array) => Promise<void>;

  readonly openSession: (
    session: { readonly tokenHash: Uint8Array; readonly key: Uint8Array; readonly expires: number },
    now: number,
  ) => Promise<void>;
  /** Key of a session that has not expired. */
  readonly sessionKey: (tokenHash: Uint8Array, now: number) => Promise<Uint8Array | undefined>;

  /** Keeps a private record under its hash. @returns false when it has been erased: what is erased stays so */
  readonly savePrivateRecord: (record: PrivateRecordToKeep) => Promise<boolean>;
  /** Keeps many records as {@link savePrivateRecord} does, in one transaction; a new one with its entry in the audit. */
  readonly savePrivateRecords: (
    records: readonly { readonly record: PrivateRecordToKeep; readonly act: RecordAct | undefined }[],
  ) => Promise<readonly boolean[]>;
  readonly privateRecord: (hash: Uint8Array) => Promise<KeptPrivateRecord | undefined>;
  /** Some sealed record, to try a key on. */
  readonly anySealedRecord: () => Promise<Uint8Array | undefined>;
  /** Operators about which a statement with effect names the record. */
  readonly recordOwners: (hash: Uint8Array) => Promise<readonly Uint8Array[]>;
  /** Operators found under a key of core's `operatorKeys`. */
  readonly operatorsByKey: (key: string) => Promise<readonly Uint8Array[]>;
  /** Records that statements about an operator name, those without effect included. */
  readonly recordsNamed: (operator: Uint8Array) => Promise<readonly Uint8Array[]>;
  /** Operators whose record holds a number, by its keyed hash. */
  readonly operatorsByRecord: (kind: "id" | "phone", match: Uint8Array) => Promise<readonly Uint8Array[]>;
  /** Erases private records for good; the statements that hold their hashes stay. */
  readonly erasePrivateRecords: (hashes: readonly Uint8Array[], at: number) => Promise<void>;
  readonly noteRecordAct: (act: RecordAct) => Promise<void>;
  /** What officers did with an operator's record, newest first. */
  readonly recordActs: (operator: Uint8Array, limit: number) => Promise<readonly RecordAct[]>;

  /**
   * A blob as the first statement in the log that names it does: whoever names another's blob afterwards, knowing its
   * hash from there, gets no right to it.
   */
  readonly namedBlob: (hash: Uint8Array) => Promise<NamedBlob | undefined>;

  /** Rejects when the store cannot answer. */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
};
