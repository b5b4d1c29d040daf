import { toHex } from "../../src/core/bytes.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import type { Store } from "../../src/server/store/port.ts";
import { deliver } from "./storeConformance.ts";
import {
  COUNTY,
  type County,
  certificateOf,
  endOf,
  grantOf,
  lotOf,
  NOW,
  profileOf,
  type Signed,
  standingOf,
  withdrawalOf,
} from "./storeWorld.ts";

/** A small history of a county in which statements bear on one another in every way, with the certificates in it. */
export async function makeHistory(
  county: County,
): Promise<{ readonly statements: readonly Signed[]; readonly certificates: readonly Signed[] }> {
  const { authority } = county;
  const grower = await county.admit();
  const buyer = await county.admit(
    { name: "陵川县绿源农产品收购站", kind: "purchaser", region: "140524100001" },
    { roles: ["purchaser"], region: "140524100001" },
  );
  const officer = await county.admit(
    { name: "陵川县农业农村局", kind: "agency", region: COUNTY },
    { roles: ["officer"], region: COUNTY },
  );
  const lot = await grower.say(KIND.lotHarvested, lotOf());
  const voided = await grower.say(KIND.certificateIssued, certificateOf(lot.id));
  const superseded = await grower.say(KIND.certificateIssued, certificateOf(lot.id, { place: "东坡" }));
  const successor = await grower.say(
    KIND.certificateIssued,
    certificateOf(lot.id, { place: "西坡", supersedes: superseded.id.slice(0, 8) }),
  );
  const recalled = await grower.say(KIND.certificateIssued, certificateOf(lot.id, { place: "南坡" }));
  const overdrawing = await grower.say(
    KIND.certificateIssued,
    certificateOf(lot.id, { place: "北坡", quantity: { thousandths: 400_000, unit: 1 } }),
  );
  const lotless = await grower.say(KIND.certificateIssued, certificateOf(new Uint8Array(32).fill(5)));
  const suspended = await grower.say(KIND.certificateIssued, certificateOf(lot.id, { place: "河滩" }), NOW + 500);
  const wrongRole = await buyer.say(KIND.certificateIssued, certificateOf(lot.id));
  const statements = [
    ...[
      ...grower.joined,
      ...buyer.joined,
      ...officer.joined,
      lot,
      voided,
      superseded,
      successor,
      recalled,
      overdrawing,
      lotless,
      suspended,
      wrongRole,
    ],
    await grower.say(KIND.certificateWithdrawn, withdrawalOf(voided.id, "voided")),
    await buyer.say(KIND.certificateWithdrawn, withdrawalOf(recalled.id, "voided", "不是我的")),
    await officer.say(KIND.certificateWithdrawn, withdrawalOf(recalled.id, "recalled", "抽检不合格")),
    await officer.say(KIND.certificateWithdrawn, withdrawalOf(voided.id, "recalled", "同批召回")),
    await officer.say(
      KIND.standingSet,
      standingOf({ operator: grower.operator, standing: "suspended", from: NOW + 400, reason: "整改" }),
      NOW + 400,
    ),
    await officer.say(
      KIND.standingSet,
      standingOf({ operator: grower.operator, standing: "normal", from: NOW + 600, reason: "整改完成" }),
      NOW + 600,
    ),
    await officer.say(KIND.grantEnded, endOf({ key: buyer.key, from: NOW - 10, reason: "left" })),
    await authority.say(KIND.operatorProfile, profileOf({ operator: grower.operator, name: "惠民联合社" }), NOW + 5),
    await authority.say(
      KIND.grant,
      grantOf(grower.operator, grower.key, { notBefore: NOW, roles: ["producer", "purchaser"] }),
      NOW + 6,
    ),
  ];
  return {
    statements,
    certificates: [voided, superseded, successor, recalled, overdrawing, lotless, suspended, wrongRole],
  };
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
