import type { Certificate } from "../core/certificate/certificate.ts";
import type { CalendarDay } from "../core/date.ts";
import type { Grade } from "../core/operator/creditStatements.ts";
import type { Listing } from "../core/operator/listing.ts";
import type { OperatorKind } from "../core/operator/profile.ts";
import type { Verification, WithdrawalNote } from "../core/verify/verdict.ts";

/** A production record (生产记录) as the page lists it; who says so and how late it was entered are part of it. */
export type PageRecord = {
  readonly day: CalendarDay;
  /** What was done, in Chinese as entered: 施肥, 用药, 采收 … */
  readonly act: string;
  /** Input, dose, plot and the like. */
  readonly detail: string;
  readonly enteredLate: boolean;
  /**
   * Whether the safety interval or withdrawal time of an input had passed when the goods were taken: it had; it had by
   * a table that is not verified; it had not; nobody knows it.
   */
  readonly interval?: "met" | "metByTable" | "open" | "unknown";
  /** It replaces an earlier entry. */
  readonly corrected?: true;
};

/** A product certification that the authority has reviewed and that has not expired. */
export type PageCertification = {
  readonly kind: string;
  readonly number: string;
  /** Absent where the paper names no end. */
  readonly validTo?: CalendarDay;
};

/** An entry of the red or black list with everything that has to be told with it. */
export type PageListing = Omit<Listing, "operator">;

/** The lot behind the certificate. */
export type PageLot = {
  readonly made: "harvested" | "assembled";
  readonly day: CalendarDay;
  readonly plots: readonly string[];
  /** Numbers of the certificates that the goods of an assembled lot came with. */
  readonly sources: readonly string[];
};

/** A test of the lot: recorded with its items and results, or only stated by the issuer, which nothing proves. */
export type PageTest = {
  readonly day: CalendarDay;
  readonly item: string;
  readonly by: string;
  readonly basis: "selfTest" | "commissionedTest";
  /** Whether every item passed; absent for a test that is only stated. */
  readonly passed?: boolean;
  /** The lab's accreditation, as recorded. */
  readonly accreditation?: string;
  readonly accreditedUntil?: CalendarDay;
};

/** Everything that the public page of a registered certificate shows; no phone number in full, no ID number, ever. */
export type PageInput = {
  readonly number: string;
  /**
   * Registered id (64 hex digits) and the key that signed (33 bytes, base64url): the page's script holds the code's
   * fragment against them. Absent, it asks the endpoint.
   */
  readonly registered?: { readonly id: string; readonly key: string };
  /** Number of the certificate that corrects this one. */
  readonly supersededBy?: string;
  /** Number of the certificate that this one corrects. */
  readonly supersedes?: string;
  readonly certificate: Certificate;
  /** 开具时间, Unix seconds. */
  readonly iat: number;
  /** When the register received it, Unix seconds. */
  readonly loggedAt: number;
  readonly verdict: Verification["verdict"];
  readonly code?: Verification["code"];
  readonly withdrawal?: WithdrawalNote;
  readonly flags: readonly string[];
  readonly issuer: {
    /** As registered; masked for a natural person. */
    readonly name: string;
    readonly kind: OperatorKind;
    /** Division and address in words. */
    readonly address: string;
    /** Masked; absent when there is none or it was erased. */
    readonly phone?: string;
    /** There was a contact, and it has been erased. */
    readonly contactErased?: true;
  };
  /** The station that signed for the issuer (代开). */
  readonly station?: string;
  /** Short name of the clerk's key at that station: each clerk has a key of their own. */
  readonly clerkKey?: string;
  readonly authority: string;
  /** Origin in words, with the place below the division. */
  readonly originName: string;
  readonly lot?: PageLot;
  readonly tests: readonly PageTest[];
  readonly records: readonly PageRecord[];
  readonly certifications: readonly PageCertification[];
  /** The grade published last; absent while nothing is rated: 「尚未评定」. */
  readonly grade?: { readonly letter: Grade; readonly day: CalendarDay };
  /** Entries of the red and black list on which the issuer stands today. */
  readonly listings: readonly PageListing[];
};

/** What the template needs besides the certificate: the language and where the page's script and picture are. */
export type PageFrame = {
  readonly language: "zh-CN" | "en";
  readonly origin: string;
  /** Path of the script that verifies the fragment; absent when it was not built. */
  readonly script?: string;
};
