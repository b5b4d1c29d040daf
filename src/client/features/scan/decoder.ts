import type { Frame, FrameDecoder, LookOptions } from "./frameDecoder.ts";
import type { NativeDetect } from "./nativeDecoder.ts";

/** How long the browser's own detector may look without a hit before ours takes over. */
export const NATIVE_PATIENCE_MS = 3000;

/** Every n-th frame is also looked at denoised. */
export const DENOISE_EVERY = 4;

/** What choosing between the two decoders needs. */
export type DecoderDeps = {
  readonly worker: FrameDecoder;
  /** undefined where the browser has no usable detector. */
  readonly native: Promise<NativeDetect | undefined>;
  /** Milliseconds that only run forward. */
  readonly now: () => number;
};

/** The live scanner's decoder: decides itself which frames are denoised. */
export type LiveDecoder = {
  readonly decode: (frame: Frame, look: Omit<LookOptions, "denoise">) => Promise<readonly string[]>;
  /** Which decoder the next frame goes to. */
  readonly inUse: () => "native" | "worker";
};

/**
 * Sends frames to the browser's own detector while it reads, else to the worker. Once the worker has taken
 * over (3 s without a hit, or the detector threw) it stays.
 */
export function createLiveDecoder(deps: DecoderDeps): LiveDecoder {
  let native: NativeDetect | undefined;
  let lastHitMs: number | undefined;
  let frames = 0;
  void deps.native.then((detect) => {
    native = detect;
  });

  /** undefined: the worker has to look at this frame. */
  async function tryNative(detect: NativeDetect, frame: Frame): Promise<readonly string[] | undefined> {
    lastHitMs ??= deps.now();
    try {
      const texts = await detect(frame);
      if (texts.length > 0) lastHitMs = deps.now();
      else if (deps.now() - lastHitMs < NATIVE_PATIENCE_MS) return texts;
      else native = undefined;
      return texts.length > 0 ? texts : undefined;
    } catch {
      native = undefined;
      return undefined;
    }
  }

  return {
    async decode(frame, look) {
      const texts = native === undefined ? undefined : await tryNative(native, frame);
      if (texts !== undefined) {
        if (frame.kind === "bitmap") frame.bitmap.close();
        return texts.slice(0, look.maxCodes);
      }
      frames += 1;
      return deps.worker.decode(frame, { ...look, denoise: frames % DENOISE_EVERY === 0 });
    },
    inUse: () => (native === undefined ? "worker" : "native"),
  };
}
