import { toHex } from "../../src/core/bytes.ts";
import { encodeCertification, encodeReview } from "../../src/core/operator/certification.ts";
import { encodeOperatorClosed, encodeOperatorMerged } from "../../src/core/operator/closing.ts";
import { encodeGrade } from "../../src/core/operator/creditStatements.ts";
import { encodeListing, encodeListingEnded } from "../../src/core/operator/listing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import type { Store } from "../../src/server/store/port.ts";
import { deliver } from "./storeCase.ts";
import {
  COUNTY,
  type County,
  certificateOf,
  endOf,
  grantOf,
  lotOf,
  type Member,
  NOW,
  profileOf,
  type Signed,
  standingOf,
  withdrawalOf,
} from "./storeWorld.ts";

type People = { readonly [Who in "grower" | "twin" | "gone" | "buyer" | "officer"]: Member };

async function admitPeople(county: County): Promise<People> {
  const station = { name: "陵川县绿源农产品收购站", kind: "purchaser", region: "140524100001" } as const;
  const office = { name: "陵川县农业农村局", kind: "agency", region: COUNTY } as const;
  return {
    grower: await county.admit(),
    twin: await county.admit({ name: "岭常村惠民合作社" }),
    gone: await county.admit({ name: "六泉乡某合作社", region: "140524202203" }, { region: "140524202" }),
    buyer: await county.admit(station, { roles: ["purchaser"], region: "140524100001" }),
    officer: await county.admit(office, { roles: ["officer"], region: COUNTY }),
  };
}

async function issueCertificates({ grower, buyer }: People) {
  const lot = await grower.say(KIND.lotHarvested, lotOf());
  const issue = (place: string, change: Parameters<typeof certificateOf>[1] = {}, at = NOW) =>
    grower.say(KIND.certificateIssued, certificateOf(lot.id, { place, ...change }), at);
  const superseded = await issue("东坡");
  return {
    lot,
    superseded,
    voided: await issue("沟口"),
    successor: await issue("西坡", { supersedes: superseded.id.slice(0, 8) }),
    recalled: await issue("南坡"),
    overdrawing: await issue("北坡", { quantity: { thousandths: 400_000, unit: 1 } }),
    lotless: await issue("山后", { lot: new Uint8Array(8).fill(5) }),
    suspended: await issue("河滩", {}, NOW + 500),
    wrongRole: await buyer.say(KIND.certificateIssued, certificateOf(lot.id)),
  };
}

/** A small history of a county in which statements bear on one another in every way, with the certificates in it. */
export async function makeHistory(
  county: County,
): Promise<{ readonly statements: readonly Signed[]; readonly certificates: readonly Signed[] }> {
  const { authority } = county;
  const people = await admitPeople(county);
  const { grower, buyer, officer } = people;
  const { lot, ...issued } = await issueCertificates(people);
  const withdraw = (by: Member, certificate: Signed, state: "voided" | "recalled", reason: string) =>
    by.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, state, reason));
  const stand = (standing: "normal" | "suspended", from: number, reason: string) =>
    officer.say(KIND.standingSet, standingOf({ operator: grower.operator, standing, from, reason }), from);
  const { operator } = grower;
  const green = { kind: "greenFood", number: "LB-18", products: ["马铃薯"], from: "2024-12-01", to: "2026-11-30" };
  const stated = await grower.say(KIND.certificationStated, encodeCertification(green));
  const accepted = { operator, certification: stated.id, outcome: "accepted", reason: "" } as const;
  const graded = { operator, grade: "B", score: 78, rules: "ours-2026-11", day: "2026-11-22" } as const;
  const listing = { operator, list: "red", basis: "陵农发", start: "2026-11-01", appeal: "无", repair: "无" } as const;
  const listed = await officer.say(KIND.listingPublished, encodeListing(listing));
  const ended = { operator, listing: listed.id, reason: "期满", document: "陵农发" };
  const wider = grantOf(grower.operator, grower.key, { notBefore: NOW, roles: ["producer", "purchaser"] });
  const statements = [
    ...Object.values(people).flatMap(({ joined }) => joined),
    lot,
    ...Object.values(issued),
    await withdraw(grower, issued.voided, "voided", "标签贴错"),
    await withdraw(buyer, issued.recalled, "voided", "不是我的"),
    await withdraw(officer, issued.recalled, "recalled", "抽检不合格"),
    await withdraw(officer, issued.voided, "recalled", "同批召回"),
    await stand("suspended", NOW + 400, "整改"),
    await stand("normal", NOW + 600, "整改完成"),
    await officer.say(
      KIND.operatorMerged,
      encodeOperatorMerged({ kept: people.twin.operator, duplicate: grower.operator }),
    ),
    await officer.say(
      KIND.operatorMerged,
      encodeOperatorMerged({ kept: grower.operator, duplicate: people.gone.operator }),
    ),
    await officer.say(
      KIND.operatorClosed,
      encodeOperatorClosed({ operator: people.gone.operator, from: NOW + 300, reason: "不再经营" }),
    ),
    await officer.say(KIND.grantEnded, endOf({ key: buyer.key, from: NOW - 10, reason: "left" })),
    await authority.say(KIND.operatorProfile, profileOf({ operator: grower.operator, name: "惠民联合社" }), NOW + 5),
    await authority.say(KIND.grant, wider, NOW + 6),
    stated,
    await officer.say(KIND.certificationReviewed, encodeReview(accepted)),
    await buyer.say(KIND.certificationReviewed, encodeReview({ ...accepted, outcome: "refused" })),
    await officer.say(KIND.gradePublished, encodeGrade(graded)),
    listed,
    await officer.say(KIND.listingEnded, encodeListingEnded(ended)),
  ];
  return { statements, certificates: Object.values(issued) };
}

/** Delivers statements one batch after another until nothing more is taken: what a phone does with retryable refusals. */
export async function deliverAll(store: Store, statements: readonly Signed[]): Promise<void> {
  let open = statements;
  for (;;) {
    const results = await deliver(store, open, NOW + 1000);
    const left = open.filter((_, index) => results[index]?.status === "rejected");
    if (left.length === 0) return;
    if (left.length === open.length) throw new Error("nothing more is taken");
    open = left;
  }
}

/** Everything in the register that may not depend on the order of arrival. */
export async function registerState(store: Store, numbers: readonly string[]): Promise<unknown> {
  await store.publishDirectory();
  const certificates = await Promise.all(
    numbers.map(async (number) => {
      const record = await store.certificate(number);
      if (record === undefined) return undefined;
      const { state, noEffect, flags, standing, supersededBy, supersedes, takenBack, lot } = record;
      const profiles = record.operator.profiles.map(({ iat, profile }) => ({ iat, name: profile.name }));
      return {
        number,
        state,
        noEffect,
        flags,
        standing,
        supersededBy,
        supersedes,
        reason: takenBack?.reason,
        lot: lot && toHex(lot.id),
        profiles,
        certifications: record.operator.file.certifications.map(({ number: named, review }) => [
          named,
          review?.outcome,
        ]),
      };
    }),
  );
  const rows = (await store.directoryRows(COUNTY))
    .map(({ row }) => ({
      ...row,
      operator: toHex(row.operator),
      // How much of a key the log held when its end arrived does depend on the order: that is what it is for.
      keys: row.keys.map(({ key, grants, ended }) => ({
        key: toHex(key),
        grants: [...grants].sort((left, right) => left.notBefore - right.notBefore),
        ended: ended && { from: ended.from, reason: ended.reason },
      })),
      withdrawn: {
        recalled: toHex(row.withdrawn.recalled),
        voided: toHex(row.withdrawn.voided),
        superseded: toHex(row.withdrawn.superseded),
      },
    }))
    .sort((left, right) => (left.operator < right.operator ? -1 : 1));
  return { certificates, rows };
}
