import { toBase64Url, toHex } from "../../core/bytes.ts";
import { maskName, maskPhone, type Profile } from "../../core/operator/profile.ts";
import type { CertificateAnswer, Committer, CredentialsAnswer } from "../../wire/certificates.ts";
import type { FoundRecord } from "../registry/privateRecords.ts";
import type { LotRecord } from "../store/lotRecord.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { CertificateRecord, TakenBackRecord } from "../store/port.ts";
import { type Credentials, credentialsOf, flagsAt } from "./credentials.ts";

/** Finds the private record that a profile names. */
export type FindRecord = (hash: Uint8Array) => Promise<FoundRecord>;

/** The register entry that held when a certificate was issued. */
export function profileHeldAt(operator: OperatorRecord, time: number): Profile {
  const { profiles, row } = operator;
  let held = profiles[0];
  for (const dated of profiles) if (dated.iat <= time) held = dated;
  return held?.profile ?? { name: row.name, kind: row.kind, region: row.region, person: false };
}

/** A name as the public may see it. */
export function publicName(profile: Profile): string {
  return profile.person ? maskName(profile.name) : profile.name;
}

/** What the public may see of a profile's contact: the masked phone number, or that it has been erased. */
export type PublicContact = { readonly phone: string } | { readonly contactErased: true };

/** The public part of a profile's contact; undefined when none was given. */
export async function publicContact(profile: Profile, findRecord: FindRecord): Promise<PublicContact | undefined> {
  const found = profile.contact === undefined ? undefined : await findRecord(profile.contact);
  if (found?.state === "erased") return { contactErased: true };
  return found?.state === "held" && found.record.phone !== undefined
    ? { phone: maskPhone(found.record.phone) }
    : undefined;
}

async function committerOf(operator: OperatorRecord, time: number, findRecord: FindRecord): Promise<Committer> {
  const profile = profileHeldAt(operator, time);
  const { kind, region, address } = profile;
  const committer = { id: toHex(operator.id), name: publicName(profile), kind, region };
  return {
    ...committer,
    ...(address === undefined ? {} : { address }),
    ...(await publicContact(profile, findRecord)),
  };
}

function withdrawnOf({ at, reason, operator }: TakenBackRecord): NonNullable<CertificateAnswer["withdrawn"]> {
  const by =
    operator === undefined
      ? { id: "0".repeat(16), name: "" }
      : { id: toHex(operator.id), name: publicName(profileHeldAt(operator, at)) };
  return { at, by, ...(reason === undefined ? {} : { reason }) };
}

function lotOf({ id, lot, tests }: LotRecord): NonNullable<CertificateAnswer["lot"]> {
  return {
    id: toHex(id),
    product: lot.product,
    quantity: lot.quantity,
    tests: tests.map(({ date, item, by, basis }) => ({ date, item, by, basis })),
    ...("harvested" in lot ? { harvested: lot.harvested } : { assembled: lot.assembled }),
    ...("plots" in lot && lot.plots !== undefined ? { plots: [...lot.plots] } : {}),
    ...(lot.place === undefined ? {} : { place: lot.place }),
  };
}

/** The public JSON of a registered certificate. */
export async function certificateAnswer(
  record: CertificateRecord,
  { findRecord, now }: { readonly findRecord: FindRecord; readonly now: () => number },
): Promise<CertificateAnswer> {
  const { takenBack, station, lot, noEffect, supersededBy, supersedes } = record;
  return {
    number: record.number,
    id: toHex(record.id),
    statement: toBase64Url(record.bytes),
    key: toBase64Url(record.key),
    position: record.position,
    receivedAt: record.receivedAt,
    state: record.state,
    operator: await committerOf(record.operator, record.iat, findRecord),
    standing: record.standing,
    flags: [...flagsAt(record, now())],
    sameNumber: record.sameNumber.map(toHex),
    ...(noEffect === undefined ? {} : { noEffect }),
    ...(takenBack === undefined ? {} : { withdrawn: withdrawnOf(takenBack) }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(station === undefined ? {} : { station: await committerOf(station, record.iat, findRecord) }),
    ...(lot === undefined ? {} : { lot: lotOf(lot) }),
    ...credentialsShown(credentialsOf(record, now())),
  };
}

function credentialsShown({ certifications, grade, listings }: Credentials): CredentialsAnswer {
  return {
    certifications: certifications.map(({ kind, name, number, from, to }) => ({
      kind,
      number,
      from,
      ...(name === undefined ? {} : { name }),
      ...(to === undefined ? {} : { to }),
    })),
    ...(grade === undefined ? {} : { grade: { grade: grade.grade, score: grade.score, day: grade.day } }),
    listings: listings.map(({ list, basis, start, end, appeal, repair }) => ({
      list,
      basis,
      start,
      appeal,
      repair,
      ...(end === undefined ? {} : { end }),
    })),
  };
}
