import * as v from "valibot";
import { countField, secondsField, signedField } from "./fields.ts";

/** One statement of the log that the caller may see. */
export const feedItemSchema = v.object({
  /** Position in the log, from 0. */
  position: countField,
  /** When the log took it, Unix seconds. */
  receivedAt: secondsField,
  /** The 33-byte compressed key that signed it, base64url: without it neither id nor signature can be checked. */
  key: v.string(),
  statement: signedField,
});
/** One statement of the log. */
export type FeedItem = v.InferOutput<typeof feedItemSchema>;

/** A page of the feed in log order; `cursor` goes into the next request, at once while `more`. */
export const feedSchema = v.object({ items: v.array(feedItemSchema), cursor: v.string(), more: v.boolean() });
/** A page of the feed. */
export type Feed = v.InferOutput<typeof feedSchema>;
