/** The most codes that are read from one picture when several are wanted. */
export const MAX_CODES = 6;

/** One picture: a bitmap where a worker can read it (OffscreenCanvas), raw RGBA pixels elsewhere. */
export type Frame =
  | { readonly kind: "bitmap"; readonly bitmap: ImageBitmap }
  | { readonly kind: "pixels"; readonly image: ImageData };

/** How hard to look at one frame. */
export type LookOptions = {
  /** 1, or {@link MAX_CODES}: the search then goes on after the first code. */
  readonly maxCodes: number;
  /** Also look at a denoised copy: reads more labels with missing printer dots, doubles the cost of a miss. */
  readonly denoise: boolean;
  /** Wider frames are reduced to this many pixels while the pixels are read out. */
  readonly maxWidth: number;
};

/**
 * Reads the QR codes of one frame; none found is an empty list. A bitmap is consumed.
 * @throws DecoderError when the decoder itself is broken
 */
export type Decode = (frame: Frame, look: LookOptions) => Promise<readonly string[]>;

/** Why a decoder cannot be used any more. */
export type DecoderErrorCode = "workerFailed" | "noAnswer" | "closed";

/** A decoder that is broken, as against a picture without a code. */
export class DecoderError extends Error {
  readonly code: DecoderErrorCode;

  /** @param reason what the browser said, for the console and a bug report */
  constructor(code: DecoderErrorCode, reason?: string) {
    super(reason === undefined ? `QR decoder: ${code}` : `QR decoder: ${code} (${reason})`);
    this.name = "DecoderError";
    this.code = code;
  }
}

/** A started decoder. */
export type FrameDecoder = {
  /** Settles when it can decode, or rejects with a {@link DecoderError}. */
  readonly ready: Promise<{ readonly takesBitmaps: boolean }>;
  readonly decode: Decode;
  readonly close: () => void;
};
