import { describe, expect, test } from "vitest";
import { toBase64Url, toHex } from "../../../src/core/bytes.ts";
import type { Certificate } from "../../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import type { TrustedAuthority } from "../../../src/core/operator/authority.ts";
import { DAY, type Grant } from "../../../src/core/operator/grant.ts";
import { chainText, labelText, shortText } from "../../../src/core/qr/qrText.ts";
import { err, ok } from "../../../src/core/result.ts";
import { verifySignature } from "../../../src/crypto/verifySignature.ts";
import { type CodeCheckDeps, checkCode, type Registered, readRegistered } from "../../../src/page/checkCode.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  CHANGZHI,
  COOPERATIVE,
  cooperativeGrant,
  JINCHENG,
  NOW,
  ORIGIN,
  signedCertificate,
  signedGrant,
} from "../../support/world.ts";

const GRANTS_KEY = `${JINCHENG.name} grants`;

type Scene = {
  readonly number: string;
  readonly id: Uint8Array;
  readonly label: string;
  readonly chain: string;
  readonly registered: Registered;
};

/** A certificate of the cooperative with both of its codes. */
async function scene(
  changes: Partial<Certificate> = {},
  grant: Partial<Grant> = {},
  { grantedBy = GRANTS_KEY, iat = NOW - DAY }: { readonly grantedBy?: string; readonly iat?: number } = {},
): Promise<Scene> {
  const { id, bytes } = await signedCertificate(changes, { iat });
  const number = certificateNumber(id);
  const granted = await signedGrant(cooperativeGrant(grant), { by: grantedBy });
  return {
    number,
    id,
    label: labelText(ORIGIN, number, bytes),
    chain: chainText(ORIGIN, number, bytes, granted.bytes),
    registered: { id, key: testKey("K1").key },
  };
}

function check(text: string, number: string, deps: Partial<CodeCheckDeps> & { readonly known?: Registered } = {}) {
  return checkCode(text, {
    number,
    registered: () => Promise.resolve(ok(deps.known)),
    authorities: () => Promise.resolve(ok([JINCHENG, CHANGZHI])),
    verify: verifySignature,
    ...deps,
  });
}

/** The text with one digit of its payload changed. */
function flipped(text: string, fromEnd: number): string {
  const at = text.length - fromEnd;
  return text.slice(0, at) + String((Number(text.charAt(at)) + 1) % 10) + text.slice(at + 1);
}

describe("a code whose number is registered", () => {
  test.each(["label", "chain"] as const)("is verified when it is that certificate, as a %s code", async (form) => {
    const one = await scene();
    expect(await check(one[form], one.number, { known: one.registered })).toEqual({ outcome: "verified" });
  });

  test("differs when another certificate of the same key stands behind the number", async () => {
    const [one, other] = [await scene(), await scene({ product: "菠菜" })];
    const moved = labelText(ORIGIN, one.number, (await signedCertificate({ product: "菠菜" })).bytes);
    expect(await check(moved, one.number, { known: one.registered })).toEqual({ outcome: "differs" });
    expect(await check(one.chain, one.number, { known: other.registered })).toEqual({ outcome: "differs" });
  });

  test("differs when somebody else's key signed, whatever that key is worth", async () => {
    const one = await scene();
    const foreign = await signedCertificate({}, { by: "somebody else" });
    expect(await check(labelText(ORIGIN, one.number, foreign.bytes), one.number, { known: one.registered })).toEqual({
      outcome: "differs",
    });
  });

  test("is forged when the signature does not hold", async () => {
    const one = await scene();
    expect(await check(flipped(one.label, 1), one.number, { known: one.registered })).toEqual({ outcome: "forged" });
  });

  test("is forged when the grant in a chain was not signed by the authority or is for another key", async () => {
    const unsigned = await scene();
    expect(await check(flipped(unsigned.chain, 1), unsigned.number, { known: unsigned.registered })).toEqual({
      outcome: "forged",
    });
    const foreign = await scene({}, { key: testKey("K2").key });
    expect(await check(foreign.chain, foreign.number, { known: foreign.registered })).toEqual({ outcome: "forged" });
  });

  test("is verified by the registered key when the authority of a chain is not known here", async () => {
    const one = await scene({}, {}, { grantedBy: "an authority far away" });
    expect(await check(one.chain, one.number, { known: one.registered })).toEqual({ outcome: "verified" });
  });
});

describe("a code whose number is not registered", () => {
  test("is signed but not registered when a known authority granted the key", async () => {
    const one = await scene();
    const found = await check(one.chain, one.number);
    expect(found).toMatchObject({ outcome: "unregistered", signer: COOPERATIVE, authority: JINCHENG.name });
    expect(found).toMatchObject({ written: { certificate: { product: "大白菜" }, iat: NOW - DAY } });
  });

  test("is not in force when the grant ran at another time", async () => {
    const one = await scene({}, {}, { iat: NOW + 200 * DAY });
    expect(await check(one.chain, one.number)).toMatchObject({ outcome: "notInForce", signer: COOPERATIVE });
  });

  test("is forged when the number does not follow from what was signed", async () => {
    const [one, other] = [await scene(), await scene({ product: "菠菜" })];
    const moved = one.chain.replace(one.number, other.number);
    expect(await check(moved, other.number)).toEqual({ outcome: "forged" });
  });

  test("has an unknown key as a label, and as a chain of an authority that nobody here knows", async () => {
    const one = await scene();
    expect(await check(one.label, one.number)).toMatchObject({
      outcome: "unknownKey",
      written: { certificate: { product: "大白菜" } },
    });
    const far = await scene({}, {}, { grantedBy: "an authority far away" });
    expect(await check(far.chain, far.number)).toMatchObject({ outcome: "unknownKey" });
  });

  test("has an unknown key when the authority speaks for a region or a role that is not its own", async () => {
    const outside = await scene({}, { region: "110105" });
    expect(await check(outside.chain, outside.number)).toMatchObject({ outcome: "unknownKey" });
    const elsewhere: TrustedAuthority = { ...JINCHENG, home: false };
    const officer = await scene({}, { roles: ["officer"] });
    const authorities = () => Promise.resolve(ok([elsewhere]));
    expect(await check(officer.chain, officer.number, { authorities })).toMatchObject({ outcome: "unknownKey" });
    const producer = await scene();
    expect(await check(producer.chain, producer.number, { authorities })).toMatchObject({ outcome: "unregistered" });
  });
});

describe("a page", () => {
  test("opened without a code says so and asks nobody", async () => {
    const one = await scene();
    const never = () => Promise.reject(new Error("asked"));
    expect(await check(shortText(ORIGIN, one.number), one.number, { registered: never, authorities: never })).toEqual({
      outcome: "noCode",
    });
  });

  test.each([
    ["cut off", (text: string) => text.slice(0, -40)],
    ["not of digits", (text: string) => `${text.slice(0, -1)}x`],
    ["of another format", (text: string) => text.replace("#1", "#2")],
    ["no certificate", () => `#1${"255".repeat(20)}`],
  ])("says that a code is damaged when it is %s", async (_, damage) => {
    const one = await scene();
    const damaged = damage(one.chain);
    const text = damaged.startsWith("#") ? shortText(ORIGIN, one.number) + damaged : damaged;
    expect(await check(text, one.number, { known: one.registered })).toEqual({ outcome: "damaged" });
  });

  test("says that a grant is no certificate", async () => {
    const { id, bytes } = await signedGrant(cooperativeGrant(), { by: GRANTS_KEY });
    const number = certificateNumber(id);
    expect(await check(labelText(ORIGIN, number, bytes), number)).toEqual({ outcome: "damaged" });
  });

  test("says when what it needs cannot be fetched", async () => {
    const one = await scene();
    const unreachable = () => Promise.resolve(err("unreachable" as const));
    expect(await check(one.label, one.number, { registered: unreachable })).toEqual({ outcome: "unreachable" });
    expect(await check(one.chain, one.number, { authorities: unreachable })).toEqual({ outcome: "unreachable" });
  });

  test("reads id and key only in their own form", async () => {
    const { registered } = await scene();
    const [id, key] = [toHex(registered.id), toBase64Url(registered.key)];
    expect(readRegistered(id, key)).toEqual(registered);
    expect(readRegistered(id.slice(2), key)).toBeUndefined();
    expect(readRegistered(id, key.slice(4))).toBeUndefined();
    expect(readRegistered("", "")).toBeUndefined();
  });
});
