import type { jsPDF } from "jspdf";
import { readTrueType } from "../../../../core/font/trueType.ts";
import type { Plan, QrModules } from "../../../../core/label/box.ts";
import type { LabelContent } from "../../../../core/label/labelContent.ts";
import { type LabelSheet, type LabelSize, placeOnSheet, type Resolution } from "../../../../core/label/labelSize.ts";
import { type LayoutError, layoutLabel } from "../../../../core/label/layoutLabel.ts";
import type { Raster } from "../../../../core/label/raster.ts";
import { err, ok, type Result } from "../../../../core/result.ts";
import { drawLedger, type Ledger } from "./ledger.ts";
import { type Compress, PackedPages } from "./packedPages.ts";
import { type OwnPicture, PdfDrawing } from "./pdfDrawing.ts";

/** Labels, one after another: each on a page of its size, or as many on a sheet as it holds. */
export type LabelWork = {
  readonly kind: "labels";
  readonly labels: readonly LabelContent[];
  readonly on:
    | { readonly size: LabelSize }
    | { readonly sheet: LabelSheet /** Labels of the first sheet that are used up. */; readonly skip: number };
  readonly resolution: Resolution;
  /** The producer's logo and marks, in the order in which the labels' contents name them. */
  readonly pictures: readonly OwnPicture[];
};

/** What a PDF is made of. */
export type PdfWork = LabelWork | { readonly kind: "ledger"; readonly ledger: Ledger };

/** A PDF to be drawn with a font that was made for it. */
export type PdfOrder = {
  readonly work: PdfWork;
  readonly title: string;
  readonly font: Uint8Array;
  readonly codes: ReadonlyMap<string, number>;
  readonly pictures: ReadonlyMap<string, Raster>;
};

/** What drawing calls. */
export type DrawTools = {
  readonly jsPdf: typeof jsPDF;
  readonly compress: Compress;
  readonly encode: (text: string) => QrModules;
  /** Hears how many labels or rows are drawn. */
  readonly drawn: (count: number) => void;
};

/** How many labels or rows a work has. */
export function workLength(work: PdfWork): number {
  return work.kind === "labels" ? work.labels.length : work.ledger.rows.length;
}

/** Draws a PDF. Nothing comes of it when one of the labels cannot be laid out. */
export function drawWork(order: PdfOrder, tools: DrawTools): Result<ArrayBuffer, LayoutError> {
  const font = readTrueType(order.font);
  if (!font.ok) throw new Error(`the page's font: ${font.error}`);
  const pdf = new tools.jsPdf({ unit: "mm", compress: true, putOnlyUsedFonts: true });
  const packed = new PackedPages(pdf, tools.jsPdf.API, tools.compress);
  const drawing = new PdfDrawing(pdf, { font: font.value, codes: order.codes, pictures: order.pictures }, packed);
  if (order.work.kind === "ledger") drawLedger(drawing, order.work.ledger, tools.drawn);
  else {
    const failed = drawLabels(drawing, order.work, tools);
    if (failed !== undefined) return err(failed);
  }
  return ok(drawing.finish(order.title));
}

function drawLabels(drawing: PdfDrawing, work: LabelWork, tools: DrawTools): LayoutError | undefined {
  const { on, resolution, pictures } = work;
  const size = "sheet" in on ? on.sheet.label : on.size;
  const encode = keepingLast(tools.encode);
  let like: Plan | undefined;
  let page = -1;
  for (const [index, content] of work.labels.entries()) {
    const laid = layoutLabel(content, size, { resolution, encode, ...(like === undefined ? {} : { like }) });
    if (!laid.ok) return laid.error;
    like = laid.value.plan;
    const place = "sheet" in on ? placeOnSheet(on.sheet, on.skip + index) : { page: index, x: 0, y: 0 };
    if (place.page !== page) {
      page = place.page;
      if ("sheet" in on) drawing.page(on.sheet.paperWidth, on.sheet.paperHeight);
      else drawing.page(size.width, size.height);
    }
    drawing.label(laid.value, place, pictures);
    tools.drawn(index + 1);
  }
  return undefined;
}

/** Boxes of one certificate carry one code: choosing its mask costs more than all else on a label. */
function keepingLast(encode: DrawTools["encode"]): DrawTools["encode"] {
  let last: { readonly text: string; readonly modules: QrModules } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, modules: encode(text) };
    return last.modules;
  };
}
