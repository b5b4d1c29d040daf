import { chinaDay } from "../../core/date.ts";
import { coversGoods, inForceOn, nextChange } from "../../core/operator/certification.ts";
import {
  acceptedCertifications,
  type FiledCertification,
  type FiledListing,
  publishedGrade,
  shownCertifications,
  standingListings,
} from "../../core/operator/file.ts";
import { nextListingChange } from "../../core/operator/listing.ts";
import type { CertificateFlag } from "../../wire/certificates.ts";
import type { CertificateRecord } from "../store/port.ts";

/** What the register vouches for beside a certificate, on one day. */
export type Credentials = {
  readonly certifications: readonly FiledCertification[];
  readonly grade: ReturnType<typeof publishedGrade>;
  readonly listings: readonly FiledListing[];
};

function goodsOf({ certificate, lot }: CertificateRecord): {
  readonly product: string;
  readonly plots?: readonly string[];
} {
  const plots = lot !== undefined && "plots" in lot.lot ? lot.lot.plots : undefined;
  return { product: certificate.product, ...(plots === undefined ? {} : { plots }) };
}

/** Certifications that cover the goods, the grade, and the lists on which the operator stands, as they hold at `now` (Unix seconds). */
export function credentialsOf(record: CertificateRecord, now: number): Credentials {
  const { file } = record.operator;
  const day = chinaDay(now);
  return {
    certifications: shownCertifications(file, goodsOf(record), day),
    grade: publishedGrade(file),
    listings: standingListings(file).filter(({ start: from, end: to }) =>
      inForceOn(to === undefined ? { from } : { from, to }, day),
    ),
  };
}

/** What is noted beside a certificate at `now` (Unix seconds): a consent that has not come is missing only after a while. */
export function flagsAt({ flags, consentDue }: CertificateRecord, now: number): readonly CertificateFlag[] {
  return consentDue !== undefined && consentDue <= now ? [...flags, "consentMissing"] : flags;
}

/**
 * The moment (Unix seconds) at which what is shown beside the certificate changes by itself; undefined when only a
 * statement can change it.
 */
export function holdsUntil(record: CertificateRecord, now: number): number | undefined {
  const { file } = record.operator;
  const goods = goodsOf(record);
  const ends = acceptedCertifications(file)
    .filter((one) => coversGoods(one, goods))
    .map((one) => nextChange(one, now));
  const { consentDue } = record;
  const flagged = consentDue !== undefined && consentDue > now ? consentDue : undefined;
  const moments = [...ends, nextListingChange(standingListings(file), now), flagged].filter(
    (moment) => moment !== undefined,
  );
  return moments.length === 0 ? undefined : Math.min(...moments);
}
