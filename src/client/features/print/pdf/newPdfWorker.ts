import PdfWorker from "./pdfWorker.ts?worker";

/** Starts the worker that draws PDFs; its code is loaded then and kept for the next time. */
export function newPdfWorker(): Worker {
  return new PdfWorker();
}
