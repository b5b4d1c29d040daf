import type { CodeCorners } from "../../../core/label/labelPhoto.ts";
import type { Frame, LookOptions } from "./frameDecoder.ts";

/** What the page sends to the decoding worker: "start" once and first, with the address of our own copy of the wasm. */
export type WorkerRequest =
  | { readonly kind: "start"; readonly wasmUrl: string }
  | { readonly kind: "decode"; readonly id: number; readonly frame: Frame; readonly look: LookOptions };

/** What the decoding worker answers. */
export type WorkerReply =
  | { readonly kind: "ready"; readonly takesBitmaps: boolean }
  | {
      readonly kind: "decoded";
      readonly id: number;
      readonly texts: readonly string[];
      /** Where each text was read; only who grades a label asks. */
      readonly corners?: readonly CodeCorners[];
    }
  | { readonly kind: "failed"; readonly reason: string };
