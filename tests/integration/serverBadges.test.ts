import { afterAll, beforeAll, expect, test } from "vitest";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { escapeHtml } from "../../src/page/html.ts";
import { registerOperator } from "../../src/server/joining/invitations.ts";
import { badgePath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, type Signed, withdrawalOf } from "../contract/storeWorld.ts";
import { type Joined, joinAs, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let server: ServerUnderTest;
let producer: Joined;
beforeAll(async () => {
  server = await startUnderTest();
  producer = await joinAs(server, "producer");
});
afterAll(() => server.close());

type Issued = { readonly number: string; readonly certificate: Signed; readonly lot: Signed };

async function issue(by: Joined, place: string, product = "马铃薯"): Promise<Issued> {
  const lot = await by.say(KIND.lotHarvested, lotOf({ place, product }));
  const certificate = await by.say(KIND.certificateIssued, certificateOf(lot.id, { place, product }));
  const { results } = await server.upload([lot, certificate]);
  return { number: results[1]?.number ?? "", certificate, lot };
}

test("a badge shows status, number, product, issuer and day to any page, in at most 2,048 bytes", async () => {
  const { number } = await issue(producer, "东坡");
  const response = await server.get(badgePath(number));
  const svg = await response.text();
  expect(response.status).toBe(200);
  for (const words of ["登记有效", formatNumber(number), "马铃薯", "陵川县岭常村惠民种植专业合作社", "2026年11月"])
    expect(svg).toContain(words);
  for (const kept of ["13803561234", "138****1234", "岭常村东头", "东坡"]) expect(svg).not.toContain(kept);
  expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(2048);
  const { headers } = response;
  expect(headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(headers.get("cache-control")).toBe("public, max-age=60");
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  expect(headers.get("set-cookie")).toBeNull();
});

test("a person's name is masked on a badge", async () => {
  const written = { kind: "smallholder", name: "王秀兰", region: "140524102201", phone: "13935601234" } as const;
  const registered = await registerOperator(written, ["140524"], server.endpoint.inviting);
  if (!registered.ok) throw new Error(registered.error.code);
  const { number } = await issue(await joinAs(server, "producer", registered.value), "村北");
  const svg = await (await server.get(badgePath(number))).text();
  expect(svg).toContain(">王*</text>");
  expect(svg).not.toMatch(/秀兰|1393560|139\*/);
});

test("a badge that is still the same is not sent again, and a voided certificate's is another", async () => {
  const { number, certificate } = await issue(producer, "西坡");
  const tag = (await server.get(badgePath(number))).headers.get("etag") ?? "";
  expect((await server.get(badgePath(number), { "if-none-match": tag })).status).toBe(304);
  await server.upload([
    await producer.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided", "数量写错")),
  ]);
  const after = await server.get(badgePath(number), { "if-none-match": tag });
  expect(after.status).toBe(200);
  const svg = await after.text();
  expect(svg).toContain("✕ 已作废");
  expect(svg).not.toContain("有效");
});

test("a recalled lot turns the badges of its certificates red", async () => {
  const { number, certificate } = await issue(producer, "南坡");
  await server.endpoint.home.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "recalled", "抽检不合格"));
  expect(await (await server.get(badgePath(number))).text()).toContain("✕ 已召回");
  expect(await (await server.get(`${badgePath(number)}?lang=en`)).text()).toContain("✕ Recalled");
});

test("an unknown number and one that is none say so, and nothing of the address comes back as markup", async () => {
  const unknown = await server.get(badgePath("7K2M9QX4TB8W1CZ6"));
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "image/svg+xml; charset=utf-8"]);
  expect(unknown.headers.get("cache-control")).toBe("public, max-age=60");
  const svg = await unknown.text();
  expect(svg).toContain("查不到这个编号");
  expect(svg).toContain("7K2M-9QX4-TB8W-1CZ6");
  const none = await server.get(badgePath(encodeURIComponent("<script>")));
  expect(none.status).toBe(404);
  expect(await none.text()).toMatch(/这个编号不对(?!.*<script)/s);
});

test("what a producer writes cannot break out of the picture, and a long name is cut with its whole in the title", async () => {
  const product = `土豆<&"'>${"特级精选".repeat(5)}`;
  const { number } = await issue(producer, "北坡", product);
  const svg = await (await server.get(badgePath(number))).text();
  expect(/<title>(.*?)<\/title>/.exec(svg)?.[1]).toContain(escapeHtml(product));
  expect(svg).toMatch(/土豆&lt;&amp;&quot;&#39;&gt;特级精选[^<]*…<\/text>/);
});

test("the script places badges by its own address alone and may be read by any page", async () => {
  const response = await server.get(PATH.badgeScript);
  const script = await response.text();
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(Buffer.byteLength(script)).toBeLessThanOrEqual(1536);
  expect(script).not.toMatch(/innerHTML|document\.write|cookie|storage|https?:/);
});
