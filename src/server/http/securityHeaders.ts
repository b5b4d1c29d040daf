import { PAGE_STYLE_HASH } from "../../page/style.ts";

/** On every answer. Framing is forbidden by the content policy's frame-ancestors, which every browser here knows. */
const ALWAYS = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" } as const;

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers of answers that are no documents. */
export const API_HEADERS = { ...ALWAYS, "content-security-policy": NOTHING } as const;

/** Headers of the certificate's page: its own style by its hash, its own script and pictures, nothing from elsewhere. */
const PAGE_HEADERS = {
  ...ALWAYS,
  "content-security-policy": `${NOTHING}; style-src ${PAGE_STYLE_HASH}; script-src 'self'; img-src 'self'; connect-src 'self'`,
  "x-robots-tag": "noindex",
} as const;

/** Headers of the app: camera and workers, and WebAssembly for the decoder; nothing from elsewhere and no inline code. */
export const APP_HEADERS = {
  ...ALWAYS,
  "cross-origin-opener-policy": "same-origin",
  "content-security-policy": `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'`,
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** Headers of the API's own documentation, whose viewer styles its pictures inline through the DOM only. */
export const DOCS_HEADERS = {
  ...ALWAYS,
  "content-security-policy": `${NOTHING}; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'`,
} as const;

/** Headers of a certificate's JSON, which anyone's page may read. */
export const CERTIFICATE_JSON_HEADERS = {
  ...API_HEADERS,
  "access-control-allow-origin": "*",
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-cache",
  vary: "Accept-Encoding",
} as const;

/** On what other pages embed; what it says is at most a minute old. */
const EMBEDDED = {
  ...API_HEADERS,
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
} as const;

/** Headers of a certificate's badge. */
export const BADGE_HEADERS = {
  ...EMBEDDED,
  "content-type": "image/svg+xml; charset=utf-8",
  "cache-control": "public, max-age=60",
  "x-robots-tag": "noindex",
} as const;

/** Headers of the script that puts badges on other pages. */
export const BADGE_SCRIPT_HEADERS = {
  ...EMBEDDED,
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "public, max-age=3600",
} as const;

/** Headers of a certificate's page. */
export const CERTIFICATE_PAGE_HEADERS = {
  ...PAGE_HEADERS,
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-cache",
  vary: "Accept-Encoding, Accept-Language",
} as const;
