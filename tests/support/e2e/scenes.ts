import { encodeWithdrawn, type WithdrawnState } from "../../../src/core/certificate/withdrawal.ts";
import { ES256 } from "../../../src/core/key/publicKey.ts";
import { encodeGrant, GRANT_BACKDATING, STORAGE } from "../../../src/core/operator/grant.ts";
import { encodeGrantEnded, encodeStandingSet } from "../../../src/core/operator/standing.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { type County, familyFarm } from "./county.ts";
import { tampered, withGrantOf, withNumberOf, withSignatureOf } from "./forgery.ts";
import { issueOnPaper, type PaperCertificate } from "./paper.ts";
import { newSignatory, secondsNow, upload } from "./signatory.ts";

/** Withdraws a certificate: by its own operator, or by the officer for a recall. */
export async function withdraw(
  county: County,
  certificate: PaperCertificate,
  state: WithdrawnState,
  by: { readonly sign: County["officer"]["sign"] },
): Promise<void> {
  const body = encodeWithdrawn({ certificate: certificate.id, state, reason: "快检发现农药残留超标" });
  const { bytes } = await by.sign(KIND.certificateWithdrawn, body);
  await upload(county.origin, [...certificate.statements, bytes]);
}

/** One kind of code with the verdict that an offline phone gives on it. */
export type Scene = {
  readonly title: string;
  readonly verdict: string;
  readonly words: readonly string[];
  readonly code: (county: County) => Promise<string>;
  readonly offline?: true;
};

/** What goes wrong in a market, and what the phone says; each makes its own operator before the directory is fetched. */
export const SCENES: readonly Scene[] = [
  {
    title: "a label of a certificate in force",
    verdict: "真的，有效",
    words: ["请核对实物", "马铃薯"],
    code: async ({ origin, member }) =>
      (await issueOnPaper(origin, await member(familyFarm("陵川县大义井家庭农场")))).label,
  },
  {
    title: "a label whose product was changed",
    verdict: "假的",
    words: ["签名对不上", "不要收、不要卖"],
    code: async ({ origin, member }) => {
      const seller = await member(familyFarm("陵川县申庄家庭农场"));
      return tampered(origin, await issueOnPaper(origin, seller), seller.signer.key);
    },
  },
  {
    title: "a label under another certificate's number",
    verdict: "假的",
    words: ["证号和签名内容对不上"],
    code: async ({ origin, member }) => {
      const seller = await member(familyFarm("陵川县马新庄家庭农场"));
      return withNumberOf(
        origin,
        await issueOnPaper(origin, seller),
        await issueOnPaper(origin, seller, { product: "大葱" }),
      );
    },
  },
  {
    title: "a label with a copied signature",
    verdict: "假的",
    words: ["签名对不上"],
    code: async ({ origin, member }) => {
      const seller = await member(familyFarm("陵川县小义井家庭农场"));
      return withSignatureOf(
        origin,
        await issueOnPaper(origin, seller),
        await issueOnPaper(origin, seller, { product: "大葱" }),
      );
    },
  },
  {
    title: "a chain code with somebody else's grant",
    verdict: "假的",
    words: ["码里带的授权是给别人的"],
    code: async ({ origin, member }) => {
      const honest = await member(familyFarm("陵川县杨幸河家庭农场"));
      return withGrantOf(
        origin,
        await issueOnPaper(origin, await newSignatory(), {}, new Uint8Array(1)),
        honest.grant ?? new Uint8Array(),
      );
    },
  },
  {
    title: "a voided certificate",
    verdict: "已作废",
    words: ["不要收、不要卖", "原因联网可查"],
    code: async (county) => {
      const seller = await county.member(familyFarm("陵川县西尧家庭农场"));
      const certificate = await issueOnPaper(county.origin, seller);
      await withdraw(county, certificate, "voided", seller);
      return certificate.label;
    },
  },
  {
    title: "a recalled certificate",
    verdict: "已召回",
    words: ["联系主管部门", "原因联网可查"],
    code: async (county) => {
      const certificate = await issueOnPaper(county.origin, await county.member(familyFarm("陵川县桃山头家庭农场")));
      await withdraw(county, certificate, "recalled", county.officer);
      return certificate.label;
    },
  },
  {
    title: "a superseded certificate",
    verdict: "已更正",
    words: ["请看新证"],
    code: async (county) => {
      const seller = await county.member(familyFarm("陵川县西头家庭农场"));
      const certificate = await issueOnPaper(county.origin, seller);
      await withdraw(county, certificate, "superseded", seller);
      return certificate.label;
    },
  },
  {
    title: "a certificate of a suspended operator",
    verdict: "不能用",
    words: ["主体被暂停开证"],
    code: async (county) => {
      const seller = await county.member(familyFarm("陵川县东头家庭农场"));
      const { operator } = seller;
      await county.rule(
        KIND.standingSet,
        encodeStandingSet({ operator, standing: "suspended", from: secondsNow() - 60, reason: "农药残留超标" }),
      );
      return (await issueOnPaper(county.origin, seller)).chain;
    },
  },
  {
    title: "a certificate signed by a key after its end",
    verdict: "不能用",
    words: ["那时已被停用"],
    code: async (county) => {
      const seller = await county.member(familyFarm("陵川县安乐庄家庭农场"));
      await county.rule(
        KIND.grantEnded,
        encodeGrantEnded({ key: seller.signer.key, from: secondsNow() - 60, reason: "lost" }),
      );
      return (await issueOnPaper(county.origin, seller)).chain;
    },
  },
  {
    title: "a label of an issuer that nobody here knows",
    verdict: "没能核实",
    words: ["这部手机不认识签证的主体", "码上所写，未经证实", "马铃薯"],
    code: async ({ origin }) => (await issueOnPaper(origin, await newSignatory())).label,
  },
  {
    title: "a chain code of an authority that nobody here knows",
    verdict: "没能核实",
    words: ["这部手机不认识", "码上所写，未经证实"],
    code: async ({ origin }) => {
      const [stranger, bureau] = [await newSignatory(), await newSignatory()];
      const now = secondsNow();
      const grant = {
        operator: new Uint8Array(8).fill(9),
        name: "壶关县紫团蔬菜家庭农场",
        key: stranger.signer.key,
        alg: ES256,
        roles: ["producer"],
        region: "140427",
        notBefore: now - GRANT_BACKDATING,
        notAfter: now + 8_640_000,
        storage: STORAGE.nonExtractable,
      } as const;
      const { bytes } = await bureau.sign(KIND.grant, encodeGrant(grant));
      return (await issueOnPaper(origin, stranger, { origin: "140427" }, bytes)).chain;
    },
  },
  {
    title: "a short code without a network",
    verdict: "没能核实",
    words: ["这个码要联网才能查", "请联网再查"],
    code: async ({ origin, member }) =>
      (await issueOnPaper(origin, await member(familyFarm("陵川县庄河家庭农场")))).short,
  },
  {
    title: "a damaged code",
    verdict: "读不出合格证",
    words: ["码损坏了，或者被改过"],
    code: async ({ origin, member }) =>
      (await issueOnPaper(origin, await member(familyFarm("陵川县桥西家庭农场")))).label.slice(0, -2),
  },
  {
    title: "a code of something else",
    verdict: "读不出合格证",
    words: ["这不是合格证的码", "https://u.wechat.com/MBxQ3kTq"],
    code: async () => "https://u.wechat.com/MBxQ3kTq",
  },
  {
    title: "a bar code's number in a code",
    verdict: "读不出合格证",
    words: ["这不是合格证的码"],
    code: async () => "6901234567892",
  },
];
