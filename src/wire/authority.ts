import * as v from "valibot";
import { hexField, regionField, secondsField, signedField } from "./fields.ts";

/** Who answers here, with the signed list of authorities. */
export const authorityAnswerSchema = v.object({
  id: hexField(8),
  name: v.string(),
  regions: v.array(regionField),
  /** Public origin: what join links, codes and sessions name. */
  origin: v.string(),
  /** Key that signed the list, base64url; a phone that joined compares its fingerprint with the one it pinned. */
  listKey: v.string(),
  /** The list, signed in context `hgz1.authorities`. */
  list: signedField,
  /** The endpoint's clock, Unix seconds: from it a phone learns its own offset. */
  time: secondsField,
});
/** Who answers here. */
export type AuthorityAnswer = v.InferOutput<typeof authorityAnswerSchema>;
