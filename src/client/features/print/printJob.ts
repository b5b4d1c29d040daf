import type { Plan } from "../../../core/label/box.ts";
import type { GreyPicture } from "../../../core/label/dither.ts";
import type { LabelContent } from "../../../core/label/labelContent.ts";
import {
  customSize,
  type LabelSheet,
  type LabelSize,
  type LabelSizePack,
  type Resolution,
} from "../../../core/label/labelSize.ts";
import { type LayoutError, layoutLabel } from "../../../core/label/layoutLabel.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { fillIn } from "../../text/catalogue.ts";
import { printText } from "../../text/print.ts";
import { qrModules } from "../../ui/qrSymbol.ts";
import { rasterOf } from "./labelRaster.ts";
import type { Amount, PrintChoice, PrintJob } from "./printDeps.ts";

/** Most boxes of one certificate, and most copies of one label. */
export const MOST_LABELS = 500;

/** The size that a choice names, and its sheet; undefined while a custom size is incomplete. */
export function chosenSize(
  pack: LabelSizePack,
  choice: PrintChoice,
): { readonly size: LabelSize; readonly sheet?: LabelSheet } | undefined {
  const size =
    choice.size === "custom"
      ? customSize(Number(choice.customWidth), Number(choice.customHeight))
      : pack.sizes.find(({ id }) => id === choice.size);
  if (size !== undefined) return { size };
  const sheet = pack.sheets.find(({ id }) => id === choice.size);
  return sheet === undefined ? undefined : { size: sheet.label, sheet };
}

/** Everything that a job is made of. */
export type JobParts = {
  readonly content: Omit<LabelContent, "boxNumber" | "pictures">;
  readonly size: LabelSize;
  readonly sheet?: LabelSheet;
  /** Labels of the first sheet that are used up. */
  readonly skip?: number;
  readonly resolution: Resolution;
  readonly pictures: readonly GreyPicture[];
  readonly amount: Amount;
};

/** Lays out every label of a job, all by the plan of the last: its box number is the longest. */
export function makeJob(parts: JobParts): Result<PrintJob, LayoutError> {
  const { size, sheet, skip = 0, resolution, pictures, amount } = parts;
  const labels: PrintJob["labels"][number][] = [];
  let like: Plan | undefined;
  for (const numbered of numberedContents(parts)) {
    const label = layoutLabel(numbered, size, {
      resolution,
      encode: qrModules,
      ...(like === undefined ? {} : { like }),
    });
    if (!label.ok) return err(label.error);
    like = label.value.plan;
    labels.unshift({ label: label.value, copies: amount.boxes === undefined ? amount.copies : 1 });
  }
  const raster: PrintJob["raster"] = (label) => rasterOf(label, pictures);
  return ok({
    number: parts.content.number,
    labels,
    size,
    pictures: pictures.length,
    raster,
    ...(sheet === undefined ? {} : { sheet, skip }),
  });
}

/** What a PDF of a job says label by label, copies and all. */
export function pdfContents(parts: JobParts): readonly LabelContent[] {
  const { copies, boxes } = parts.amount;
  const contents = numberedContents(parts).slice().reverse();
  return boxes === undefined ? contents.flatMap((content) => Array.from({ length: copies }, () => content)) : contents;
}

/** The last box first. Labels are Chinese, whatever language the screen speaks. */
function numberedContents({ content: plain, pictures, amount: { boxes } }: JobParts): readonly LabelContent[] {
  const aspects = pictures.map(({ width, height }) => width / height);
  const content: LabelContent = { ...plain, ...(aspects.length === 0 ? {} : { pictures: aspects }) };
  if (boxes === undefined) return [content];
  return Array.from({ length: boxes }, (_, index) => {
    const boxNumber = fillIn(printText.zh["boxNumber"], { number: boxes - index, total: boxes });
    return { ...content, boxNumber };
  });
}
