import { toBase64Url, toHex } from "../../core/bytes.ts";
import { maskName, maskPhone, type Profile } from "../../core/operator/profile.ts";
import type { CertificateAnswer, Committer } from "../../wire/certificates.ts";
import type { Contact } from "../authority/sealedContact.ts";
import type { CertificateRecord, LotRecord, OperatorRecord, TakenBackRecord } from "../store/port.ts";

/** Opens the contact that a profile names; undefined when it was erased. */
export type OpenContact = (hash: Uint8Array) => Promise<Contact | undefined>;

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

/** The masked phone number of a profile; undefined when there is none or it was erased. */
export async function publicPhone(profile: Profile, openContact: OpenContact): Promise<string | undefined> {
  const contact = profile.contact === undefined ? undefined : await openContact(profile.contact);
  return contact === undefined ? undefined : maskPhone(contact.phone);
}

async function committerOf(operator: OperatorRecord, time: number, openContact: OpenContact): Promise<Committer> {
  const profile = profileHeldAt(operator, time);
  const phone = await publicPhone(profile, openContact);
  const { kind, region, address } = profile;
  const committer = { id: toHex(operator.id), name: publicName(profile), kind, region };
  return { ...committer, ...(address === undefined ? {} : { address }), ...(phone === undefined ? {} : { phone }) };
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
  openContact: OpenContact,
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
    operator: await committerOf(record.operator, record.iat, openContact),
    standing: record.standing,
    flags: [...record.flags],
    sameNumber: record.sameNumber.map(toHex),
    ...(noEffect === undefined ? {} : { noEffect }),
    ...(takenBack === undefined ? {} : { withdrawn: withdrawnOf(takenBack) }),
    ...(supersededBy === undefined ? {} : { supersededBy }),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(station === undefined ? {} : { station: await committerOf(station, record.iat, openContact) }),
    ...(lot === undefined ? {} : { lot: lotOf(lot) }),
  };
}
