import { gradeLabel } from "../../core/label/grade.ts";
import type { Photo } from "../../core/label/labelPhoto.ts";
import { ok } from "../../core/result.ts";
import type { LabelCheckDeps } from "../features/labelCheck/labelCheckDeps.ts";
import { openCamera } from "../features/scan/cameraSource.ts";
import { createFrameGrabber } from "../features/scan/frameGrabber.ts";
import { createLabelReader, type LabelReader } from "../features/scan/labelReader.ts";
import { newDecodeWorker } from "../features/scan/newDecodeWorker.ts";
import { expectedCodes } from "../ui/expectedCodes.ts";

/** Widest picture that is graded: about ten pixels for each module of a label that fills it. */
const WIDEST = 1280;

/** Joins the label check to the scanner's camera and decoder. */
export function labelCheckServices(): LabelCheckDeps {
  const grab = createFrameGrabber();
  let reader: LabelReader | undefined;
  return {
    async startCamera(video) {
      const opened = await openCamera({ devices: navigator.mediaDevices, secure: window.isSecureContext }, undefined);
      if (!opened.ok) return opened;
      video.srcObject = opened.value.stream;
      await video.play().catch(() => undefined); // the screen was left before it began
      return ok(opened.value.stop);
    },
    async check(picture) {
      const frame = await grab(picture, { asBitmap: false, maxWidth: WIDEST });
      if (frame?.kind !== "pixels") return undefined;
      reader ??= createLabelReader(newDecodeWorker);
      const found = await reader.read(frame.image);
      return found === undefined
        ? undefined
        : gradeLabel(greyOf(frame.image), found.corners, expectedCodes(found.text));
    },
    close() {
      reader?.close();
      reader = undefined;
    },
  };
}

/** Luma of RGBA pixels. Source: ITU-R BT.601, in 256ths. */
function greyOf({ width, height, data }: ImageData): Photo {
  const luma = new Uint8ClampedArray(width * height);
  for (let at = 0; at < luma.length; at++) {
    const pixel = at * 4;
    luma[at] = ((data[pixel] ?? 0) * 77 + (data[pixel + 1] ?? 0) * 150 + (data[pixel + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, luma };
}
