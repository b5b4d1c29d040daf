import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { encodeStatedTest } from "../../src/core/lot/lot.ts";
import { encodeStandingSet } from "../../src/core/operator/standing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { type CertificateAnswer, certificateAnswerSchema } from "../../src/wire/certificates.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { certificatePagePath, certificatePath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, NOW, type Signed, withdrawalOf } from "../contract/storeWorld.ts";
import { type Joined, joinAs, refusal, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let server: ServerUnderTest;
let producer: Joined;
beforeAll(async () => {
  server = await startUnderTest();
  producer = await joinAs(server, "producer");
});
afterAll(() => server.close());

type Issued = { readonly number: string; readonly certificate: Signed; readonly lot: Signed };

async function issue(place: string): Promise<Issued> {
  const lot = await producer.say(KIND.lotHarvested, lotOf({ place }));
  const certificate = await producer.say(KIND.certificateIssued, certificateOf(lot.id, { place }));
  const { results } = await server.upload([lot, certificate]);
  return { number: results[1]?.number ?? "", certificate, lot };
}

async function answerFor(number: string): Promise<CertificateAnswer> {
  const answer = parseAnswer(certificateAnswerSchema, await (await server.get(certificatePath(number))).json());
  if (!answer.ok) throw new Error("no certificate");
  return answer.value;
}

/** Headers and bytes as they come over the wire, which fetch hides by unpacking. */
function rawGet(
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly encoding: string | undefined; readonly size: number }> {
  return new Promise((resolve, reject) => {
    request(server.origin + path, { headers }, (response) => {
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
      });
      response.on("end", () => resolve({ encoding: response.headers["content-encoding"], size }));
    })
      .on("error", reject)
      .end();
  });
}

test("a registered certificate answers as JSON to anyone, with the register's word on it and a masked phone", async () => {
  const { number, lot } = await issue("东坡");
  const stated = { lot: lot.id, date: "2026-11-20", item: "毒死蜱", by: "合作社快检室", basis: "selfTest" } as const;
  await server.upload([await producer.say(KIND.testStated, encodeStatedTest(stated))]);
  const response = await server.get(certificatePath(number));
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await answerFor(number)).toMatchObject({
    number,
    state: "active",
    standing: "normal",
    flags: [],
    sameNumber: [],
    operator: { name: "陵川县岭常村惠民种植专业合作社", address: "岭常村东头", phone: "138****1234" },
    lot: {
      product: "马铃薯",
      harvested: "2026-11-20",
      plots: ["村东坡地"],
      tests: [{ item: "毒死蜱", by: "合作社快检室" }],
    },
  });
});

test("what voids, suspends or recalls shows in the very next answer, from memory or not", async () => {
  const { number, certificate } = await issue("西坡");
  expect((await answerFor(number)).state).toBe("active");
  expect((await answerFor(number)).state).toBe("active");
  await server.upload([
    await producer.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided", "数量写错")),
  ]);
  expect(await answerFor(number)).toMatchObject({
    state: "voided",
    withdrawn: { reason: "数量写错", by: { name: "陵川县岭常村惠民种植专业合作社" } },
  });
  const page = await (await server.get(certificatePagePath(number))).text();
  expect(page).toContain("数量写错");
  const other = await issue("南坡");
  expect((await answerFor(other.number)).standing).toBe("normal");
  const suspended = encodeStandingSet({
    operator: producer.operator,
    standing: "suspended",
    from: NOW - 1,
    reason: "抽检不合格",
  });
  await server.endpoint.home.say(KIND.standingSet, suspended);
  expect(await answerFor(other.number)).toMatchObject({ standing: "suspended", noEffect: "suspended" });
  const lifted = encodeStandingSet({ operator: producer.operator, standing: "normal", from: NOW - 1, reason: "误判" });
  await server.endpoint.home.say(KIND.standingSet, lifted);
  expect((await answerFor(other.number)).standing).toBe("normal");
});

test("the page is whole without a script: certificate, who signed, four blocks, in one answer under 10,240 bytes", async () => {
  const { number } = await issue("北坡");
  const html = await (await server.get(certificatePagePath(number))).text();
  for (const words of [
    "马铃薯",
    "陵川县岭常村惠民种植专业合作社",
    "138****1234",
    formatNumber(number),
    "暂无",
    "尚未评定",
    "2026-11-20",
  ])
    expect(html).toContain(words);
  expect(html).not.toContain("13803561234");
  const raw = await rawGet(certificatePagePath(number), { "accept-encoding": "br" });
  expect(raw.encoding).toBe("br");
  expect(raw.size).toBeLessThanOrEqual(10_240);
  expect((await rawGet(certificatePagePath(number), {})).encoding).toBeUndefined();
});

test("the page speaks English by ?lang=en or the browser's wish, Chinese otherwise", async () => {
  const { number } = await issue("河滩");
  const language = async (path: string, accept?: string) =>
    /<html lang="([^"]+)"/.exec(
      await (await server.get(path, accept === undefined ? {} : { "accept-language": accept })).text(),
    )?.[1];
  expect(await language(certificatePagePath(number))).toBe("zh-CN");
  expect(await language(`${certificatePagePath(number)}?lang=en`)).toBe("en");
  expect(await language(certificatePagePath(number), "en-GB,zh;q=0.5")).toBe("en");
  expect(await language(`${certificatePagePath(number)}?lang=zh-CN`, "en")).toBe("zh-CN");
});

test("no page allows inline script, foreign sources or framing, and the certificate's page asks not to be indexed", async () => {
  const { number } = await issue("沟口");
  const page = await server.get(certificatePagePath(number));
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).toMatch(/style-src 'sha256-[A-Za-z0-9+/=]+'/);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(page.headers.get("x-robots-tag")).toBe("noindex");
  for (const path of [
    certificatePagePath(number),
    certificatePath(number),
    PATH.authority,
    "/",
    "/scan",
    "/nowhere.txt",
  ]) {
    const { headers } = await server.get(path);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("set-cookie"), path).toBeNull();
    expect(headers.get("content-security-policy"), path).toMatch(/frame-ancestors 'none'/);
    if (path !== "/" && path !== "/scan")
      expect(headers.get("content-security-policy"), path).not.toContain("wasm-unsafe-eval");
  }
});

test("an unknown number is read back on a plain 404 page, a mistyped one is set right", async () => {
  const { number } = await issue("山后");
  const unknown = await server.get(certificatePagePath("7K2M9QX4TB8W1CZ6"));
  expect([unknown.status, unknown.headers.get("x-robots-tag")]).toEqual([404, "noindex"]);
  expect(await unknown.text()).toContain("7K2M-9QX4-TB8W-1CZ6");
  const typed = await server.get(certificatePagePath(formatNumber(number).toLowerCase()));
  expect([typed.status, typed.headers.get("location")]).toEqual([301, certificatePagePath(number)]);
  const last = number.charAt(15) === "0" ? "1" : "0";
  expect(await refusal(await server.get(certificatePath(number.slice(0, 15) + last)))).toEqual([400, "badNumber"]);
  expect((await server.get(certificatePagePath(number.slice(0, 15) + last))).status).toBe(404);
  const markup = await (await server.get(certificatePagePath(encodeURIComponent("<b>x</b>")))).text();
  expect(markup).not.toContain("<b>x");
  expect(await refusal(await server.get(certificatePath("7K2M9QX4TB8W1CZ6")))).toEqual([404, "notFound"]);
});

test("answers are made ready while nobody asks", async () => {
  const { number } = await issue("后山");
  await expect
    .poll(async () => (await server.endpoint.store.answer(number, "page-zh-CN")) !== undefined, {
      timeout: 20_000,
      interval: 1000,
    })
    .toBe(true);
  expect(await server.endpoint.store.answer(number, "json")).toBeDefined();
});
