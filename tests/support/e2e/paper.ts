import { BASIS, STYLE } from "../../../src/core/certificate/certificate.ts";
import type { Draft } from "../../../src/core/certificate/draft.ts";
import { composeIssue } from "../../../src/core/certificate/issue.ts";
import { chinaDay } from "../../../src/core/date.ts";
import { chainText, labelText, shortText } from "../../../src/core/qr/qrText.ts";
import { type Member, type Signatory, type Signed, secondsNow } from "./signatory.ts";

/** A certificate made in this process, with the codes that a label or a screen would show. */
export type PaperCertificate = Signed & {
  /** Everything that its issuing signed, in order. */
  readonly statements: readonly Uint8Array[];
  readonly number: string;
  readonly label: string;
  readonly chain: string;
  readonly short: string;
};

/** 600 千克 of potatoes of 陵川, harvested today. */
const POTATOES: Draft = {
  product: "马铃薯",
  quantity: { thousandths: 600_000, unit: 1 },
  origin: "140524101213",
  place: "东坡地",
  plots: ["东坡地"],
  day: chinaDay(secondsNow()),
  basis: BASIS.qualityControl,
  tests: [],
};

/** What a certificate of these tests differs in; `iat` in Unix seconds. */
export type PaperChanges = Partial<Draft> & { readonly iat?: number };

/** Issues a certificate without uploading it. `grant` stands in the chain code: the signatory's own unless given. */
export async function issueOnPaper(
  origin: string,
  signatory: Signatory & Partial<Pick<Member, "grant">>,
  { iat = secondsNow(), ...changes }: PaperChanges = {},
  grant: Uint8Array | undefined = signatory.grant,
): Promise<PaperCertificate> {
  const draft = { ...POTATOES, ...changes };
  const order = { draft, style: STYLE.producer2026, lot: { make: "harvested", quantity: draft.quantity } } as const;
  // A new lot and the certificate.
  const composed = composeIssue(order, { ...signatory.signer, seq: signatory.takeSeqs(2), iat });
  if (!composed.ok) throw new Error(composed.error);
  const statements = await Promise.all(
    composed.value.parts.map(async ({ prepared }) => prepared.finish(await signatory.signer.sign(prepared.toBeSigned))),
  );
  const bytes = statements.at(-1) ?? new Uint8Array();
  const { number } = composed.value;
  return {
    id: composed.value.certificate.prepared.id,
    bytes,
    statements,
    number,
    label: labelText(origin, number, bytes),
    chain: chainText(origin, number, bytes, grant ?? new Uint8Array()),
    short: shortText(origin, number),
  };
}
