import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Behalf,
  consentOnPhone,
  readAnswer,
  repudiateOnPhone,
  signedOnScreen,
} from "../../src/client/data/behalf.ts";
import { findCertificate } from "../../src/client/data/certificates.ts";
import {
  askForFarmers,
  farmerOfCard,
  farmerOnPhone,
  knownFarmers,
  stationIdentity,
} from "../../src/client/data/farmers.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { readFile } from "../../src/client/data/operatorFiles.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { registerOnPhone } from "../../src/client/data/registerOnPhone.ts";
import { exchange } from "../../src/client/data/syncRunner.ts";
import { fromHex, toHex } from "../../src/core/bytes.ts";
import { agencyDraft, parseConsent } from "../../src/core/certificate/consent.ts";
import type { Draft } from "../../src/core/certificate/draft.ts";
import { parseAgencyText } from "../../src/core/qr/agencyText.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { hexBytes } from "../../src/wire/fields.ts";
import type { NewOperator } from "../../src/wire/invitations.ts";
import { joinBy, openWorld, type World, waitingConfirmed } from "../support/phoneEndpoint.ts";
import { harvestOrder, POTATOES } from "../support/phoneWorld.ts";

const STATION: NewOperator = {
  kind: "station",
  name: "崇文镇农产品质量安全服务站",
  region: "140524100",
  phone: "03566202000",
};
const FARMER: NewOperator = {
  kind: "smallholder",
  name: "武满堂",
  region: "140524100201",
  address: "西街村",
  phone: "13935601234",
};

/** The start of a PNG, and something behind it. */
const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

let world: World;
let station: Phone;
beforeEach(async () => {
  world = await openWorld();
  station = await waitingConfirmed(world, await world.link("station", STATION));
});
afterEach(() => world.close());

function offline() {
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
}

async function stationOf(phone: Phone) {
  const identity = await stationIdentity(phone);
  if (identity === undefined) throw new Error("no station");
  return identity;
}

async function digestOf(farmer: string, draft: Draft = POTATOES): Promise<Uint8Array> {
  const { operator } = await stationOf(station);
  return agencyDraft(draft, { farmer: hexBytes(farmer), station: hexBytes(operator), day: "2026-11-22" });
}

async function behalfOf(id: string, given: Behalf["given"]): Promise<Behalf> {
  const farmer = await farmerOnPhone(station, id);
  if (farmer === undefined) throw new Error("the station does not know the farmer");
  return { farmer, draft: await digestOf(id), given };
}

test("a station registers a walk-in farmer and signs for him offline on his signature; the register then has all of it", async () => {
  offline();
  const registered = await registerOnPhone(station, FARMER);
  if (!registered.ok) throw new Error(registered.error);
  const id = registered.value;
  expect(await knownFarmers(station, await stationOf(station), "满堂")).toEqual([
    { id, name: "武满堂", region: FARMER.region, contact: FARMER.phone },
  ]);
  const given = signedOnScreen(PICTURE);
  const issued = await issueOnPhone(station, harvestOrder(), undefined, await behalfOf(id, given));
  if (!issued.ok) throw new Error(issued.error);
  const found = await findCertificate(station, issued.value.id);
  expect([found?.issuer, found?.station, found?.contact]).toEqual(["武满堂", STATION.name, FARMER.phone]);
  expect(await station.db.count("usedProducts")).toBe(0);

  world.network.broken = undefined;
  await exchange(station, true);
  await exchange(station, true);
  expect(await station.db.count("privateRecords")).toBe(0);
  const record = await world.endpoint.store.certificate(issued.value.number);
  expect([record?.noEffect, record?.consentDue, record?.operator.id, record?.station?.row.name]).toEqual([
    undefined,
    undefined,
    fromHex(id),
    STATION.name,
  ]);
  const picture = "signature" in given ? await world.endpoint.home.records.find(given.signature.hash) : undefined;
  expect(picture).toEqual({ state: "held", record: { signature: PICTURE } });
  const asked = await askForFarmers(station, await stationOf(station), FARMER.phone);
  expect(asked).toEqual([{ id, name: "武满堂", region: FARMER.region, contact: FARMER.phone }]);
});

test("a farmer's own phone answers the station's draft with a signed consent, both without a network", async () => {
  const farmerPhone = await world.phone();
  await joinBy(farmerPhone, await world.link("producer", FARMER));
  const [identity] = await farmerPhone.db.getAll("identities");
  const id = identity?.operator ?? "";
  await exchange(station, true);
  offline();
  const card = { farmer: hexBytes(id), name: FARMER.name };
  expect(await farmerOfCard(station, await stationOf(station), { ...card, name: "李四" })).toMatchObject({
    name: "武*",
  });
  await station.db.clear("knownOperators");
  expect(await farmerOfCard(station, await stationOf(station), card)).toMatchObject({ id, name: FARMER.name });

  const { operator } = await stationOf(station);
  const expected = { farmer: hexBytes(id), station: hexBytes(operator), draft: await digestOf(id) };
  const answered = await consentOnPhone(farmerPhone, expected);
  const scanned = parseAgencyText(answered.ok ? answered.value : "");
  if (scanned?.form !== "consent") throw new Error("no consent");
  const other = await digestOf(id, { ...POTATOES, product: "连翘" });
  expect(await readAnswer(station, scanned.statement, { ...expected, draft: other })).toEqual({
    ok: false,
    error: "otherDraft",
  });
  const read = await readAnswer(station, scanned.statement, expected);
  if (!read.ok) throw new Error(read.error);
  const behalf = await behalfOf(id, read.value);
  const more = { ...POTATOES, quantity: { thousandths: 900_000, unit: 1 } };
  expect(await issueOnPhone(station, harvestOrder(more), undefined, behalf)).toEqual({
    ok: false,
    error: "consentDiffers",
  });
  const issued = await issueOnPhone(station, harvestOrder(), undefined, behalf);
  if (!issued.ok) throw new Error(issued.error);

  world.network.broken = undefined;
  await exchange(station, true);
  const record = await world.endpoint.store.certificate(issued.value.number);
  expect([record?.noEffect, record?.consentDue]).toEqual([undefined, undefined]);
  const again = await issueOnPhone(station, harvestOrder(), undefined, behalf);
  if (!again.ok) throw new Error(again.error);
  await exchange(station, true);
  const told = async () => {
    if (identity === undefined) throw new Error("the farmer has joined");
    const file = await readFile(farmerPhone, identity, id, undefined);
    return file.ok ? file.value.unconsented.map(({ number, station: by }) => [number, by]) : file.error;
  };
  expect(await told()).toEqual([[again.value.number, STATION.name]]);
  const order = { operator: id, certificate: again.value.id, reason: "农户没有同意服务站代开" };
  expect(await repudiateOnPhone(farmerPhone, order)).toEqual({ ok: true, value: undefined });
  await exchange(farmerPhone, true);
  expect((await world.endpoint.store.certificate(again.value.number))?.state).toBe("voided");
  expect(await told()).toEqual([]);

  const said = (await station.db.getAll("statements")).filter(({ kind }) => kind === KIND.agencyConsented);
  const bodies = said.flatMap(({ bytes }) => {
    const statement = decodeStatement(bytes);
    return statement.ok ? (parseConsent(statement.value.body) ?? []) : [];
  });
  const named = bodies.flatMap(({ statement }) => (statement === undefined ? [] : toHex(statement)));
  expect(said.map((statement) => statement.id)).toContain(named[0]);
});

test("a phone signs no consent for another farmer, and a station none of its own making", async () => {
  const registered = await registerOnPhone(station, FARMER);
  if (!registered.ok) throw new Error(registered.error);
  const { operator } = await stationOf(station);
  const consent = {
    farmer: hexBytes(registered.value),
    station: hexBytes(operator),
    draft: await digestOf(registered.value),
  };
  expect(await consentOnPhone(station, consent)).toEqual({ ok: false, error: "notForYou" });
  const enterprise = await registerOnPhone(station, { ...FARMER, kind: "enterprise" });
  expect(enterprise).toEqual({ ok: false, error: "wrongRole" });
  expect(await registerOnPhone(station, { ...FARMER, region: "140581101202" })).toEqual({
    ok: false,
    error: "wrongRegion",
  });
});
