import type { LayoutError } from "../../../../core/label/layoutLabel.ts";

/** What the drawing worker answers: how far it is, then the file or why there is none. */
export type PdfReply =
  | { readonly kind: "drawn"; readonly count: number }
  | { readonly kind: "made"; readonly pdf: ArrayBuffer }
  | { readonly kind: "notLaidOut"; readonly error: LayoutError }
  | { readonly kind: "broken"; readonly reason: string };
