import { jsonList, jsonNumber, jsonObject, jsonText } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { err, ok, type Result } from "../result.ts";

/** How fine a printer prints. Printers called 203 dpi have 8 dots a millimetre, 203.2 to the inch. */
export type Resolution = { readonly dpi: number; readonly dotsPerMm: number };

/** A label's paper, in millimetres. */
export type LabelSize = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Kept white on every side: rolls are fed with about a millimetre of play. */
  readonly margin: number;
};

/** A sheet of self-adhesive labels, in millimetres; its labels are numbered row by row from the top left. */
export type LabelSheet = {
  readonly id: string;
  readonly paperWidth: number;
  readonly paperHeight: number;
  readonly columns: number;
  readonly rows: number;
  /** Top left corner of the first label. */
  readonly left: number;
  readonly top: number;
  /** Between two labels. */
  readonly gapX: number;
  readonly gapY: number;
  /** One of its labels. */
  readonly label: LabelSize;
};

/** Sizes and resolutions that a person chooses from, with where they come from. */
export type LabelSizePack = PackHeader & {
  readonly resolutions: readonly Resolution[];
  readonly sizes: readonly LabelSize[];
  readonly sheets: readonly LabelSheet[];
};

const size = jsonObject<LabelSize>({ id: jsonText, width: jsonNumber, height: jsonNumber, margin: jsonNumber });

const readPack = jsonObject<Omit<LabelSizePack, "note">, Pick<LabelSizePack, "note">>(
  {
    ...PACK_HEADER,
    resolutions: jsonList(jsonObject<Resolution>({ dpi: jsonNumber, dotsPerMm: jsonNumber })),
    sizes: jsonList(size),
    sheets: jsonList(
      jsonObject<LabelSheet>({
        id: jsonText,
        paperWidth: jsonNumber,
        paperHeight: jsonNumber,
        columns: jsonNumber,
        rows: jsonNumber,
        left: jsonNumber,
        top: jsonNumber,
        gapX: jsonNumber,
        gapY: jsonNumber,
        label: size,
      }),
    ),
  },
  { note: jsonText },
);

/** Reads the pack of label sizes; refused as a whole when an id appears twice or a sheet's labels leave its paper. */
export function readLabelSizes(value: unknown): Result<LabelSizePack, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const ids = [...pack.sizes, ...pack.sheets].map(({ id }) => id);
  return new Set(ids).size === ids.length && pack.sheets.every(isWithinPaper) ? ok(pack) : err("badPack");
}

function isWithinPaper(sheet: LabelSheet): boolean {
  const last = placeOnSheet(sheet, sheet.columns * sheet.rows - 1);
  const right = last.x + sheet.label.width;
  const bottom = last.y + sheet.label.height;
  return last.page === 0 && right <= sheet.paperWidth + 0.001 && bottom <= sheet.paperHeight + 0.001;
}

/** Where a label goes when sheets are filled one after another: page from 0, corner in millimetres. */
export function placeOnSheet(
  sheet: LabelSheet,
  index: number,
): { readonly page: number; readonly x: number; readonly y: number } {
  const perPage = sheet.columns * sheet.rows;
  const onPage = index % perPage;
  return {
    page: Math.floor(index / perPage),
    x: sheet.left + (onPage % sheet.columns) * (sheet.label.width + sheet.gapX),
    y: sheet.top + Math.floor(onPage / sheet.columns) * (sheet.label.height + sheet.gapY),
  };
}

/** Bounds of a size that a person types, in millimetres. */
export const CUSTOM_SIZE = { least: 20, most: 300, margin: 1.5 } as const;

/** A label of a person's own size; undefined when it is out of bounds. */
export function customSize(width: number, height: number): LabelSize | undefined {
  const fits = (edge: number) => Number.isFinite(edge) && edge >= CUSTOM_SIZE.least && edge <= CUSTOM_SIZE.most;
  if (!fits(width) || !fits(height)) return undefined;
  return { id: `${width}x${height}`, width, height, margin: CUSTOM_SIZE.margin };
}
