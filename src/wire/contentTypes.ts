/** Content types of the contract. */
export const CONTENT_TYPE = {
  /** A batch of statements: a CBOR sequence (RFC 8742) of byte strings. */
  cborSequence: "application/cbor-seq",
  /** Signed messages and directory chunks. */
  cbor: "application/cbor",
  json: "application/json",
  /** Parts of blobs. */
  bytes: "application/octet-stream",
  /** A font with `glyf` outlines (RFC 8081). */
  font: "font/ttf",
  /** Errors (RFC 9457). */
  problem: "application/problem+json",
} as const;
