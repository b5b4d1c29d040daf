import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { readerOptions } from "../../../src/client/features/scan/readerOptions.ts";
import type { PlainRequest } from "./plainDecoder.ts";

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });

async function answerTo(request: PlainRequest): Promise<readonly string[]> {
  if ("wasmUrl" in request) {
    await prepareZXingModule({ overrides: { locateFile: () => request.wasmUrl }, fireImmediately: true });
    return [];
  }
  const { bitmap, look } = request;
  const { width, height } = bitmap;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = context?.getImageData(0, 0, width, height) ?? new ImageData(1, 1);
  const found = await readBarcodes(pixels, readerOptions(look));
  return found.map(({ text }) => text);
}

addEventListener("message", ({ data }: MessageEvent<PlainRequest>) => {
  void answerTo(data).then((texts) => postMessage(texts));
});
