import type { DBSchema } from "idb";
import type { Quantity } from "../../core/certificate/certificate.ts";
import type { WithdrawnState } from "../../core/certificate/withdrawal.ts";
import type { CalendarDay } from "../../core/date.ts";
import type { Grant } from "../../core/operator/grant.ts";
import type { WrongPins } from "../../core/operator/pin.ts";
import type { OperatorKind } from "../../core/operator/profile.ts";
import type { Role } from "../../core/operator/role.ts";
import type { EndReason, StandingStep } from "../../core/operator/standing.ts";
import type { OutboxEntry } from "../../core/sync/outbox.ts";
import type { Verification } from "../../core/verify/verdict.ts";
import type { PassphraseBox } from "../../crypto/passphraseBox.ts";
import type { BlobRecord } from "./blobRecords.ts";
import type { DiaryRow, InputKey, PlotKey } from "./diaryRecords.ts";
import type { DraftRecord, UsedProduct } from "./enteredRecords.ts";
import type { KeptFile, SaidHere } from "./fileRecords.ts";
import type { GlyphRecord } from "./glyphRecord.ts";
import type { Hex } from "./hex.ts";
import type { ImportPart } from "./importRecords.ts";
import type { LotTestRow } from "./lotTestRecords.ts";
import type { ActRecord, KnownOperator, PrivateRecordToSend } from "./officerRecords.ts";
import type { PrinterRecord, PrintJobRecord } from "./printing/printRecords.ts";
import type { RollRecord, TagClaimRecord } from "./rollRecords.ts";
import type {
  AuthorityRecord,
  DirectoryHeadRecord,
  DirectoryRowRecord,
  ForkRecord,
  ReceiptRecord,
  TreeHeadRecord,
} from "./trustRecords.ts";

/** How a private key is kept: by the browser, or sealed by a PIN where the browser cannot or several people share the phone. */
export type KeptKey =
  | { readonly storage: "nonExtractable"; readonly privateKey: CryptoKey }
  | { readonly storage: "wrapped"; readonly box: PassphraseBox };

/** A grant as received, with its statement id and what it says. */
export type HeldGrant = { readonly id: Hex; readonly bytes: Uint8Array; readonly grant: Grant };

/** A grant of a key that another phone holds, from a backup: what its certificates' chain codes carry. */
export type KeptGrant = {
  /** SHA-256 of its bytes. */
  readonly hash: Hex;
  /** Key id of the key that it is for. */
  readonly kid: Hex;
  readonly bytes: Uint8Array;
  readonly grant: Grant;
};

/** One key of this phone with everything that belongs to it; never part of a backup. */
export type IdentityRecord = {
  /** Key id of `key`. */
  readonly kid: Hex;
  readonly key: Uint8Array;
  readonly alg: number;
  readonly kept: KeptKey;
  readonly operator: Hex;
  readonly authority: Hex;
  /** Full name as registered. */
  readonly name: string;
  readonly kind: OperatorKind;
  /** Division code of the operator. */
  readonly region: string;
  readonly address: string;
  /** Phone number as registered, in full; absent when none was registered or it is not known here yet. */
  readonly contact?: string;
  /** Newest first. */
  readonly grants: readonly HeldGrant[];
  /** As the directory last said. */
  readonly standing: readonly StandingStep[];
  /** Set once the directory says that the key's rights ended. */
  readonly ended?: { readonly from: number; readonly reason: EndReason };
  /** Who of the people of this phone holds it, as they call each other. */
  readonly person?: string;
  /** Unix seconds. */
  readonly joinedAt: number;
};

/** Wrong PINs in a row for a wrapped key. */
export type PinTries = { readonly kid: Hex } & WrongPins;

/** What the next statement of a key gets; taken in the transaction that stores it, and never part of a backup. */
export type SeqRecord = {
  readonly kid: Hex;
  readonly nextSeq: number;
  /** Time of the last statement, Unix seconds; 0 before the first. */
  readonly lastIat: number;
};

/** A key that has asked to be granted and waits for the answer; kept so that a lost answer costs nothing. */
export type PendingJoin = {
  /** SHA-256 of the link's secret. */
  readonly secretHash: Hex;
  readonly secret: Uint8Array;
  readonly fingerprint: Uint8Array;
  readonly key: Uint8Array;
  readonly kept: KeptKey;
  readonly operator: Hex;
  readonly name: string;
  readonly kind: OperatorKind;
  readonly region: string;
  readonly address: string;
  readonly role: Role;
  readonly person?: string;
  /** The inviter has to compare six digits first. */
  readonly waits: boolean;
  readonly startedAt: number;
};

/** How far a statement has come on its way to the register. */
export type UploadRecord = Pick<OutboxEntry, "state" | "attempts" | "nextAttemptAt" | "lastError" | "order">;

/** A statement of one of this phone's operators, with the key that signed it. */
export type StatementRecord = {
  readonly id: Hex;
  readonly bytes: Uint8Array;
  readonly key: Uint8Array;
  readonly kind: number;
  /** `{kid} {seq}`, only of what this phone signed: unique, so that no seq is ever taken twice. */
  readonly turn?: string;
  /** Its entry in the outbox; absent once its receipt has verified, and for what came from the register. */
  readonly upload?: UploadRecord;
};

/** State of a certificate as far as this phone knows. */
export type CertificateState = "active" | WithdrawnState;

/** A certificate of one of this phone's operators, ready for lists and search. */
export type CertificateRecord = {
  readonly id: Hex;
  readonly number: string;
  /** Its made order, negative: an ascending index gives the newest first. */
  readonly order: number;
  readonly iat: number;
  readonly day: CalendarDay;
  readonly product: string;
  readonly quantity: Quantity;
  readonly origin: string;
  readonly place: string;
  readonly style: number;
  readonly state: CertificateState;
  /** Reference to its lot: first 8 bytes of the lot's id. */
  readonly lot: Hex;
  readonly operator: Hex;
  /** The farmer whose commitment it is, where this phone's operator signed for one (代开). */
  readonly farmer?: Hex;
  /** Key id of the key that signed. */
  readonly kid: Hex;
  /** Why the endpoint says that it has no effect. */
  readonly noEffect?: string | undefined;
};

/** A lot 批次 of one of this phone's operators. */
export type LotRecord = {
  readonly id: Hex;
  readonly operator: Hex;
  readonly made: "harvested" | "assembled";
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  /** What standing certificates have drawn, one sum for each unit. */
  readonly drawn: readonly Quantity[];
  readonly origin: string;
  readonly place: string;
  readonly plots: readonly string[];
  /** Day of harvest or assembly. */
  readonly day: CalendarDay;
  readonly iat: number;
  /** −iat while something is left; absent otherwise, which keeps the lot out of the index. */
  readonly openOrder?: number;
};

/** Reason and date of a withdrawal that this phone knows in full. */
export type WithdrawalRecord = {
  readonly certificate: Hex;
  readonly state: WithdrawnState;
  readonly reason: string;
  /** Unix seconds. */
  readonly at: number;
  /** Who withdrew it, and that operator's id. */
  readonly by: string;
  readonly operator: Hex;
};

/** A code that was looked at, with what was made of it then. */
export type ScanRecord = {
  /** Given by the store. */
  readonly scan?: number;
  /** Unix seconds. */
  readonly at: number;
  readonly text: string;
  readonly verification: Verification;
  /** The certificate's bytes, id and number, once its signature held under a known key. */
  readonly statement?: Uint8Array;
  readonly heldId?: Hex;
  readonly heldNumber?: string;
  /** −at, only while the goods may still be taken into a lot: genuine and in force when scanned. */
  readonly sourceOrder?: number;
};

/** Single values, each absent until it is set. Times in Unix seconds. */
export type Settings = {
  readonly slot: "phone";
  /** Endpoint's clock minus this phone's. */
  readonly clockOffset?: number;
  /** When the endpoint last answered. */
  readonly lastContact?: number;
  /** Key id of the identity that the screens act as. */
  readonly actingAs?: Hex;
  /** When directory and feed were last brought up to date. */
  readonly lastPull?: number;
  /** Regions whose directory this phone keeps beyond its own county. */
  readonly extraRegions?: readonly string[];
};

/** A cursor of the feed that one key may see. */
export type FeedCursor = { readonly kid: Hex; readonly cursor: string };

/** One of the producer's own pictures for labels, a byte a point, 0 black. */
export type LabelPictureRecord = { readonly width: number; readonly height: number; readonly luma: Uint8Array };

/** Everything that this phone keeps. */
export type PhoneSchema = DBSchema & {
  identities: { key: Hex; value: IdentityRecord; indexes: { byOperator: Hex } };
  pendingJoins: { key: Hex; value: PendingJoin };
  seqs: { key: Hex; value: SeqRecord };
  statements: { key: Hex; value: StatementRecord; indexes: { byTurn: string; byDue: [string, number] } };
  certificates: {
    key: Hex;
    value: CertificateRecord;
    indexes: { byOrder: number; byProduct: [string, number]; byLot: Hex };
  };
  grants: { key: Hex; value: KeptGrant; indexes: { byKid: Hex } };
  lotTests: { key: Hex; value: LotTestRow; indexes: { byLot: [operator: Hex, lot: Hex] } };
  lots: { key: Hex; value: LotRecord; indexes: { byOpenOrder: number } };
  withdrawals: { key: Hex; value: WithdrawalRecord };
  receipts: { key: Hex; value: ReceiptRecord };
  drafts: { key: string; value: DraftRecord };
  scans: { key: number; value: ScanRecord; indexes: { byHeldNumber: string; byHeldId: Hex; bySourceOrder: number } };
  directoryHeads: { key: string; value: DirectoryHeadRecord };
  directoryRows: { key: [string, Hex]; value: DirectoryRowRecord; indexes: { byKid: Hex; byOperator: Hex } };
  authorities: { key: string; value: AuthorityRecord };
  treeHeads: { key: Hex; value: TreeHeadRecord };
  forks: { key: number; value: ForkRecord };
  usedProducts: { key: string; value: UsedProduct };
  acts: { key: Hex; value: ActRecord; indexes: { byOrder: number } };
  knownOperators: { key: Hex; value: KnownOperator };
  privateRecords: { key: Hex; value: PrivateRecordToSend };
  feedCursors: { key: Hex; value: FeedCursor };
  files: { key: Hex; value: KeptFile };
  saidHere: { key: Hex; value: SaidHere; indexes: { byOperator: Hex } };
  blobs: { key: Hex; value: BlobRecord; indexes: { byDue: [string, number] } };
  importParts: { key: number; value: ImportPart };
  settings: { key: string; value: Settings };
  glyphs: { key: string; value: GlyphRecord };
  labelPictures: { key: number; value: LabelPictureRecord };
  keyProbes: { key: string; value: CryptoKey };
  pinTries: { key: Hex; value: PinTries };
  printers: { key: string; value: PrinterRecord };
  diary: {
    key: Hex;
    value: DiaryRow;
    indexes: { byOrder: [Hex, number]; byPlot: PlotKey; byInput: InputKey; byCorrected: Hex };
  };
  printJobs: { key: number; value: PrintJobRecord };
  rolls: { key: Hex; value: RollRecord; indexes: { byOrder: number; byTag: string } };
  tagClaims: { key: string; value: TagClaimRecord; indexes: { byCertificate: Hex } };
};
