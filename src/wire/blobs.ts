import * as v from "valibot";
import { countField, hexField } from "./fields.ts";

/** Hash of a blob in a path. */
export const blobParams = v.object({ sha256: hexField(32) });

/** How much of a blob the endpoint has; the next part begins at `received`. */
export const blobProgressSchema = v.object({ received: countField, complete: v.boolean() });
/** How much of a blob the endpoint has. */
export type BlobProgress = v.InferOutput<typeof blobProgressSchema>;

/**
 * First byte of a part, by its Content-Range (RFC 9110, 14.4): `bytes 0-99/1234`. Undefined without one: the part is
 * the whole. `bytes *` and the size with an empty body asks how much has arrived, which gives "ask"; anything else "malformed".
 */
export function readContentRange(
  header: string | undefined,
  length: number,
  size: number,
): number | "ask" | "malformed" | undefined {
  if (header === undefined) return undefined;
  if (header === `bytes */${size}`) return length === 0 ? "ask" : "malformed";
  const parts = /^bytes (\d{1,9})-(\d{1,9})\/(\d{1,9})$/.exec(header);
  const [from, last, whole] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])];
  return parts !== null && whole === size && last - from + 1 === length ? from : "malformed";
}
