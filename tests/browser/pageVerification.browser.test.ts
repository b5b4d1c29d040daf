import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { equalBytes, toBase64Url, toHex } from "../../src/core/bytes.ts";
import { encodeCertificate } from "../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import type { Signer } from "../../src/core/key/sign1.ts";
import { authorityIdOf, signAuthorityList } from "../../src/core/operator/authority.ts";
import { DAY, encodeGrant, STORAGE } from "../../src/core/operator/grant.ts";
import { chainText, labelText } from "../../src/core/qr/qrText.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { signStatement } from "../../src/core/statement/statement.ts";
import { deviceSigner, generateDeviceKey } from "../../src/crypto/deviceKey.ts";
import { renderPage } from "../../src/page/renderPage.ts";
import { renderUnknownPage } from "../../src/page/renderUnknownPage.ts";
import { PAGE_STYLE_HASH } from "../../src/page/style.ts";
import { APPLES, CHINESE, ENGLISH, ISSUED_AT } from "../support/pageInputs.ts";

const POLICY = `default-src 'none'; style-src ${PAGE_STYLE_HASH}; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'`;
const SCRIPT = "/src/page/verifyPage.ts";
const NAME = "陵川县崇文镇丰泽果业专业合作社";

type Code = {
  readonly number: string;
  readonly id: Uint8Array;
  readonly key: Uint8Array;
  readonly label: string;
  readonly chain: string;
};

let producer: Signer;
let authority: Signer;
let answers: Readonly<Record<string, unknown>>;

async function signer(): Promise<Signer> {
  return deviceSigner(await generateDeviceKey({ extractable: false }));
}

/** A certificate really signed here, with both codes as they would be scanned. */
async function issue(product = "红富士苹果"): Promise<Code> {
  const body = encodeCertificate({ ...APPLES.certificate, product });
  const certificate = await signStatement({ kind: KIND.certificateIssued, iat: ISSUED_AT, seq: 1, body }, producer);
  const grant = encodeGrant({
    operator: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    name: NAME,
    key: producer.key,
    alg: producer.alg,
    roles: ["producer"],
    region: "140524105207",
    notBefore: ISSUED_AT - 30 * DAY,
    notAfter: ISSUED_AT + 300 * DAY,
    storage: STORAGE.nonExtractable,
  });
  const granted = await signStatement({ kind: KIND.grant, iat: ISSUED_AT - 26 * DAY, seq: 1, body: grant }, authority);
  const number = certificateNumber(certificate.id);
  return {
    number,
    id: certificate.id,
    key: producer.key,
    label: labelText(location.origin, number, certificate.bytes),
    chain: chainText(location.origin, number, certificate.bytes, granted.bytes),
  };
}

beforeAll(async () => {
  [producer, authority] = [await signer(), await signer()];
  const uses = ["grants", "directory", "log", "list"] as const;
  const publisher = {
    id: authorityIdOf(authority.key),
    name: "陵川县农业农村局",
    regions: ["140524"],
    keys: uses.map((use) => ({ key: authority.key, use, from: ISSUED_AT - 400 * DAY })),
    origin: location.origin,
  };
  const list = await signAuthorityList({ version: 1, issuedAt: ISSUED_AT, publisher, recognised: [] }, authority);
  answers = { "/api/authority": { listKey: toBase64Url(authority.key), list: toBase64Url(list) } };
});

const frame = document.createElement("iframe");
afterEach(() => frame.remove());

/** What the browser was asked for and what the policy refused while a page was open. */
type Visit = { readonly page: Document; readonly asked: readonly string[]; readonly refused: readonly string[] };

/**
 * Opens a page under the server's policy at the address of a code. The endpoint's answers are given here; everything
 * else is as on a phone: the document, the policy, the script and the browser's own signatures.
 */
async function visit(
  html: string,
  address: string,
  changeWindow: (window: Window & typeof globalThis) => void = () => {},
): Promise<Visit> {
  document.body.append(frame);
  const window = frame.contentWindow as (Window & typeof globalThis) | null;
  if (window === null) throw new Error("no frame");
  const asked: string[] = [];
  const refused: string[] = [];
  window.document.open();
  window.history.replaceState(null, "", address);
  window.fetch = (path) => {
    if (typeof path !== "string") throw new TypeError("the page asks by path");
    asked.push(path);
    const answer = answers[path];
    return Promise.resolve(
      answer === undefined ? new Response("", { status: 500 }) : new Response(JSON.stringify(answer)),
    );
  };
  changeWindow(window);
  window.addEventListener("securitypolicyviolation", ({ blockedURI }) => refused.push(blockedURI));
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  // The page's script is one classic file when built; its source is modules, which the policy holds to the same rule.
  // oxlint-disable-next-line typescript/no-deprecated -- only a document that is written keeps the window prepared above
  window.document.write(html.replace('<meta charset="utf-8">', `$&${policy}`).replace(" defer>", ' type="module">'));
  const done = new Promise((resolve) => window.addEventListener("load", resolve));
  window.document.close();
  await done;
  return { page: window.document, asked, refused };
}

const SURROUNDINGS = { ...CHINESE, script: SCRIPT };

function registeredPage(code: Code, changes: Partial<typeof APPLES> = {}): string {
  const registered = { id: toHex(code.id), key: toBase64Url(code.key) };
  return renderPage({ ...APPLES, number: code.number, registered, ...changes }, SURROUNDINGS);
}

function unknownPage(number: string): string {
  return renderUnknownPage(number, { code: "notRegistered" }, SURROUNDINGS);
}

async function settled({
  page,
}: Visit): Promise<{ readonly tone: string; readonly title: string; readonly line: string }> {
  const line = () => page.getElementById("code")?.textContent ?? "";
  await expect.poll(line).not.toMatch(/还没有核验它的签名|正在核验|^$/);
  const banner = page.getElementById("state");
  return { tone: banner?.className ?? "", title: page.getElementById("state-title")?.textContent ?? "", line: line() };
}

test("the policy of these tests is in force: what it forbids does not run", async () => {
  const code = await issue();
  const seen = await visit(
    registeredPage(code).replace("</main>", "<script>document.title='x'</script></main>"),
    code.label,
  );
  await settled(seen);
  expect(seen.refused).toEqual(["inline"]);
  expect(seen.page.title).not.toBe("x");
});

describe("the page of a registered certificate", () => {
  test("says that it verified the code, and asks the network for nothing", async () => {
    const code = await issue();
    const seen = await visit(registeredPage(code), code.label);
    expect(await settled(seen)).toEqual({
      tone: "state good",
      title: "登记有效",
      line: "已在本页核验签名：您扫的码就是这张合格证。",
    });
    expect(seen.asked).toEqual([]);
    expect(seen.refused).toEqual([]);
  });

  test("asks for the authorities when the code carries a grant", async () => {
    const code = await issue();
    const seen = await visit(registeredPage(code), code.chain);
    expect((await settled(seen)).line).toContain("已在本页核验签名");
    expect(seen.asked).toEqual(["/api/authority"]);
  });

  test("asks the register when the template could not write id and key", async () => {
    const code = await issue();
    const path = `/api/certificates/${code.number}`;
    const html = registeredPage(code).replace(/ data-id="[^"]*" data-key="[^"]*"/, "");
    answers = { ...answers, [path]: { id: toHex(code.id), key: toBase64Url(code.key) } };
    const seen = await visit(html, code.label);
    expect((await settled(seen)).line).toContain("已在本页核验签名");
    expect(seen.asked).toEqual([path]);
  });

  test("turns red when the code is another certificate than the registered one", async () => {
    const [registered, scanned] = [await issue(), await issue("有机小米")];
    expect(equalBytes(registered.id, scanned.id)).toBe(false);
    const fragment = scanned.label.slice(scanned.label.indexOf("#"));
    const seen = await visit(registeredPage(registered), `/c/${registered.number}${fragment}`);
    expect(await settled(seen)).toMatchObject({ tone: "state bad", title: "码与登记不符" });
    expect(seen.page.getElementById("state")?.textContent).not.toContain("请核对实物");
  });

  test("turns red when the signature was copied from elsewhere", async () => {
    const code = await issue();
    const last = code.label.length - 1;
    const forged = code.label.slice(0, last) + String((Number(code.label.charAt(last)) + 1) % 10);
    expect(await settled(await visit(registeredPage(code), forged))).toMatchObject({
      tone: "state bad",
      title: "码是伪造的",
    });
  });

  test("stays red with its own reason when a false code comes on top", async () => {
    const code = await issue();
    const withdrawal = { state: "voided", reason: "数量写错", at: ISSUED_AT, by: NAME } as const;
    const other = await issue("有机小米");
    const html = registeredPage(code, { verdict: "voided", code: "voided", withdrawal });
    const seen = await visit(html, `/c/${code.number}${other.label.slice(other.label.indexOf("#"))}`);
    const state = await settled(seen);
    expect(state).toMatchObject({ tone: "state bad", title: "已作废" });
    expect(state.line).toContain("您扫的码不是这个编号登记的合格证");
    expect(seen.page.getElementById("state")?.textContent).toContain("数量写错");
  });

  test("says that there was no code when the number was typed", async () => {
    const code = await issue();
    expect((await settled(await visit(registeredPage(code), `/c/${code.number}`))).line).toContain("只按编号查了登记");
  });

  test("says that it cannot check where the browser has no WebCrypto, as over plain http", async () => {
    const code = await issue();
    const without = (window: Window) => Object.defineProperty(window, "crypto", { value: {} });
    const state = await settled(await visit(registeredPage(code), code.label, without));
    expect(state).toEqual({
      tone: "state good",
      title: "登记有效",
      line: "这个浏览器不能在页面里核验签名。请用亮证核验。",
    });
  });

  test("says that the endpoint could not be reached, and claims nothing", async () => {
    const code = await issue();
    const offline = (window: Window) => {
      window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    };
    const state = await settled(await visit(registeredPage(code), code.chain, offline));
    expect(state.line).toContain("没有连上登记系统");
  });

  test("keeps the code when the reader changes the language", async () => {
    const code = await issue();
    const seen = await visit(registeredPage(code), code.label);
    await settled(seen);
    const link = seen.page.querySelector<HTMLAnchorElement>("header a");
    expect(link?.getAttribute("href")).toContain("?lang=en#1");
  });

  test("speaks English on the English page", async () => {
    const code = await issue();
    const registered = { id: toHex(code.id), key: toBase64Url(code.key) };
    const html = renderPage({ ...APPLES, number: code.number, registered }, { ...ENGLISH, script: SCRIPT });
    const { page } = await visit(html, code.label);
    await expect.poll(() => page.getElementById("code")?.textContent).toContain("Signature checked in this page");
  });
});

describe("the page of a number that nobody registered", () => {
  test("shows what a chain code holds as signed, not registered", async () => {
    const code = await issue();
    const seen = await visit(unknownPage(code.number), code.chain);
    const state = await settled(seen);
    expect(state).toMatchObject({ tone: "state wait", title: "已签名，尚未登记" });
    expect(state.line).toContain(`由${NAME}签名，陵川县农业农村局为其密钥作保`);
    const written = seen.page.getElementById("written")?.textContent ?? "";
    expect(written).toContain("红富士苹果");
    expect(written).toContain("1250.5 千克");
    expect(written).toMatch(/2026年11月22日.*0?8:00/);
    expect(seen.refused).toEqual([]);
  });

  test("does not say who signed a label code, and shows its content as not proven", async () => {
    const code = await issue();
    const seen = await visit(unknownPage(code.number), code.label);
    const state = await settled(seen);
    expect(state).toMatchObject({ tone: "state none", title: "查不到这个编号" });
    expect(seen.page.getElementById("written")?.textContent).toContain("码上所写，未经证实");
  });

  test("turns red when the number does not follow from what was signed", async () => {
    const [code, other] = [await issue(), await issue("有机小米")];
    const address = `/c/${other.number}${code.chain.slice(code.chain.indexOf("#"))}`;
    expect(await settled(await visit(unknownPage(other.number), address))).toMatchObject({
      tone: "state bad",
      title: "码是伪造的",
    });
  });

  test("puts hostile text of a code on the page as text", async () => {
    const code = await issue("<img src=x onerror=1>");
    const seen = await visit(unknownPage(code.number), code.label);
    await settled(seen);
    const written = seen.page.getElementById("written");
    expect(written?.textContent).toContain("<img src=x onerror=1>");
    expect(written?.querySelector("img")).toBeNull();
  });
});
