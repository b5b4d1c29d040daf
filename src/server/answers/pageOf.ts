import { toBase64Url, toHex } from "../../core/bytes.ts";
import { certificateNumber } from "../../core/certificate/number.ts";
import { keyId } from "../../core/key/publicKey.ts";
import type { GateRules } from "../../core/record/gate.ts";
import { type CertificationKinds, certificationName } from "../../core/reference/certificationKinds.ts";
import type { PageInput, PageLot } from "../../page/pageInput.ts";
import type { LotRecord } from "../store/lotRecord.ts";
import type { CertificateRecord } from "../store/port.ts";
import { type FindRecord, profileHeldAt, publicContact, publicName } from "./certificateAnswer.ts";
import { credentialsOf, flagsAt } from "./credentials.ts";
import type { NameOf } from "./names.ts";
import { recordsShown, testsShown } from "./recordsShown.ts";
import { registerVerdict, type VerdictDeps, withdrawalNote } from "./registerVerdict.ts";

/** What a page is made from besides the record. */
export type PageDeps = VerdictDeps & {
  readonly nameOf: NameOf;
  readonly findRecord: FindRecord;
  readonly certificationKinds: CertificationKinds;
  readonly gateRules: GateRules;
};

function lotOf({ lot }: LotRecord): PageLot {
  if ("harvested" in lot) return { made: "harvested", day: lot.harvested, plots: lot.plots ?? [], sources: [] };
  return { made: "assembled", day: lot.assembled, plots: [], sources: lot.sources.map(certificateNumber) };
}

/** A place in words: the division's name and what stands below it. */
function placeName(nameOf: NameOf, region: string, below: string | undefined): string {
  return `${nameOf(region)}${below ?? ""}`;
}

/** Everything that the public page of a registered certificate shows. */
export async function pageOf(record: CertificateRecord, deps: PageDeps): Promise<PageInput> {
  const { certificate, iat, lot, station, supersededBy, supersedes } = record;
  const profile = profileHeldAt(record.operator, iat);
  const { verdict, code } = await registerVerdict(record, deps);
  const withdrawal = withdrawalNote(record);
  const { certifications, grade, listings } = credentialsOf(record, deps.now());
  const issuer = {
    name: publicName(profile),
    kind: profile.kind,
    address: placeName(deps.nameOf, profile.region, profile.address),
    ...(await publicContact(profile, deps.findRecord)),
  };
  return {
    number: record.number,
    registered: { id: toHex(record.id), key: toBase64Url(record.key) },
    certificate,
    iat,
    loggedAt: record.receivedAt,
    verdict,
    flags: flagsAt(record, deps.now()),
    issuer,
    authority: deps.authority.name,
    originName: placeName(deps.nameOf, certificate.origin, certificate.place),
    tests: testsShown(record),
    records: recordsShown(record, deps.gateRules),
    certifications: certifications.map(({ kind, name, number, to }) => ({
      kind: certificationName(deps.certificationKinds, { kind, name }),
      number,
      ...(to === undefined ? {} : { validTo: to }),
    })),
    listings: listings.map(({ list, basis, start, end, appeal, repair }) => ({
      list,
      basis,
      start,
      appeal,
      repair,
      ...(end === undefined ? {} : { end }),
    })),
    ...(grade === undefined ? {} : { grade: { letter: grade.grade, day: grade.day } }),
    ...(code === undefined ? {} : { code }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(station === undefined
      ? {}
      : { station: publicName(profileHeldAt(station, iat)), clerkKey: toHex(keyId(record.key)) }),
    ...(lot === undefined ? {} : { lot: lotOf(lot) }),
  };
}
