import * as v from "valibot";
import { base64UrlField, countField, hexField, signedField } from "./fields.ts";

/** A snapshot: its signed head and the names of its chunks, SHA-256 of their bytes in hex. */
export const directorySnapshotSchema = v.object({ head: signedField, chunks: v.array(hexField(32)) });
/** A snapshot. */
export type DirectorySnapshot = v.InferOutput<typeof directorySnapshotSchema>;

/**
 * What changed from version `from` to the one that `head` signs: rows (base64url of a row's deterministic bytes) that
 * replace those of the same operators, and operators (hex) that left the region.
 */
export const directoryDeltaSchema = v.object({
  from: countField,
  head: signedField,
  changed: v.array(base64UrlField(1, 1_048_576)),
  removed: v.array(hexField(8)),
});
/** What changed. */
export type DirectoryDelta = v.InferOutput<typeof directoryDeltaSchema>;
