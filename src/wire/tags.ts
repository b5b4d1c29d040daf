import * as v from "valibot";
import { base64UrlField, hexField, signedField } from "./fields.ts";

/** What the register says about a tag of a roll printed beforehand. */
export const tagAnswerSchema = v.object({
  tag: v.string(),
  /** Whose roll it is from. */
  operator: v.object({ id: hexField(8), name: v.string() }),
  /** The certificate that it stands for, with the statement that says so and its signer's key; absent while unclaimed. */
  claim: v.optional(v.object({ number: v.string(), statement: signedField, key: base64UrlField(33, 33) })),
  /** It was claimed for another certificate as well, or registered by somebody else too: the first one counts. */
  claimedTwice: v.boolean(),
});
/** What the register says about a tag. */
export type TagAnswer = v.InferOutput<typeof tagAnswerSchema>;
