import type { jsPDF } from "jspdf";
import { readTrueType } from "../../../../core/font/trueType.ts";
import { type BlankForm, layoutBlankForm } from "../../../../core/label/blankForm.ts";
import { type Board, layoutBoard } from "../../../../core/label/board.ts";
import type { Drawn, Plan, QrModules } from "../../../../core/label/box.ts";
import type { LabelContent } from "../../../../core/label/labelContent.ts";
import { type LabelSheet, type LabelSize, placeOnSheet, type Resolution } from "../../../../core/label/labelSize.ts";
import { type LayoutError, layoutLabel } from "../../../../core/label/layoutLabel.ts";
import type { Raster } from "../../../../core/label/raster.ts";
import { layoutTag, type TagContent } from "../../../../core/label/tagLabel.ts";
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

/** Tags of a roll, placed as labels are. */
export type TagWork = Pick<LabelWork, "on" | "resolution"> & {
  readonly kind: "tags";
  readonly tags: readonly TagContent[];
};

/** What a PDF is made of. */
export type PdfWork =
  | LabelWork
  | TagWork
  | { readonly kind: "ledger"; readonly ledger: Ledger }
  | { readonly kind: "board"; readonly board: Board; readonly resolution: Resolution }
  | { readonly kind: "form"; readonly form: BlankForm; readonly resolution: Resolution };

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

/** How many labels, rows or pages' entries a work has. */
export function workLength(work: PdfWork): number {
  switch (work.kind) {
    case "labels":
      return work.labels.length;
    case "tags":
      return work.tags.length;
    case "ledger":
      return work.ledger.rows.length;
    case "board":
      return work.board.entries.length;
    case "form":
      return 1;
  }
}

/** Draws a PDF. Nothing comes of it when one of the labels cannot be laid out. */
export function drawWork(order: PdfOrder, tools: DrawTools): Result<ArrayBuffer, LayoutError> {
  const font = readTrueType(order.font);
  if (!font.ok) throw new Error(`the page's font: ${font.error}`);
  const pdf = new tools.jsPdf({ unit: "mm", compress: true, putOnlyUsedFonts: true });
  const packed = new PackedPages(pdf, tools.jsPdf.API, tools.compress);
  const drawing = new PdfDrawing(pdf, { font: font.value, codes: order.codes, pictures: order.pictures }, packed);
  const failed = drawKind(drawing, order.work, tools);
  return failed === undefined ? ok(drawing.finish(order.title)) : err(failed);
}

function drawKind(drawing: PdfDrawing, work: PdfWork, tools: DrawTools): LayoutError | undefined {
  switch (work.kind) {
    case "labels":
      return drawLabels(drawing, work, tools);
    case "tags":
      return drawTags(drawing, work, tools);
    case "ledger":
      drawLedger(drawing, work.ledger, tools.drawn);
      return undefined;
    case "board":
      drawPages(drawing, layoutBoard(work.board, { resolution: work.resolution, encode: tools.encode }));
      return undefined;
    case "form":
      drawPages(drawing, [layoutBlankForm(work.form, work.resolution)]);
      return undefined;
  }
}

function drawPages(drawing: PdfDrawing, pages: readonly Drawn[]): void {
  for (const { width, height, boxes } of pages) {
    drawing.page(width, height);
    drawing.boxes(boxes, { x: 0, y: 0 }, []);
  }
}

function drawLabels(drawing: PdfDrawing, work: LabelWork, tools: DrawTools): LayoutError | undefined {
  const { resolution, pictures } = work;
  const encode = keepingLast(tools.encode);
  let like: Plan | undefined;
  const layOut = (content: LabelContent, size: LabelSize) => {
    const laid = layoutLabel(content, size, { resolution, encode, ...(like === undefined ? {} : { like }) });
    if (laid.ok) like = laid.value.plan;
    return laid;
  };
  return drawPlaced(drawing, { items: work.labels, on: work.on, pictures, layOut }, tools);
}

function drawTags(drawing: PdfDrawing, { tags, on, resolution }: TagWork, tools: DrawTools): LayoutError | undefined {
  const layOut = (tag: TagContent, size: LabelSize): Result<Drawn, LayoutError> => {
    const laid = layoutTag(tag, size, { resolution, encode: tools.encode });
    return laid.ok ? laid : err({ code: laid.error });
  };
  return drawPlaced(drawing, { items: tags, on, pictures: [], layOut }, tools);
}

type Placed<T> = Pick<LabelWork, "on" | "pictures"> & {
  readonly items: readonly T[];
  readonly layOut: (item: T, size: LabelSize) => Result<Drawn, LayoutError>;
};

/** One after another: each on a page of its own size, or as many on a sheet as it holds. */
function drawPlaced<T>(
  drawing: PdfDrawing,
  { items, on, pictures, layOut }: Placed<T>,
  tools: DrawTools,
): LayoutError | undefined {
  const size = "sheet" in on ? on.sheet.label : on.size;
  let page = -1;
  for (const [index, item] of items.entries()) {
    const laid = layOut(item, size);
    if (!laid.ok) return laid.error;
    const place = "sheet" in on ? placeOnSheet(on.sheet, on.skip + index) : { page: index, x: 0, y: 0 };
    if (place.page !== page) {
      page = place.page;
      if ("sheet" in on) drawing.page(on.sheet.paperWidth, on.sheet.paperHeight);
      else drawing.page(size.width, size.height);
    }
    drawing.boxes(laid.value.boxes, place, pictures);
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
