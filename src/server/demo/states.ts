import type { FailedCode, NotCheckedCode, VerdictKind, Warning } from "../../core/verify/verdict.ts";
import type { CertificateFlag } from "../../wire/certificates.ts";

/** One state that a certificate can be in, and what whoever checks it in the demo county must be told. */
type State = {
  readonly id: string;
  /** What the page shows, in a few words for the terminal. */
  readonly word: string;
  readonly verdict: VerdictKind;
  readonly code?: FailedCode | NotCheckedCode;
  /** Said beside the verdict. */
  readonly warning?: Warning;
  /** Noted by the register. */
  readonly flag?: CertificateFlag;
  /** What the code holds is the point, or all there is: the link carries it. */
  readonly needsCode?: true;
};

/** Every state that the demo county shows, in the order in which they are printed. */
export const STATES = [
  { id: "authentic", word: "登记有效：生产者开具", verdict: "authentic" },
  { id: "mixed", word: "登记有效：收购者开具，多家的货混装", verdict: "authentic" },
  { id: "repacked", word: "登记有效：收购者开具，一家的货分装", verdict: "authentic" },
  { id: "onBehalf", word: "登记有效：服务站代开，农户还没有确认委托", verdict: "authentic" },
  { id: "voided", word: "已作废", verdict: "voided", code: "voided" },
  { id: "superseded", word: "已被更正，另有新证", verdict: "superseded", code: "superseded" },
  { id: "correction", word: "登记有效：更正后的新证", verdict: "authentic" },
  { id: "recalled", word: "已召回", verdict: "recalled", code: "recalled" },
  { id: "operatorSuspended", word: "本证不可用：开具时主体已被暂停", verdict: "suspended", code: "operatorSuspended" },
  { id: "wrongRole", word: "本证不可用：无权开具这种式样", verdict: "suspended", code: "wrongRole" },
  { id: "wrongRegion", word: "本证不可用：产地不在授权范围", verdict: "suspended", code: "wrongRegion" },
  { id: "grantExpired", word: "本证不可用：授权已到期", verdict: "suspended", code: "grantNotInForce" },
  { id: "keyEnded", word: "本证不可用：手机挂失以后开具", verdict: "suspended", code: "keyEnded" },
  {
    id: "notProvenBeforeEnd",
    word: "暂时不能确认：手机已挂失，证明不了开在挂失以前",
    verdict: "unconfirmed",
    code: "notProvenBeforeEnd",
    flag: "notProvenBeforeEnd",
  },
  { id: "provenBeforeEnd", word: "登记有效：手机已挂失，挂失以前就上传了", verdict: "authentic" },
  {
    id: "quantityOverdrawn",
    word: "登记有效，有提醒：开出的数量超过批次",
    verdict: "authentic",
    warning: "quantityOverdrawn",
    flag: "quantityOverdrawn",
  },
  {
    id: "lateUpload",
    word: "登记有效，有提醒：开具 7 天以后才上传",
    verdict: "authentic",
    warning: "lateUpload",
    flag: "lateUpload",
  },
  {
    id: "clockAhead",
    word: "登记有效，有提醒：开具时手机时钟快了 3 天",
    verdict: "authentic",
    warning: "clockAhead",
    flag: "clockAhead",
  },
  { id: "lotMissing", word: "登记有效，有提醒：批次还没有上传", verdict: "authentic", flag: "lotMissing" },
  { id: "unknownNumber", word: "查不到这个编号", verdict: "unconfirmed", code: "notRegistered" },
  {
    id: "notUploaded",
    word: "已签名，尚未登记：手机还没有联网",
    verdict: "authentic",
    warning: "notYetRegistered",
    needsCode: true,
  },
  {
    id: "notUploadedLong",
    word: "已签名，尚未登记：过了 7 天还没有上传",
    verdict: "unconfirmed",
    code: "notRegistered",
    needsCode: true,
  },
  {
    id: "foreignRecognised",
    word: "外地的证：签发机关已互认，是否作废要查那边的名录",
    verdict: "unconfirmed",
    code: "noDirectory",
    warning: "foreignOrigin",
    needsCode: true,
  },
  {
    id: "foreignUnknown",
    word: "外地的证：不认识签发机关",
    verdict: "unconfirmed",
    code: "unknownKey",
    needsCode: true,
  },
  {
    id: "copiedNumber",
    word: "码与登记不符：抄了别人的编号",
    verdict: "forged",
    code: "numberMismatch",
    needsCode: true,
  },
  { id: "damaged", word: "码里的内容残缺，只能按编号查", verdict: "malformed", code: "damagedCode", needsCode: true },
] as const satisfies readonly State[];

/** Name of a state. */
export type StateId = (typeof STATES)[number]["id"];

/** A certificate in one of the states. */
export type ShownState = State & {
  readonly id: StateId;
  readonly number: string;
  /** Address of its page, with the code where the state needs it. */
  readonly link: string;
  /** What its code holds, or for a number alone the link. */
  readonly text: string;
};
