import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { Frame, LookOptions } from "./frameDecoder.ts";
import { reducedSize } from "./frameSize.ts";
import { readerOptions } from "./readerOptions.ts";
import type { WorkerReply, WorkerRequest } from "./workerMessages.ts";

const canvas = typeof OffscreenCanvas === "function" ? new OffscreenCanvas(1, 1) : undefined;
// Safari 16.4 knows the class but draws only in WebGL there.
const context = canvas?.getContext("2d", { willReadFrequently: true, alpha: false }) ?? undefined;

function reply(message: WorkerReply): void {
  postMessage(message);
}

function pixelsOf(frame: Frame, maxWidth: number): ImageData {
  if (frame.kind === "pixels") return frame.image;
  if (canvas === undefined || context === undefined) throw new Error("no OffscreenCanvas");
  const { width, height } = reducedSize(frame.bitmap.width, frame.bitmap.height, maxWidth);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.drawImage(frame.bitmap, 0, 0, width, height);
  frame.bitmap.close();
  return context.getImageData(0, 0, width, height);
}

async function start(wasmUrl: string): Promise<void> {
  // Without this the library fetches its wasm from a public CDN.
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  reply({ kind: "ready", takesBitmaps: context !== undefined });
}

async function decode(id: number, frame: Frame, look: LookOptions): Promise<void> {
  const found = await readBarcodes(pixelsOf(frame, look.maxWidth), readerOptions(look));
  const valid = found.filter((code) => code.isValid);
  reply({
    kind: "decoded",
    id,
    texts: valid.map((code) => code.text),
    corners: valid.map(({ position }) => [
      position.topLeft,
      position.topRight,
      position.bottomRight,
      position.bottomLeft,
    ]),
  });
}

addEventListener("message", ({ data: request }: MessageEvent<WorkerRequest>) => {
  const work = request.kind === "start" ? start(request.wasmUrl) : decode(request.id, request.frame, request.look);
  work.catch((error: unknown) => {
    reply({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
  });
});
