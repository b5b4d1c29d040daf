import type { ReactNode } from "react";
import type { Quantity } from "../../../core/certificate/certificate.ts";
import type { Draft, DraftInput } from "../../../core/certificate/draft.ts";
import type { IssueOrder } from "../../../core/certificate/issue.ts";
import type { CalendarDay } from "../../../core/date.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { Finding } from "../../../core/record/gateFindings.ts";
import type { OfficialStyle } from "../../../core/reference/styles.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";
import type { FoundPlace } from "../../ui/PlaceSearch.tsx";

/** Whether the goods are the operator's own harvest or bought with certificates. */
export type Trade = "producer" | "purchaser";

/** Who issues on this phone. */
export type IssuingOperator = {
  readonly name: string;
  /** In full: it is printed on every certificate. Absent when none was registered. */
  readonly contact?: string;
  /** Division code of the operator's address, and its name in words. */
  readonly region: string;
  readonly regionName: string;
  readonly address: string;
  readonly trades: readonly Trade[];
};

/** A product that was issued before, with everything that is probably the same this time. */
export type UsualProduct = Pick<DraftInput, "product" | "unit" | "origin" | "place" | "plots" | "qualityControl"> & {
  readonly productCode?: number;
  readonly trade: Trade;
  /** Quantity of the last time, as typed. */
  readonly lastQuantity: string;
};

/** A lot of which something is left. Ids are hexadecimal. */
export type OpenLot = {
  readonly id: string;
  readonly trade: Trade;
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  readonly drawn: readonly Quantity[];
  readonly remaining: Quantity;
  readonly day: CalendarDay;
  readonly origin: string;
  readonly place: string;
  readonly plots: readonly string[];
};

/** A certificate that this phone has scanned and may take goods from. */
export type SourceCertificate = {
  readonly id: string;
  readonly number: string;
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  readonly origin: string;
  readonly issuer: string;
  /** Unix seconds. */
  readonly scannedAt: number;
};

/** A product of the catalogue as it was found. */
export type FoundProduct = {
  readonly code: number;
  readonly name: string;
  /** The other name under which it was found. */
  readonly foundAs?: string;
  readonly units: readonly number[];
  /** Animals and stored goods, of which an old date is only warned about. */
  readonly oldAllowed: boolean;
};

/** What is kept of an unfinished certificate, whatever happens to the app. */
export type StoredDraft = {
  readonly step: "product" | "sources" | "details" | "preview";
  readonly trade: Trade;
  readonly input: DraftInput;
  readonly oldAllowed: boolean;
  /** Lot drawn on, hexadecimal; absent when a new one is made. */
  readonly lot?: string;
  /** Quantity of the whole harvest, when it is more than this certificate covers. */
  readonly lotQuantity: string;
  readonly sources: readonly string[];
  readonly mode: "mixed" | "repacked";
  /** The certificate that this one corrects, hexadecimal id, and why. */
  readonly corrects?: { readonly id: string; readonly number: string; readonly reason: string };
};

/** Why nothing was issued; the draft is still there. */
export type IssueFailure =
  | "overRemainder"
  | "certificateTooLarge"
  /** The farmer for whom it is signed agreed to something else, or on another day. */
  | "consentDiffers"
  | "statementTooLarge"
  | "lotUnknown"
  | "alreadyWithdrawn"
  | "storageFull"
  | "storageFailed"
  | "notJoined"
  | "suspended"
  | "operatorClosed"
  | "grantExpired"
  | "keyEnded"
  /** The key is wrapped by a PIN that has not been entered since the app was opened. */
  | "keyLocked"
  | "wrongRole"
  /** The goods do not come from a region for which this operator may sign. */
  | "wrongRegion";

/** What the gate is asked about: the draft as it stands, and the lot that it draws on. */
export type AskedGate = {
  readonly draft: StoredDraft;
  readonly lot?: OpenLot;
  /** Class digit that the person has given to a product outside the catalogue. */
  readonly productClass?: number;
};

/** What the gate says, by what this phone knows. */
export type GateShown = {
  /** Nothing is issued while there is one. */
  readonly refusals: readonly Finding[];
  /** To be acknowledged before the signature, which logs them. */
  readonly warnings: readonly Finding[];
  /** Worth knowing. */
  readonly notes: readonly Finding[];
  /** Bits of the bases that may be ticked. */
  readonly bases: number;
  /** Those of them for which the lot has a test on record. */
  readonly tested: number;
  /** When the endpoint last answered, Unix seconds; 0 when it never did. */
  readonly knownAt: number;
  /** Day of the lists, and when the endpoint gave them where they did not come with the app. */
  readonly rules: { readonly version: string; readonly asOf?: number };
};

/** How a certificate's texts would be printed: characters as pictures, and such as nothing here can print. */
export type PrintOutlook = { readonly pictured: readonly string[]; readonly undrawable: readonly string[] };

/** What the issuing screens need from the app. */
export type IssueDeps = {
  /** Undefined on a phone that has not joined, or whose role issues nothing. */
  readonly operator: () => Promise<IssuingOperator | undefined>;
  /** Most used first. */
  readonly usualProducts: () => Promise<readonly UsualProduct[]>;
  /** Newest first; with the lot that a correction would give its quantity back to. */
  readonly openLots: () => Promise<readonly OpenLot[]>;
  /** Newest first; only certificates that were genuine and in force when scanned. */
  readonly sources: () => Promise<readonly SourceCertificate[]>;
  readonly searchProducts: (query: string) => Promise<readonly FoundProduct[]>;
  /** Places named before and the operator's own, for an empty query; divisions otherwise. */
  readonly searchPlaces: (query: string) => Promise<readonly FoundPlace[]>;
  /** Division code in words, as far as this phone knows it. */
  readonly placeName: (code: string) => Promise<string>;
  /** Plots named before. */
  readonly plots: () => Promise<readonly string[]>;
  readonly today: () => CalendarDay;
  readonly styles: readonly OfficialStyle[];
  readonly units: readonly UnitName[];
  readonly loadDraft: () => Promise<StoredDraft | undefined>;
  /** False when the phone has no room for it; the screen then says so and keeps it in memory. */
  readonly saveDraft: (draft: StoredDraft) => Promise<boolean>;
  readonly clearDraft: () => Promise<void>;
  /** Undefined on a phone that has not joined. */
  readonly judge: (asked: AskedGate) => Promise<GateShown | undefined>;
  /** Reads what signing needs, while the person reads the preview. */
  readonly prepare: () => Promise<void>;
  /** The full-screen code of what is to be issued, which is seen as soon as {@link IssueDeps.issue} has stored it. */
  readonly codeOf: (draft: Draft, issuer: string) => ReactNode;
  /** Signs and stores everything or nothing; gives the certificate's hexadecimal id once its code is on the screen. */
  readonly issue: (order: IssueOrder) => Promise<Result<{ readonly id: string }, IssueFailure>>;
  /** Takes the place of the signing button where a farmer has to agree first (代开); `confirm` then signs. */
  readonly consent?: (draft: Draft, confirm: () => Promise<void>) => ReactNode;
  /** Opens a wrapped key until it is locked again. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly printOutlook: (texts: readonly string[]) => Promise<PrintOutlook>;
};
