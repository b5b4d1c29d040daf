import * as v from "valibot";
import { base64UrlField, countField, hexField, secondsField, signedField } from "./fields.ts";

/** The newest signed tree head, in context `hgz1.log`. */
export const logHeadSchema = v.object({ head: signedField });

/** Most receipts in one answer. */
export const MAX_RECEIPTS = 50;

/** Receipt of one statement (RFC 9942); a statement that the log does not hold has none. */
export const receiptSchema = v.object({
  id: hexField(32),
  receivedAt: secondsField,
  receipt: base64UrlField(70, 8192),
});
/** Receipt of one statement. */
export type ReceiptAnswer = v.InferOutput<typeof receiptSchema>;

/** Answer to `ids`: receipts under the head that stands beside them. */
export const receiptsSchema = v.object({ head: signedField, receipts: v.array(receiptSchema) });

/** Answer to `from` and `to`: the proof that the larger tree contains the smaller one unchanged (RFC 9162 §2.1.4). */
export const consistencySchema = v.object({ from: countField, to: countField, path: v.array(base64UrlField(32, 32)) });

/** A signed tree head in a report: far shorter than what other signed things may be. */
const reportedHead = base64UrlField(70, 512);

/** What a phone reports when it finds the log rewritten: two heads that cannot both be true. */
export const forkReportSchema = v.object({ held: reportedHead, offered: reportedHead });

/** Whether the endpoint comes to the same conclusion. */
export const forkVerdictSchema = v.object({ confirmed: v.boolean() });

/** Forks that were reported and confirmed, newest first: the evidence, for anybody to check. */
export const forksSchema = v.object({
  forks: v.array(v.object({ at: secondsField, held: reportedHead, offered: reportedHead })),
});
