import type { ReactNode } from "react";
import type { Draft } from "../../../core/certificate/draft.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { OperatorKind } from "../../../core/operator/profile.ts";
import type { AgencyText } from "../../../core/qr/agencyText.ts";
import type { OfficialStyle } from "../../../core/reference/styles.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";
import type { FoundPlace } from "../../ui/PlaceSearch.tsx";

/** A farmer as this phone knows it. */
export type Farmer = {
  /** Hexadecimal operator id. */
  readonly id: string;
  readonly name: string;
  /** Division code. */
  readonly region: string;
  /** In full where this phone registered the farmer, else masked. */
  readonly contact?: string;
};

/** A farmer as a clerk writes it down. */
export type NewFarmer = {
  readonly kind: OperatorKind;
  readonly name: string;
  readonly region: string;
  readonly phone: string;
};

/** Why nobody was registered. */
export type RegisterFailure = "wrongRole" | "wrongRegion" | "keyLocked" | "storageFull" | "storageFailed";
/** Why a scanned text leads to no farmer. */
export type CardFailure = "notACard" | "unknown" | "outside";
/** Why a scanned answer is no consent to this draft. */
export type AnswerFailure = "notAConsent" | "otherDraft" | "unknownKey" | "badSignature";
/** Why a farmer's phone did not agree. */
export type AgreeFailure = "notForYou" | "noRight" | "keyLocked" | "notSigned";

/** Shows the camera and calls back with what it reads; a photo is the way round. */
export type CodeReader = (aim: string, onText: (text: string) => void) => ReactNode;

/** What finding and registering a farmer needs from the app. */
export type StationDeps = {
  /** The station's name; undefined on a phone without a station's grant. */
  readonly self: () => Promise<{ readonly name: string } | undefined>;
  /** Farmers on this phone by a part of the name, the phone number or the credit code. */
  readonly known: (typed: string) => Promise<readonly Farmer[]>;
  /** Farmers in the register; undefined without a network. */
  readonly asked: (typed: string) => Promise<readonly Farmer[] | undefined>;
  readonly farmer: (id: string) => Promise<Farmer | undefined>;
  readonly ofCard: (text: string) => Promise<Result<Farmer, CardFailure>>;
  /** Signed and stored on this phone, sent when there is a network; gives the farmer's id. */
  readonly register: (farmer: NewFarmer) => Promise<Result<string, RegisterFailure>>;
  /** Villages and towns in the station's area. */
  readonly searchPlaces: (query: string) => Promise<readonly FoundPlace[]>;
  readonly placeName: (code: string) => Promise<string>;
  /** Text of a farmer's card. */
  readonly cardText: (farmer: Farmer) => Promise<string>;
  readonly reader: CodeReader;
};

/** What a farmer's consent to one draft needs from the app. */
export type ConsentDeps = {
  readonly farmer: Farmer;
  readonly station: () => Promise<string>;
  /** Text of the code that the farmer's phone scans. */
  readonly offer: (draft: Draft) => Promise<string>;
  /** Takes the farmer's signature (PNG) as the consent to this draft. */
  readonly signed: (draft: Draft, picture: Uint8Array) => Promise<void>;
  /** Takes what the farmer's phone answered; gives what is wrong with it. */
  readonly answered: (draft: Draft, text: string) => Promise<AnswerFailure | undefined>;
  readonly reader: CodeReader;
};

/** What a farmer's own side needs from the app. */
export type FarmerDeps = {
  /** Reads the address of the page as a code between farmer and station; undefined for a damaged one. */
  readonly read: (address: string) => AgencyText | undefined;
  /** Signs the consent; gives the text of the code for the station. */
  readonly agree: (
    offer: Extract<AgencyText, { readonly form: "offer" }>["offer"],
  ) => Promise<Result<string, AgreeFailure>>;
  /** Opens a wrapped key until it is locked again. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  /** The operator of this phone, or the one with an id, with the text of its card. */
  readonly card: (id?: string) => Promise<{ readonly name: string; readonly text: string } | undefined>;
  readonly placeName: (code: string) => Promise<string>;
  readonly units: readonly UnitName[];
  readonly styles: readonly OfficialStyle[];
};
