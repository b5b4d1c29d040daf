/**
 * What is newer than the oldest browsers we run on: Chrome and Android WebView 90, Safari 15.4, Firefox 100.
 * The note says since when it is everywhere, or which of the three lacks it. Source: MDN browser compatibility data.
 */

/** Methods told by their name alone, `x.name(…)`: what `x` is, is not known in a bundle. */
export const NEWER_METHODS: Readonly<Record<string, string>> = {
  at: "Chrome 92",
  findLast: "Chrome 97, Firefox 104",
  findLastIndex: "Chrome 97, Firefox 104",
  toSorted: "Chrome 110, Safari 16, Firefox 115",
  toReversed: "Chrome 110, Safari 16, Firefox 115",
  toSpliced: "Chrome 110, Safari 16, Firefox 115",
  isWellFormed: "Chrome 111, Safari 16.4, Firefox 119",
  toWellFormed: "Chrome 111, Safari 16.4, Firefox 119",
  isSubsetOf: "Chrome 122, Safari 17, Firefox 127",
  isSupersetOf: "Chrome 122, Safari 17, Firefox 127",
  isDisjointFrom: "Chrome 122, Safari 17, Firefox 127",
  symmetricDifference: "Chrome 122, Safari 17, Firefox 127",
  toHex: "Uint8Array: Chrome 140, Safari 18.2, Firefox 133",
  toBase64: "Uint8Array: Chrome 140, Safari 18.2, Firefox 133",
  transferToFixedLength: "Chrome 114, Safari 17.4, Firefox 122",
  throwIfAborted: "Chrome 100",
  requestVideoFrameCallback: "Firefox 132",
  scrollIntoViewIfNeeded: "no Firefox",
  showPicker: "Chrome 99, Safari 16",
  showPopover: "Chrome 114, Safari 17, Firefox 125",
  hidePopover: "Chrome 114, Safari 17, Firefox 125",
  togglePopover: "Chrome 114, Safari 17, Firefox 125",
  checkVisibility: "Chrome 105, Safari 17.4, Firefox 106",
  requestClose: "Chrome 134",
  startViewTransition: "Chrome 111, Safari 18, Firefox 144",
  transferControlToOffscreen: "Safari 16.4, Firefox 105",
  getSetCookie: "Chrome 113, Safari 17, Firefox 112",
};

/** Functions of a known object, `Object.name(…)`. */
export const NEWER_STATICS: Readonly<Record<string, string>> = {
  "Object.hasOwn": "Chrome 93",
  "Object.groupBy": "Chrome 117, Safari 17.4, Firefox 119",
  "Map.groupBy": "Chrome 117, Safari 17.4, Firefox 119",
  "Promise.withResolvers": "Chrome 119, Safari 17.4, Firefox 121",
  "Promise.try": "Chrome 128, Safari 18.2, Firefox 134",
  "Array.fromAsync": "Chrome 121, Safari 16.4, Firefox 115",
  "Uint8Array.fromHex": "Chrome 140, Safari 18.2, Firefox 133",
  "Uint8Array.fromBase64": "Chrome 140, Safari 18.2, Firefox 133",
  "Iterator.from": "Chrome 122, Safari 18.4, Firefox 131",
  "RegExp.escape": "Chrome 136, Safari 18.2, Firefox 134",
  "Error.isError": "Chrome 134, Firefox 138",
  "Intl.Segmenter": "Firefox 125",
  "Intl.DurationFormat": "Chrome 129, Safari 16.4, Firefox 136",
  "URL.canParse": "Chrome 120, Safari 17, Firefox 115",
  "URL.parse": "Chrome 126, Safari 18, Firefox 126",
  "Response.json": "Chrome 105, Safari 17, Firefox 115",
  "AbortSignal.timeout": "Chrome 103, Safari 16",
  "AbortSignal.any": "Chrome 116, Safari 17.4, Firefox 124",
  "AbortSignal.abort": "Chrome 93",
  "crypto.randomUUID": "Chrome 92",
  "navigator.wakeLock": "Safari 16.4, Firefox 126",
  "navigator.canShare": "no Firefox",
  "navigator.share": "no Firefox on desktops, no Android WebView",
  "navigator.vibrate": "no Safari",
  "navigator.connection": "no Safari, no Firefox",
  "navigator.userAgentData": "no Safari, no Firefox",
  "navigator.setAppBadge": "no Firefox",
  "navigator.userActivation": "Safari 16.4, Firefox 120",
  "ReadableStream.from": "Firefox 117",
};

/** Globals. */
export const NEWER_GLOBALS: Readonly<Record<string, string>> = {
  structuredClone: "Chrome 98",
  reportError: "Chrome 95",
  requestIdleCallback: "no Safari",
  cancelIdleCallback: "no Safari",
  scheduler: "Chrome 94, Firefox 142",
  BarcodeDetector: "Chrome on Android and macOS only",
  ImageCapture: "no Safari, no Firefox",
  OffscreenCanvas: "Safari 16.4, Firefox 105",
  CompressionStream: "Safari 16.4, Firefox 113",
  DecompressionStream: "Safari 16.4, Firefox 113",
  EyeDropper: "Chrome 95",
  Highlight: "Chrome 105, Safari 17.2, Firefox 140",
  Float16Array: "Chrome 135, Safari 18.2, Firefox 129",
  SharedWorker: "Safari 16, no Chrome on Android",
  FinalizationGroup: "never",
  SyncManager: "no Safari, no Firefox",
  VideoFrame: "Chrome 94, Safari 16.4, Firefox 130",
  MediaStreamTrackProcessor: "Chrome 94",
};

/** Parts of a style sheet's at-rules, selectors and units. */
export const NEWER_AT_RULES: Readonly<Record<string, string>> = {
  layer: "Chrome 99",
  container: "Chrome 105, Safari 16, Firefox 110",
  scope: "Chrome 118, Safari 17.4, Firefox 128",
  "starting-style": "Chrome 117, Safari 17.5, Firefox 129",
};

/** Selectors: a browser that does not know one drops the whole rule. */
export const NEWER_SELECTORS: Readonly<Record<string, RegExp>> = {
  ":has(": /:has\(/,
  ":user-valid, :user-invalid": /:user-(in)?valid/,
  ":popover-open": /:popover-open/,
  ":modal": /:modal/,
  ":dir()": /:dir\(/,
  ":state()": /:state\(/,
  "::details-content": /::details-content/,
};

/** Values: fine after a declaration of the same property that every browser understands. */
export const NEWER_VALUES: Readonly<Record<string, RegExp>> = {
  "color-mix()": /\bcolor-mix\(/,
  "lab() and oklch()": /\b(ok)?l(ab|ch)\(/,
  "color()": /(^|[\s,(])color\(/,
  "light-dark()": /\blight-dark\(/,
  "dynamic viewport units": /\d(d|s|l)v(h|w|i|b|min|max)\b/,
  "line-height units": /\dr?lh\b/,
  "container units": /\dcq(w|h|i|b|min|max)\b/,
  subgrid: /\bsubgrid\b/,
  "anchor()": /\banchor(-size)?\(/,
  "round() and its like": /(^|[\s,(])(round|mod|rem|sin|cos|tan|pow|sqrt|hypot|sign|abs)\(/,
};

/** Properties on which a layout rests; those that only make it prettier are left alone. */
export const NEWER_PROPERTIES: Readonly<Record<string, string>> = {
  translate: "Chrome 104",
  rotate: "Chrome 104",
  scale: "Chrome 104",
  "container-type": "Chrome 105, Safari 16, Firefox 110",
  container: "Chrome 105, Safari 16, Firefox 110",
  "mask-image": "Chrome 120 without prefix",
  mask: "Chrome 120 without prefix",
  "position-anchor": "Chrome 125",
  "offset-path": "Safari 16",
};
