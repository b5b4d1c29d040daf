import { generateKeyPairSync } from "node:crypto";
import type { CborMap } from "../../core/cbor.ts";
import type { Certificate, Quantity } from "../../core/certificate/certificate.ts";
import { composeIssue, type IssueOrder } from "../../core/certificate/issue.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { signStatement } from "../../core/statement/statement.ts";
import { signerFrom } from "../authority/keyFiles.ts";

/** A signed statement. */
export type Signed = { readonly id: Uint8Array; readonly bytes: Uint8Array };

/** A certificate that a phone has issued. */
export type Issued = Signed & {
  readonly number: string;
  readonly certificate: Certificate;
  readonly iat: number;
  /** Full id of the lot. */
  readonly lot: Uint8Array;
  /** What the lot held, of which certificates draw. */
  readonly lotQuantity: Quantity;
  /** All that was signed in the same step, in seq order, the certificate among it. */
  readonly statements: readonly Signed[];
};

/** A key with its own sequence, as a phone holds it. Moments are Unix seconds. */
export type Phone = {
  readonly signer: Signer;
  readonly say: (kind: number, body: CborMap, at: number) => Promise<Signed>;
  /** @throws Error when the app would have refused the order */
  readonly issue: (order: IssueOrder, at: number) => Promise<Issued>;
};

/** A phone with a fresh key. */
export function newPhone(): Phone {
  const signer = signerFrom(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
  let seq = 0;
  let iat = 0;
  const say: Phone["say"] = (kind, body, at) => {
    iat = Math.max(at, iat);
    seq += 1;
    return signStatement({ kind, iat, seq, body }, signer);
  };
  const issue: Phone["issue"] = async (order, at) => {
    iat = Math.max(at, iat);
    const composed = composeIssue(order, { key: signer.key, alg: signer.alg, seq: seq + 1, iat });
    if (!composed.ok) throw new Error(`the demo county cannot issue for ${order.draft.product}: ${composed.error}`);
    const { parts, certificate, body, lot, number } = composed.value;
    const statements = await Promise.all(
      parts.map(async ({ prepared }) => ({
        id: prepared.id,
        bytes: prepared.finish(await signer.sign(prepared.toBeSigned)),
      })),
    );
    seq += parts.length;
    const own = statements[parts.indexOf(certificate)];
    if (own === undefined) throw new Error("an issue without its certificate");
    return { ...own, number, certificate: body, iat, lot, lotQuantity: order.lot.quantity, statements };
  };
  return { signer, say, issue };
}
