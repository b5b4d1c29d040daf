import { scanImageData, setModuleArgs } from "@undecaf/zbar-wasm";
import zbarUrl from "@undecaf/zbar-wasm/dist/zbar.wasm?url";
import { zlibSync } from "fflate";
import { jsPDF } from "jspdf";
import readQr from "jsqr";
import { GlobalWorkerOptions, getDocument, PDFWorker } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.mjs?url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawWork, type LabelWork } from "../../src/client/features/print/pdf/drawWork.ts";
import { textsOf } from "../../src/client/features/print/pdf/makePdf.ts";
import { pageFont } from "../../src/core/font/pageFont.ts";
import { readTrueType, type TrueTypeFont } from "../../src/core/font/trueType.ts";
import type { LabelContent } from "../../src/core/label/labelContent.ts";
import type { LabelSize } from "../../src/core/label/labelSize.ts";
import reserveUrl from "../../src/data/fonts/reserve.ttf?url";
import { ALL_SIZES, encodeQr, ISSUED_STYLES, LABEL_PACK, labelContent, TEXTS } from "../support/labels.ts";

/** What is called 203 dpi, eight dots a millimetre, against PDF's 72 points an inch. */
const SCALE_203 = (8 * 25.4) / 72;
/** The smallest with its short code, wide, narrow and a whole page: one size of each shape. */
const SHAPES = ["40x30", "70x50", "30x60", "A5"] as const;

let reserve: TrueTypeFont;
let worker: PDFWorker;

beforeAll(async () => {
  setModuleArgs({ locateFile: () => zbarUrl });
  GlobalWorkerOptions.workerSrc = workerUrl;
  worker = new PDFWorker();
  const font = readTrueType(new Uint8Array(await (await fetch(reserveUrl)).arrayBuffer()));
  if (!font.ok) throw new Error(font.error);
  reserve = font.value;
});

afterAll(() => worker.destroy());

function madeOn(size: LabelSize, content: LabelContent): ArrayBuffer {
  const [resolution] = LABEL_PACK.resolutions;
  if (resolution === undefined) throw new Error("no resolution");
  const work: LabelWork = { kind: "labels", labels: [content], on: { size }, resolution, pictures: [] };
  const { bytes, codes } = pageFont([reserve], textsOf(work));
  const made = drawWork(
    { work, title: "承诺达标合格证", font: bytes, codes, pictures: new Map() },
    { jsPdf: jsPDF, compress: zlibSync, encode: encodeQr, drawn: () => undefined },
  );
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
}

/** The first page as Firefox would show it. */
async function seenByPdfJs(pdf: ArrayBuffer): Promise<ImageData> {
  const task = getDocument({ data: pdf, worker });
  const page = await (await task.promise).getPage(1);
  const viewport = page.getViewport({ scale: SCALE_203 });
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport }).promise;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  const image = pen.getImageData(0, 0, canvas.width, canvas.height);
  await task.destroy();
  return image;
}

test.each(SHAPES.flatMap((id) => ISSUED_STYLES.map((style) => ({ id, style, name: style.name }))))(
  "the code on a page of $id, $name, drawn by PDF.js at 203 dpi, is read by two decoders",
  async ({ id, style }) => {
    const size = ALL_SIZES.find((candidate) => candidate.id === id);
    if (size === undefined) throw new Error(id);
    const content = labelContent(style, TEXTS.usual);
    const image = await seenByPdfJs(madeOn(size, content));
    const code = readQr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data;
    expect(Object.values(content.codes)).toContain(code);
    expect((await scanImageData(image)).map((symbol) => symbol.decode())).toEqual([code]);
  },
);
