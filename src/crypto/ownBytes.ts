/**
 * The same bytes in a buffer of their own. WebCrypto takes no view of memory that another thread could change, and
 * the type of a view does not say whose its memory is; the copy of a few hundred bytes costs less than one call.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
