import type { Certificate, Quantity } from "../../../core/certificate/certificate.ts";
import type { WithdrawnState } from "../../../core/certificate/withdrawal.ts";
import type { CalendarDay } from "../../../core/date.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { OfficialStyle } from "../../../core/reference/styles.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";
import type { AttemptError, OutboxState } from "../../../core/sync/outbox.ts";
import type { TextError } from "../../../core/text.ts";
import type { WithdrawalNote } from "../../../core/verify/verdict.ts";

/** How far a certificate has come on its way to the register, and why it was refused. */
export type Upload = {
  readonly state: OutboxState;
  readonly lastError?: AttemptError;
  readonly nextAttemptAt?: number;
};

/** One line of the list. */
export type CertificateSummary = {
  /** Hexadecimal statement id. */
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly quantity: Quantity;
  /** 开具时间, Unix seconds. */
  readonly iat: number;
  readonly withdrawn?: WithdrawnState;
  readonly upload: Upload;
};

/** What a list is narrowed to: the start of a number, days of issue, one product. At most one index range each. */
export type CertificateFilter = {
  readonly number?: string;
  readonly from?: CalendarDay;
  readonly to?: CalendarDay;
  readonly product?: string;
};

/** One of the operator's own certificates in full. */
export type OwnCertificate = CertificateSummary & {
  readonly certificate: Certificate;
  readonly issuer: string;
  /** The station that signed for the issuer (代开). */
  readonly station?: string;
  /** In full; absent when none was registered. */
  readonly contact?: string;
  readonly withdrawal?: WithdrawalNote;
  /** Texts of the codes; the chain code carries the grant and is what the screen shows. */
  readonly chainText: string;
  /** When the register received it, by a receipt that verified. Unix seconds. */
  readonly loggedAt?: number;
};

/** Why a certificate was not withdrawn; nothing changed. */
export type WithdrawFailure =
  | "storageFull"
  | "storageFailed"
  | "notJoined"
  | "alreadyWithdrawn"
  | "keyLocked"
  | "certificateUnknown"
  | "statementTooLarge"
  | TextError;

/** What the screens of one's own certificates need from the app. */
export type CertificatesDeps = {
  /** At most `limit`, newest first. */
  readonly list: (filter: CertificateFilter, limit: number) => Promise<readonly CertificateSummary[]>;
  /** Distinct product names in use, most used first. */
  readonly products: () => Promise<readonly string[]>;
  readonly find: (id: string) => Promise<OwnCertificate | undefined>;
  /** The one that was issued last, which is known without a look at the disk. */
  readonly held: (id: string) => OwnCertificate | undefined;
  readonly voidCertificate: (id: string, reason: string) => Promise<Result<undefined, WithdrawFailure>>;
  /** Opens a wrapped key until it is locked again. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly placeName: (code: string) => Promise<string>;
  readonly styles: readonly OfficialStyle[];
  readonly units: readonly UnitName[];
  /** Unix seconds. */
  readonly clock: () => number;
  readonly saveFile: (file: { readonly name: string; readonly content: Blob }) => void;
  /** The line of HTML by which another page shows how a certificate stands. */
  readonly embedLine: (number: string) => string;
  /** Calls back whenever an upload moved on; gives the way to stop. */
  readonly watchUploads: (changed: () => void) => () => void;
  readonly uploadNow: () => void;
};
