import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scanGrayBuffer } from "@undecaf/zbar-wasm";
import jsQR from "jsqr";
import { ColorSpace, Document, Matrix } from "mupdf";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { GreyImage } from "./qrImages.ts";

/** The text of each page of a PDF, without the white space that readers put in as they like. */
export type PdfReader = (pdf: Uint8Array) => Promise<readonly string[]>;

const bare = (text: string) => text.replace(/\s/g, "");

/** Runs one of poppler's programs over a PDF in a folder of its own. @throws Error that says how to install it */
function byPoppler<T>(pdf: Uint8Array, run: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "pdf-"));
  try {
    const path = join(folder, "page.pdf");
    writeFileSync(path, pdf);
    return run(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error("poppler is missing; install it: apt-get install -y poppler-utils", { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Poppler's pdftotext, which also knows ActualText. */
const poppler: PdfReader = async (pdf) =>
  byPoppler(pdf, (path) => {
    const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8", maxBuffer: 1e8 });
    return text.split("\f").slice(0, -1).map(bare);
  });

/** A page as it is seen, by poppler's pdftoppm; the first is 0. */
export function seeByPoppler(pdf: Uint8Array, page: number, dpi: number): GreyImage {
  return byPoppler(pdf, (path) => {
    const number = String(page + 1);
    execFileSync("pdftoppm", ["-gray", "-r", String(dpi), "-f", number, "-l", number, "-singlefile", path, path]);
    const picture = readFileSync(`${path}.pgm`);
    const [head = "", width = "", height = ""] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.toString("latin1")) ?? [];
    const luma = new Uint8ClampedArray(picture.subarray(head.length));
    return { width: Number(width), height: Number(height), luma };
  });
}

/** MuPDF. */
const mupdf: PdfReader = async (pdf) => {
  const document = Document.openDocument(pdf, "application/pdf");
  return Array.from({ length: document.countPages() }, (_, page) =>
    bare(document.loadPage(page).toStructuredText("").asText()),
  );
};

/** PDF.js, which Firefox shows PDFs with. */
const pdfJs: PdfReader = async (pdf) => {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(bare(items.map((item) => ("str" in item ? item.str : "")).join("")));
  }
  await task.destroy();
  return pages;
};

/** Three programs that read PDFs, none of which has made them. */
export const PDF_READERS = { poppler, mupdf, pdfJs } as const satisfies Readonly<Record<string, PdfReader>>;

/** A page as it is seen, by MuPDF. */
export function seePage(pdf: Uint8Array, page: number, dpi: number): GreyImage {
  const scale = dpi / 72;
  const pixmap = Document.openDocument(pdf, "application/pdf")
    .loadPage(page)
    .toPixmap(Matrix.scale(scale, scale), ColorSpace.DeviceGray, false);
  return { width: pixmap.getWidth(), height: pixmap.getHeight(), luma: new Uint8ClampedArray(pixmap.getPixels()) };
}

/** The text of the one QR code in a picture; undefined when none is read. */
export function readCode({ width, height, luma }: GreyImage): string | undefined {
  const pixels = new Uint8ClampedArray(width * height * 4);
  luma.forEach((grey, at) => pixels.set([grey, grey, grey, 255], at * 4));
  return jsQR(pixels, width, height, { inversionAttempts: "dontInvert" })?.data;
}

/** The text of the one QR code in a picture by ZBar, another decoder that the app does not use. */
export async function readByZbar({ width, height, luma }: GreyImage): Promise<string | undefined> {
  const [symbol] = await scanGrayBuffer(Uint8Array.from(luma).buffer, width, height);
  return symbol?.decode();
}
