import { expect } from "vitest";
import { parseCertificate } from "../../src/core/certificate/certificate.ts";
import { CONSENT_GRACE, draftOfCertificate, encodeConsent } from "../../src/core/certificate/consent.ts";
import { encodeStatedTest } from "../../src/core/lot/lot.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { deliver, numberOf, outcomes, type StoreCase, type StoreWorld } from "./storeCase.ts";
import { certificateOf, lotOf, type Member, NOW, profileOf, type Signed } from "./storeWorld.ts";

const TOWNSHIP = "140524102";
const SIGNATURE = new Uint8Array(32).fill(7);

const TEST = { date: "2026-11-21", item: "农药残留", by: "六泉乡服务站", basis: "commissionedTest" } as const;

type Agency = {
  readonly station: Member;
  readonly farmer: Member;
  readonly lot: Signed;
  readonly certificate: Signed;
  /** Digest of what the farmer has to agree to. */
  readonly draft: Uint8Array;
};

/** A station that has signed one certificate for a smallholder. */
async function agencyIn({ county }: StoreWorld): Promise<Agency> {
  const station = await county.admit(
    { name: "六泉乡农产品质量安全服务站", kind: "station", region: TOWNSHIP },
    { roles: ["station"], region: TOWNSHIP },
  );
  const farmer = await county.admit({ name: "武满堂", kind: "smallholder", person: true });
  const onBehalfOf = farmer.operator;
  const lot = await station.say(KIND.lotHarvested, lotOf({ onBehalfOf }));
  const certificate = await station.say(KIND.certificateIssued, certificateOf(lot.id, { onBehalfOf }));
  return { station, farmer, lot, certificate, draft: draftOf(certificate, station) };
}

function draftOf({ bytes }: Signed, { operator }: Member): Uint8Array {
  const statement = decodeStatement(bytes);
  const parsed = statement.ok ? parseCertificate(statement.value.body) : statement;
  const draft = parsed.ok ? draftOfCertificate(parsed.value.certificate, operator, NOW) : undefined;
  if (draft === undefined) throw new Error("not a certificate for a farmer");
  return draft;
}

function people({ station, farmer }: Agency): readonly Signed[] {
  return [...station.joined, ...farmer.joined];
}

/** Consents of farmers to certificates that stations sign, and what stations may register. */
export const CONSENT_CASES: readonly StoreCase[] = [
  {
    name: "waits 72 hours for a farmer's consent, and takes one by the farmer's signature at the station",
    run: async (world) => {
      const { store } = world;
      const agency = await agencyIn(world);
      const { station, farmer, lot, certificate, draft } = agency;
      const results = await deliver(store, [...people(agency), lot, certificate]);
      const number = numberOf(results, certificate);
      expect((await store.certificate(number))?.consentDue).toBe(NOW + CONSENT_GRACE);
      const body = { farmer: farmer.operator, station: station.operator, draft, signature: SIGNATURE };
      const consent = await station.say(KIND.agencyConsented, encodeConsent(body));
      expect(outcomes(await deliver(store, [consent]))).toEqual(["accepted"]);
      const record = await store.certificate(number);
      expect(record?.consentDue).toBeUndefined();
      expect(record?.flags).toEqual([]);
      expect(await store.recordOwners(SIGNATURE)).toEqual([farmer.operator]);
    },
  },
  {
    name: "takes the farmer's own consent, also when it comes before everything that it is about",
    run: async (world) => {
      const { store } = world;
      const agency = await agencyIn(world);
      const { station, farmer, lot, certificate, draft } = agency;
      const body = { farmer: farmer.operator, station: station.operator, draft };
      const own = await farmer.say(KIND.agencyConsented, encodeConsent(body));
      const named = await station.say(KIND.agencyConsented, encodeConsent({ ...body, statement: own.id }));
      const [registered, ...granted] = farmer.joined;
      if (registered === undefined) throw new Error("the farmer is registered by a statement");
      const results = await deliver(store, [...station.joined, registered, ...granted, own, named, certificate, lot]);
      expect((await store.certificate(numberOf(results, certificate)))?.consentDue).toBeUndefined();
    },
  },
  {
    name: "counts neither a station's word alone, nor another station's, nor one consent twice",
    run: async (world) => {
      const { store, county } = world;
      const agency = await agencyIn(world);
      const { station, farmer, lot, certificate, draft } = agency;
      const rival = await county.admit({ kind: "station", region: TOWNSHIP }, { roles: ["station"], region: TOWNSHIP });
      const body = { farmer: farmer.operator, station: station.operator, draft };
      const results = await deliver(store, [...people(agency), ...rival.joined, lot, certificate]);
      const number = numberOf(results, certificate);
      const alone = await station.say(KIND.agencyConsented, encodeConsent(body));
      const named = await station.say(KIND.agencyConsented, encodeConsent({ ...body, statement: certificate.id }));
      const foreign = await rival.say(KIND.agencyConsented, encodeConsent({ ...body, signature: SIGNATURE }));
      expect(outcomes(await deliver(store, [alone, named, foreign]))).toEqual([
        "accepted notOwner",
        "accepted",
        "accepted notOwner",
      ]);
      expect((await store.certificate(number))?.consentDue).toBe(NOW + CONSENT_GRACE);
      const given = await station.say(KIND.agencyConsented, encodeConsent({ ...body, signature: SIGNATURE }));
      const again = await station.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { onBehalfOf: farmer.operator }),
        NOW + 60,
      );
      const more = await deliver(store, [given, again]);
      expect((await store.certificate(number))?.consentDue).toBeUndefined();
      expect((await store.certificate(numberOf(more, again)))?.consentDue).toBe(NOW + 60 + CONSENT_GRACE);
    },
  },
  {
    name: "lets a station register a smallholder of its region and nobody else, and state a test for one",
    run: async (world) => {
      const { store } = world;
      const agency = await agencyIn(world);
      const { station, lot } = agency;
      await deliver(store, [...people(agency), lot]);
      const walkIn = { name: "李秀英", kind: "smallholder", person: true } as const;
      const said = await Promise.all([
        station.say(KIND.operatorProfile, profileOf(walkIn)),
        station.say(KIND.operatorProfile, profileOf({ ...walkIn, region: "140524202203" })),
        station.say(KIND.operatorProfile, profileOf({ name: "六泉乡某公司", kind: "enterprise" })),
        station.say(KIND.operatorProfile, profileOf({ ...walkIn, operator: agency.farmer.operator })),
        station.say(KIND.testStated, encodeStatedTest({ ...TEST, lot: lot.id })),
      ]);
      expect(outcomes(await deliver(store, said))).toEqual([
        "accepted",
        "accepted outOfScope",
        "accepted wrongRole",
        "accepted wrongRole",
        "accepted",
      ]);
      const [registered] = said;
      expect((await store.operator(registered.id.slice(0, 8)))?.row.name).toBe("李秀英");
    },
  },
];
