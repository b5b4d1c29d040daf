import { equalBytes, toHex } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { parseTagsClaimed, tagText } from "../../core/roll/roll.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy } from "../../core/statement/statement.ts";
import type { OnlineAnswer } from "../../core/verify/context.ts";
import type { Verification } from "../../core/verify/verdict.ts";
import { verifyScanned } from "../../core/verify/verify.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { tagPath } from "../../wire/paths.ts";
import { type TagAnswer, tagAnswerSchema } from "../../wire/tags.ts";
import type { Phone } from "./phone.ts";
import { type CallError, callJson } from "./traceClient.ts";
import { phoneContext } from "./verifyContext.ts";

type Asking = {
  readonly text: string;
  readonly tag: string;
  /** Asks the register about a number. */
  readonly lookUp: (number: string) => Promise<Result<OnlineAnswer, CallError>>;
  /** Seconds. */
  readonly patience: number;
};

/**
 * Asks the register for which certificate a tag stands and verifies that one. The register's word alone is not
 * enough: it hands over the signed claim, which must hold under a key of the operator that signed the certificate.
 * `offline` stands where nothing more is known.
 */
export async function askTag(
  phone: Phone,
  offline: Verification,
  { text, tag, lookUp, patience }: Asking,
): Promise<Result<Verification, CallError>> {
  const answered = await callJson(phone, { path: tagPath(tag), timeout: patience });
  if (!answered.ok) {
    const unknown = answered.error.code === "refused" && answered.error.problem === "notFound";
    return unknown ? ok(offline) : answered;
  }
  const answer = parseAnswer(tagAnswerSchema, answered.value);
  if (!answer.ok) return err({ code: "notOurServer" });
  const { claim, claimedTwice } = answer.value;
  if (claim === undefined) return ok(offline);
  const online = await lookUp(claim.number);
  if (!online.ok) return online;
  if (!online.value.known) return ok(offline);
  const { statement, id } = online.value;
  const context = await phoneContext(phone, online.value);
  const found = await verifyScanned(text, { ...context, heldByTag: async () => statement });
  if (!(await claimHolds(phone, { claim, tag, certificate: id }, found))) return ok(offline);
  return ok(claimedTwice ? { ...found, warnings: [...found.warnings, "tagClaimedTwice"] } : found);
}

type Claim = {
  readonly claim: NonNullable<TagAnswer["claim"]>;
  readonly tag: string;
  readonly certificate: Uint8Array;
};

/** True when the claim names this tag and certificate and was signed by a key of the certificate's operator. */
async function claimHolds(phone: Phone, { claim, tag, certificate }: Claim, found: Verification): Promise<boolean> {
  const bytes = base64UrlBytes(claim.statement);
  const key = base64UrlBytes(claim.key);
  const decoded = bytes.ok ? decodeStatement(bytes.value) : bytes;
  if (!decoded.ok || !key.ok || decoded.value.kind !== KIND.tagsClaimed) return false;
  const said = parseTagsClaimed(decoded.value.body);
  if (said === undefined || !equalBytes(said.certificate, certificate)) return false;
  if (!said.tags.some((named) => tagText(named) === tag)) return false;
  if (!(await isStatementSignedBy(decoded.value, key.value, verifySignature))) return false;
  const owner = found.onBehalfOf ?? found.signer;
  const context = await phoneContext(phone, undefined);
  const hits = await context.rowsByKeyId(keyId(key.value));
  return hits.some(
    ({ row }) =>
      owner !== undefined &&
      toHex(row.operator) === toHex(owner.operator) &&
      row.keys.some((record) => equalBytes(record.key, key.value)),
  );
}
