import { baselineOf, type Drawn, type TextBox } from "../../../core/label/box.ts";
import { toDots } from "../../../core/label/drawOnDots.ts";
import { characterWidth, textWidth } from "../../../core/label/lineBreaks.ts";
import { blacken, type Raster } from "../../../core/label/raster.ts";

/** The system's own Chinese fonts: nothing is fetched for a label. */
const FONT =
  'system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Luma up to which a smoothed dot is printed: above the middle, so that thin strokes of small characters stay whole. */
const BLACK_UP_TO = 144;

/** Stretches of a line in one script: the layout knows the width of each, whatever this phone's font makes of it. */
function runsOf(line: string): readonly string[] {
  return line.match(/[ -~]+|[^ -~]+/g) ?? [];
}

function drawBox(pen: CanvasRenderingContext2D, box: TextBox, { resolution }: Drawn): void {
  const scale = resolution.dotsPerMm;
  pen.font = `${box.bold ? "700" : "400"} ${box.fontSize * scale}px ${FONT}`;
  box.lines.forEach((line, index) => {
    const width = textWidth(line, characterWidth) * box.fontSize;
    let x = box.align === "center" ? box.x + (box.width - width) / 2 : box.x;
    const y = toDots(baselineOf(box, index), resolution);
    for (const run of runsOf(line)) {
      const room = textWidth(run, characterWidth) * box.fontSize;
      pen.fillText(run, Math.round(x * scale), y, room * scale);
      x += room;
    }
  });
}

/**
 * Draws a label's text over what is on the raster, in whole black dots.
 * @throws Error when the browser gives no canvas of this size
 */
export function drawTextOn(raster: Raster, label: Drawn): void {
  const canvas = document.createElement("canvas");
  canvas.width = raster.width;
  canvas.height = raster.height;
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (pen === null) throw new Error("no canvas for a label");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, raster.width, raster.height);
  pen.fillStyle = "#000";
  pen.textBaseline = "alphabetic";
  for (const box of label.boxes) if (box.kind === "text") drawBox(pen, box, label);
  const { data } = pen.getImageData(0, 0, raster.width, raster.height);
  for (let at = 0; at < raster.width * raster.height; at++) {
    if ((data[at * 4 + 1] ?? 255) > BLACK_UP_TO) continue;
    blacken(raster, at % raster.width, Math.floor(at / raster.width));
  }
}
