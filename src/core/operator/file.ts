import { compareBytes, equalBytes } from "../bytes.ts";
import type { CborMap } from "../cbor.ts";
import type { CalendarDay } from "../date.ts";
import { parseStopLifted, parseStopOrdered, type StopLifted, type StopOrdered } from "../record/stopOrder.ts";
import { KIND } from "../statement/kind.ts";
import {
  type Certification,
  type CertificationReview,
  coversGoods,
  inForceOn,
  parseCertification,
  parseReview,
} from "./certification.ts";
import { type FactEntered, type GradePublished, parseFact, parseGrade } from "./creditStatements.ts";
import {
  type DutyAcknowledged,
  parseDutyAcknowledged,
  parseQualityPerson,
  parseTraining,
  type QualityPerson,
  type TrainingRecorded,
} from "./duty.ts";
import { type Listing, type ListingEnded, type ListingTerm, parseListing, parseListingEnded } from "./listing.ts";
import { parseStationProfile, type StationProfile } from "./stationProfile.ts";

/** Reader of the body of each kind of statement that an operator's file 主体档案 is made of. */
const READERS: ReadonlyMap<number, (body: CborMap) => object | undefined> = new Map<
  number,
  (body: CborMap) => object | undefined
>([
  [KIND.certificationStated, parseCertification],
  [KIND.certificationReviewed, parseReview],
  [KIND.dutyAcknowledged, parseDutyAcknowledged],
  [KIND.qualityPersonAppointed, parseQualityPerson],
  [KIND.trainingRecorded, parseTraining],
  [KIND.factEntered, parseFact],
  [KIND.gradePublished, parseGrade],
  [KIND.listingPublished, parseListing],
  [KIND.listingEnded, parseListingEnded],
  [KIND.stopOrdered, parseStopOrdered],
  [KIND.stopLifted, parseStopLifted],
  [KIND.stationDescribed, parseStationProfile],
]);

/** Kinds of statement that an operator's file is made of. */
export const FILE_KINDS: readonly number[] = [...READERS.keys()];

/** True for a statement of one of {@link FILE_KINDS} whose body is of its form. */
export function isFiled({ kind, body }: Pick<Said, "kind" | "body">): boolean {
  return READERS.get(kind)?.(body) !== undefined;
}

/** A statement with effect about one operator. */
export type Said = {
  readonly id: Uint8Array;
  readonly iat: number;
  readonly kind: number;
  readonly body: CborMap;
};

/** When something was said and by which statement. */
type Dated<T> = T & { readonly id: Uint8Array; readonly iat: number };

/** A certification with what an officer last found about it; without a review it waits for one. */
export type FiledCertification = Dated<Certification> & { readonly review?: Dated<CertificationReview> };
/** A listing, and how it was ended before its time. */
export type FiledListing = Dated<Listing> & { readonly ended?: Dated<ListingEnded> };

/** An order to stop selling, and how it was lifted. */
export type FiledStop = Dated<StopOrdered> & { readonly lifted?: Dated<StopLifted> };

/** Everything on record about an operator, each list in the order in which it was said. */
export type OperatorFile = {
  readonly certifications: readonly FiledCertification[];
  readonly duties: readonly Dated<DutyAcknowledged>[];
  readonly persons: readonly Dated<QualityPerson>[];
  readonly trainings: readonly Dated<TrainingRecorded>[];
  readonly facts: readonly Dated<FactEntered>[];
  readonly grades: readonly Dated<GradePublished>[];
  readonly listings: readonly FiledListing[];
  readonly stops: readonly FiledStop[];
  readonly stations: readonly Dated<StationProfile>[];
};

/** The file of an operator about whom nothing was said. */
export const EMPTY_FILE: OperatorFile = {
  certifications: [],
  duties: [],
  persons: [],
  trainings: [],
  facts: [],
  grades: [],
  listings: [],
  stops: [],
  stations: [],
};

/** Puts an operator's file together. The same statements in any order, also twice, make the same file. */
export function operatorFile(statements: readonly Said[]): OperatorFile {
  if (statements.length === 0) return EMPTY_FILE;
  const sorted = [...statements].sort((left, right) => left.iat - right.iat || compareBytes(left.id, right.id));
  const said = sorted.filter((one, index) => index === 0 || !equalBytes(one.id, sorted[index - 1]?.id ?? one.id));
  const read = <T extends object>(kind: number, parse: (body: CborMap) => T | undefined): readonly Dated<T>[] =>
    said.flatMap((one) => {
      const parsed = one.kind === kind ? parse(one.body) : undefined;
      return parsed === undefined ? [] : [{ ...parsed, id: one.id, iat: one.iat }];
    });
  const reviews = read(KIND.certificationReviewed, parseReview);
  const ends = read(KIND.listingEnded, parseListingEnded);
  const lifts = read(KIND.stopLifted, parseStopLifted);
  return {
    certifications: read(KIND.certificationStated, parseCertification).map((stated) => {
      const review = reviews.filter(({ certification }) => equalBytes(certification, stated.id)).pop();
      return review === undefined ? stated : { ...stated, review };
    }),
    duties: read(KIND.dutyAcknowledged, parseDutyAcknowledged),
    persons: read(KIND.qualityPersonAppointed, parseQualityPerson),
    trainings: read(KIND.trainingRecorded, parseTraining),
    facts: read(KIND.factEntered, parseFact),
    grades: read(KIND.gradePublished, parseGrade),
    listings: read(KIND.listingPublished, parseListing).map((listing) => {
      const ended = ends.find((end) => equalBytes(end.listing, listing.id));
      return ended === undefined ? listing : { ...listing, ended };
    }),
    stops: read(KIND.stopOrdered, parseStopOrdered).map((stop) => {
      const lifted = lifts.find(({ order }) => equalBytes(order, stop.id));
      return lifted === undefined ? stop : { ...stop, lifted };
    }),
    stations: read(KIND.stationDescribed, parseStationProfile),
  };
}

/** Certifications that an officer has accepted. */
export function acceptedCertifications(file: OperatorFile): readonly FiledCertification[] {
  return file.certifications.filter(({ review }) => review?.outcome === "accepted");
}

/** Certifications that may be shown on a certificate of these goods on that day: accepted, in force, and covering them. */
export function shownCertifications(
  file: OperatorFile,
  goods: { readonly product: string; readonly plots?: readonly string[] },
  day: CalendarDay,
): readonly FiledCertification[] {
  return acceptedCertifications(file).filter((one) => inForceOn(one, day) && coversGoods(one, goods));
}

/** Certifications that no officer has looked at yet. */
export function unreviewedCertifications(file: OperatorFile): readonly FiledCertification[] {
  return file.certifications.filter(({ review }) => review === undefined);
}

/** The grade that stands: the last one published; undefined while none is (尚未评定). */
export function publishedGrade({ grades }: OperatorFile): Dated<GradePublished> | undefined {
  return grades[grades.length - 1];
}

/** Entries of the red and black list that were not taken off before their time. */
export function standingListings({ listings }: OperatorFile): readonly FiledListing[] {
  return listings.filter(({ ended }) => ended === undefined);
}

/** The entries as the directory carries them. */
export function listingTerms(file: OperatorFile): readonly ListingTerm[] {
  return standingListings(file).map(({ list, start, end }) =>
    end === undefined ? { list, start } : { list, start, end },
  );
}

/** Who answers for quality now: the last person appointed. */
export function qualityPerson({ persons }: OperatorFile): Dated<QualityPerson> | undefined {
  return persons[persons.length - 1];
}

/** Orders to stop selling that were not lifted. */
export function standingStops({ stops }: OperatorFile): readonly FiledStop[] {
  return stops.filter(({ lifted }) => lifted === undefined);
}

/** What a service station is and whom it serves: as it was last described. */
export function stationProfile({ stations }: OperatorFile): Dated<StationProfile> | undefined {
  return stations[stations.length - 1];
}
