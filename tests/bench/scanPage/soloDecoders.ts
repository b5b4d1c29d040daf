import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from "@zxing/library";
import jsQr from "jsqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Reads one code of one picture, nothing else. */
export type SoloDecoder = (image: ImageData) => Promise<string | undefined>;

/** zxing-wasm with the options that it chooses itself. */
const zxingWasm: SoloDecoder = async (image) => {
  const [found] = await readBarcodes(image, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
  return found?.text;
};

/** The JavaScript ZXing at its most patient. */
const zxingLibrary: SoloDecoder = (image) => {
  const grey = new Uint8ClampedArray(image.width * image.height);
  for (let at = 0; at < grey.length; at++) grey[at] = image.data[at * 4] ?? 0;
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, image.width, image.height)));
  try {
    const hints = new Map([[DecodeHintType.TRY_HARDER, true]]);
    return Promise.resolve(new QRCodeReader().decode(bitmap, hints).getText());
  } catch {
    return Promise.resolve(undefined); // NotFound, Checksum or Format
  }
};

const jsQrAlone: SoloDecoder = (image) =>
  Promise.resolve(jsQr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data);

/** Each decoder alone, as a person would use it in a page. */
export async function soloDecoders(): Promise<Readonly<Record<string, SoloDecoder>>> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return { "zxing-wasm": zxingWasm, "@zxing/library": zxingLibrary, jsQR: jsQrAlone };
}
