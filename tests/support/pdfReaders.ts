import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQR from "jsqr";
import { ColorSpace, Document, Matrix } from "mupdf";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { GreyImage } from "./qrImages.ts";

/** The text of each page of a PDF, without the white space that readers put in as they like. */
export type PdfReader = (pdf: Uint8Array) => Promise<readonly string[]>;

const bare = (text: string) => text.replace(/\s/g, "");

/** Poppler's pdftotext, which also knows ActualText. @throws Error that says how to install it */
const poppler: PdfReader = async (pdf) => {
  const folder = mkdtempSync(join(tmpdir(), "pdf-"));
  try {
    const path = join(folder, "page.pdf");
    writeFileSync(path, pdf);
    const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8", maxBuffer: 1e8 });
    return text.split("\f").slice(0, -1).map(bare);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error("pdftotext is missing; install it: apt-get install -y poppler-utils", { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

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
