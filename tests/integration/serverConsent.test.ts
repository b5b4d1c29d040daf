import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { agencyDraft, CONSENT_GRACE, encodeConsent } from "../../src/core/certificate/consent.ts";
import { keyId } from "../../src/core/key/publicKey.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { registerOperator } from "../../src/server/joining/invitations.ts";
import { certificateAnswerSchema } from "../../src/wire/certificates.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { certificatePagePath, certificatePath } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, NOW } from "../contract/storeWorld.ts";
import { joinAs, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

const VILLAGE = "140524102201";
const MISSING = "服务站代开已超过 72 小时，没有收到农户的同意。";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startUnderTest();
});
afterAll(() => server.close());

async function register(kind: "station" | "smallholder", name: string): Promise<Uint8Array> {
  const written = { kind, name, region: VILLAGE, phone: "13803565678" } as const;
  const registered = await registerOperator(written, ["140524"], server.endpoint.inviting);
  if (!registered.ok) throw new Error(registered.error.code);
  return registered.value;
}

test("a certificate by a station is flagged 72 hours later on endpoint and page, until the farmer's consent comes", async () => {
  const station = await joinAs(server, "station", await register("station", "岭常村农产品质量安全服务站"));
  const onBehalfOf = await register("smallholder", "武满堂");
  const lot = await station.say(KIND.lotHarvested, lotOf({ onBehalfOf }));
  const certificate = await station.say(KIND.certificateIssued, certificateOf(lot.id, { onBehalfOf }));
  const number = (await server.upload([lot, certificate])).results[1]?.number ?? "";
  const flags = async () => {
    const answer = parseAnswer(certificateAnswerSchema, await (await server.get(certificatePath(number))).json());
    return answer.ok ? answer.value.flags : undefined;
  };
  const page = async () => (await server.get(certificatePagePath(number))).text();
  server.clock.now = NOW + CONSENT_GRACE - 1;
  expect(await flags()).toEqual([]);
  expect(await page()).not.toContain(MISSING);
  server.clock.now += 1;
  expect(await flags()).toEqual(["consentMissing"]);
  expect(await page()).toContain(MISSING);
  expect(await page()).toContain("由岭常村农产品质量安全服务站代武*开具");
  expect(await page()).toContain(toHex(keyId(station.key)));
  const goods = { product: "马铃薯", quantity: { thousandths: 100_000, unit: 1 }, origin: VILLAGE, basis: 1 };
  const draft = agencyDraft(goods, { farmer: onBehalfOf, station: station.operator, day: "2026-11-22" });
  const body = { farmer: onBehalfOf, station: station.operator, draft, signature: new Uint8Array(32).fill(3) };
  await server.upload([await station.say(KIND.agencyConsented, encodeConsent(body), NOW + 60)]);
  expect(await flags()).toEqual([]);
  expect(await page()).not.toContain(MISSING);
});
