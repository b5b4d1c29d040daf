import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { LookOptions } from "../../../src/client/features/scan/frameDecoder.ts";
import PlainDecodeWorker from "./plainDecodeWorker.ts?worker";

/** What the plain worker is sent: the address of the wasm first, then pictures. */
export type PlainRequest = { readonly wasmUrl: string } | { readonly bitmap: ImageBitmap; readonly look: LookOptions };

/** The decoder alone in a worker of its own: nothing is chosen, timed or taken over. */
export async function startPlainDecoder(): Promise<
  (source: CanvasImageSource, look: LookOptions) => Promise<readonly string[]>
> {
  const worker = new PlainDecodeWorker();
  const ask = (request: PlainRequest, transfer: Transferable[] = []) =>
    new Promise<readonly string[]>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<readonly string[]>) => resolve(data);
      worker.postMessage(request, transfer);
    });
  await ask({ wasmUrl });
  return async (source, look) => {
    const bitmap = await createImageBitmap(source);
    return ask({ bitmap, look }, [bitmap]);
  };
}
