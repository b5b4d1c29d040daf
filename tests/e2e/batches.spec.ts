import { expect } from "@playwright/test";
import { encodeWithdrawn } from "../../src/core/certificate/withdrawal.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import type { CertificateAnswer } from "../../src/wire/certificates.ts";
import { certificatePath } from "../../src/wire/paths.ts";
import { type County, familyFarm } from "../support/e2e/county.ts";
import { issueOnPaper, type PaperCertificate } from "../support/e2e/paper.ts";
import { joinByLink, type Member, upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

/** Certificates of a day with a void among them: what a phone uploads in the evening. */
async function day(
  county: County,
  seller: Member,
): Promise<{
  readonly all: readonly Uint8Array[];
  readonly voided: PaperCertificate;
  readonly standing: PaperCertificate;
}> {
  const voided = await issueOnPaper(county.origin, seller);
  const standing = await issueOnPaper(county.origin, seller, { product: "胡萝卜" });
  const withdrawn = encodeWithdrawn({ certificate: voided.id, state: "voided", reason: "这批货不卖了" });
  const statement = await seller.sign(KIND.certificateWithdrawn, withdrawn);
  return { all: [...voided.statements, ...standing.statements, statement.bytes], voided, standing };
}

async function registered(county: County, number: string): Promise<Omit<CertificateAnswer, "position" | "receivedAt">> {
  const answered = await fetch(`${county.origin}${certificatePath(number)}`);
  expect(answered.status).toBe(200);
  const { position: _, receivedAt: __, ...rest } = (await answered.json()) as CertificateAnswer;
  return rest;
}

test("the same batch twice changes nothing", async ({ county }) => {
  const seller = await county.member(familyFarm("陵川县池下家庭农场"));
  const { all, voided, standing } = await day(county, seller);

  const first = await upload(county.origin, all);
  const before = [await registered(county, voided.number), await registered(county, standing.number)];
  const second = await upload(county.origin, all);

  expect(first.map(({ status }) => status)).toEqual(all.map(() => "accepted"));
  expect(second.map(({ status }) => status)).toEqual(all.map(() => "duplicate"));
  expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect([await registered(county, voided.number), await registered(county, standing.number)]).toEqual(before);
  expect(before.map(({ state }) => state)).toEqual(["voided", "active"]);
});

test("a shuffled batch, one by one, ends in the same register", async ({ county }) => {
  const seller = await county.member(familyFarm("陵川县井坡家庭农场"));
  const { all, voided, standing } = await day(county, seller);
  const [lot, certificate, secondLot, second, withdrawal] = all;
  const shuffled = [withdrawal, second, certificate, secondLot, lot].flatMap((bytes) =>
    bytes === undefined ? [] : [bytes],
  );

  for (const statement of shuffled) {
    const [result] = await upload(county.origin, [statement]);
    expect(result?.status).toBe("accepted");
  }

  const [one, two] = [await registered(county, voided.number), await registered(county, standing.number)];
  expect(one.state).toBe("voided");
  expect(one.withdrawn?.reason).toBe("这批货不卖了");
  expect(one.lot?.product).toBe("马铃薯");
  expect(two.state).toBe("active");
  expect(two.lot?.product).toBe("胡萝卜");
  expect([...one.flags, ...two.flags]).toEqual([]);
});

test("poisoned statements between good ones are refused by name and hold up nobody", async ({ county }) => {
  const seller = await county.member(familyFarm("陵川县附城丈河家庭农场"));
  const good = await issueOnPaper(county.origin, seller);
  const later = await issueOnPaper(county.origin, seller, { product: "大葱" });
  const badSignature = Uint8Array.from(good.bytes);
  badSignature[badSignature.length - 1] = (badSignature.at(-1) ?? 0) ^ 1;
  const garbage = new TextEncoder().encode("不是声明".repeat(40));
  const cutOff = good.bytes.slice(0, -3);

  const results = await upload(county.origin, [...good.statements, garbage, badSignature, cutOff, ...later.statements]);

  expect(results.map(({ status, code }) => [status, code].filter((part) => part !== undefined).join(" "))).toEqual([
    "accepted",
    "accepted",
    "rejected malformed",
    "rejected badSignature",
    "rejected malformed",
    "accepted",
    "accepted",
  ]);
  expect((await registered(county, later.number)).state).toBe("active");
});

test("what was acknowledged survives the endpoint being killed", async ({ county }) => {
  const seller = await county.member(familyFarm("陵川县六泉浙水家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);

  await county.killEndpoint();
  await county.revive();

  expect((await registered(county, certificate.number)).state).toBe("active");
});

test("a link that two keys use alarms and stops the grant of the first", async ({ county }) => {
  const invitation = await county.invite(familyFarm("陵川县秦家庄西尧家庭农场"));
  const first = await joinByLink(county.origin, invitation.link);
  const before = await issueOnPaper(county.origin, first);
  await upload(county.origin, before.statements);

  await expect(joinByLink(county.origin, invitation.link)).rejects.toThrow("linkUsed");

  const after = await issueOnPaper(county.origin, first);
  await upload(county.origin, after.statements);
  expect((await registered(county, after.number)).noEffect).toBe("keyEnded");
});
