import { PAGE_STYLE_HASH } from "../../page/style.ts";

const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "x-frame-options": "DENY",
} as const;

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers of answers that are no documents. */
export const API_HEADERS = { ...ALWAYS, "content-security-policy": NOTHING } as const;

/** Headers of the certificate's page: its own style by its hash, its own script and pictures, nothing from elsewhere. */
export const PAGE_HEADERS = {
  ...ALWAYS,
  "content-security-policy": `${NOTHING}; style-src ${PAGE_STYLE_HASH}; script-src 'self'; img-src 'self'; connect-src 'self'`,
  "x-robots-tag": "noindex",
} as const;

/** Headers of the app: camera and workers, and WebAssembly for the decoder; nothing from elsewhere and no inline code. */
export const APP_HEADERS = {
  ...ALWAYS,
  "content-security-policy": `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'`,
  "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** Headers of the API's own documentation, whose viewer styles its pictures inline through the DOM only. */
export const DOCS_HEADERS = {
  ...ALWAYS,
  "content-security-policy": `${NOTHING}; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'`,
} as const;
