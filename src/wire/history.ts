import * as v from "valibot";
import { countField, hexField, secondsField, signedField } from "./fields.ts";
import { NO_EFFECT_CODES } from "./statements.ts";

/** What of an operator's history is asked for: what was said about its entry, keys and standing, or everything. */
export const HISTORY_PARTS = ["register", "all"] as const;
/** One of {@link HISTORY_PARTS}. */
export type HistoryPart = (typeof HISTORY_PARTS)[number];

/** A statement about an operator, with who signed it. */
const saidSchema = v.object({
  /** Statement id. */
  id: hexField(32),
  kind: countField,
  iat: secondsField,
  receivedAt: secondsField,
  /** 33-byte compressed key that signed, base64url. */
  key: v.string(),
  /** The operator whose key it is; absent for the authority's own key. */
  by: v.optional(v.object({ id: hexField(8), name: v.string() })),
  /** Why it has no effect. */
  noEffect: v.optional(v.picklist(NO_EFFECT_CODES)),
  /** Its bytes; absent once they were erased. */
  statement: v.optional(signedField),
});

/** A page of the statements about an operator, newest in the log first; `next` goes into `before`. */
export const historySchema = v.object({ said: v.array(saidSchema), next: v.optional(countField) });
/** A page of an operator's history. */
export type History = v.InferOutput<typeof historySchema>;
