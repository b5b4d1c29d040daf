import type { Grade } from "../../core/operator/creditStatements.ts";
import type { ListName } from "../../core/operator/listing.ts";
import type { OperatorKind } from "../../core/operator/profile.ts";
import type { FailedCode, NotCheckedCode, VerdictKind } from "../../core/verify/verdict.ts";
import type { CertificateFlag } from "../../wire/certificates.ts";
import type { PageRecord, PageTest } from "../pageInput.ts";

/** Codes that can decide the verdict on a registered certificate; the others only occur with a code in hand. */
export type PageReason = Extract<
  FailedCode | NotCheckedCode,
  | "grantNotInForce"
  | "keyEnded"
  | "operatorSuspended"
  | "operatorClosed"
  | "wrongRole"
  | "wrongRegion"
  | "stationRefused"
  | "styleNotInForce"
  | "numberConflict"
  | "notProvenBeforeEnd"
  | "newerFormat"
  | "outOfScope"
  | "keyClaimedTwice"
  | "unknownKey"
  | "notInDirectory"
>;

/** Every word that the page's template uses, in one language. */
export type PageText = {
  readonly lang: "zh-CN" | "en";
  readonly brand: string;
  /** Between a name and its value. */
  readonly colon: string;
  /** Between the items of a list. */
  readonly listComma: string;
  readonly otherLanguage: { readonly name: string; readonly lang: string; readonly href: string };
  readonly documentTitle: string;
  readonly notGovernment: string;
  readonly openApp: string;

  readonly title: Readonly<Record<VerdictKind, string>>;
  readonly advice: Readonly<Record<VerdictKind, string>>;
  readonly reason: Readonly<Record<PageReason, string>>;
  readonly flag: Readonly<Record<CertificateFlag, string>>;
  readonly withdrawnWhy: string;
  readonly withdrawnWhen: string;
  readonly withdrawnBy: string;
  readonly supersededBy: string;
  readonly supersedes: string;
  readonly codeUnchecked: string;

  readonly said: string;
  readonly known: string;
  readonly knownMeans: string;
  readonly saidMeans: string;
  readonly number: string;
  readonly ticked: string;
  readonly unticked: string;
  readonly unknownStyle: string;
  readonly noPhone: string;
  readonly contactErased: string;
  readonly agency: (station: string, issuer: string) => string;
  readonly agencyLabel: string;
  readonly clerk: string;

  readonly signature: string;
  readonly signatureHolds: string;
  readonly issuer: string;
  readonly address: string;
  readonly authority: string;
  readonly received: string;
  readonly kind: Readonly<Record<OperatorKind, string>>;

  readonly records: string;
  readonly recordCount: (count: number) => string;
  readonly allRecords: (count: number) => string;
  readonly moreRecords: (count: number) => string;
  readonly everyRecord: string;
  readonly late: string;
  readonly corrected: string;
  readonly interval: Readonly<Record<NonNullable<PageRecord["interval"]>, string>>;
  readonly none: string;
  readonly trace: string;
  readonly harvested: string;
  readonly assembled: string;
  readonly plots: string;
  readonly place: string;
  readonly lot: string;
  readonly sources: string;
  readonly more: (count: number) => string;
  readonly tests: string;
  readonly testDay: string;
  readonly testItem: string;
  readonly testBy: Readonly<Record<PageTest["basis"], string>>;
  readonly testOrganisation: string;
  readonly testStated: string;
  readonly testOutcome: Readonly<Record<"passed" | "failed", string>>;
  readonly accreditation: string;
  readonly grade: string;
  readonly notGraded: string;
  readonly gradeName: Readonly<Record<Grade, string>>;
  readonly gradedOn: (day: string) => string;
  readonly listed: Readonly<Record<ListName, string>>;
  readonly blackListed: string;
  readonly listedBasis: string;
  readonly listedTerm: string;
  readonly listedOpen: string;
  readonly listedAppeal: string;
  readonly listedRepair: string;
  readonly certifications: string;
  readonly validTo: (day: string) => string;
  readonly validOpen: string;

  /** A calendar day (YYYY-MM-DD) as it is read. */
  readonly day: (day: string) => string;
  /** A day already worded and a time of day in China. */
  readonly moment: (day: string, time: string) => string;

  readonly unknownTitle: string;
  readonly unreadTitle: string;
  readonly typed: string;
  readonly notRegistered: string;
  readonly wrongLength: (length: number) => string;
  readonly unknownCharacter: (character: string) => string;
  readonly checkFailed: string;
  readonly tagTyped: string;
  readonly tagUnknownTitle: string;
  readonly tagUnknown: string;
  readonly tagUnclaimedTitle: string;
  readonly tagUnclaimed: string;
  readonly tagTwiceTitle: string;
  readonly tagTwice: string;
  readonly tagFirst: string;
  readonly tagLater: string;
  readonly tagContested: string;
  readonly tagOwner: string;
  readonly tagSteps: readonly string[];

  readonly whatToDo: string;
  readonly steps: readonly string[];
};

/** Every word that the page's script says, in one language; {signer} and {authority} stand for names. */
export type CheckText = {
  readonly checking: string;
  readonly verified: string;
  readonly noCode: string;
  readonly damaged: string;
  readonly differsTitle: string;
  readonly differs: string;
  readonly forgedTitle: string;
  readonly forged: string;
  readonly unregisteredTitle: string;
  readonly unregistered: string;
  readonly notInForceTitle: string;
  readonly notInForce: string;
  readonly unknownKey: string;
  readonly notPossible: string;
  readonly unreachable: string;
  readonly written: string;
  readonly unproven: string;
  readonly product: string;
  readonly quantity: string;
  readonly issuedAt: string;
};
