import { blacken, blankRaster, type Raster } from "../../../../core/label/raster.ts";

/** Edge of the em square in dots: fine enough for the largest title, and small enough to stand in the page itself. */
const EDGE = 120;
/** Where the em square ends above the baseline, as in the pages' own font. */
const ASCENT = 0.88;
const FONT = `${EDGE}px "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif`;
/** Never a character: what is drawn for it is what the phone draws for want of a glyph. */
const NO_CHARACTER = "\u{10ffff}";
/** Darker than this is black. */
const THRESHOLD = 128;

/** A character as the phone's own fonts draw it; undefined when none of them does and a box would stand there. */
export function glyphPicture(character: string): Raster | undefined {
  const drawn = drawGlyph(character);
  const isDrawn = drawn.bits.some((byte) => byte !== 0);
  return isDrawn && !sameBits(drawn, drawGlyph(NO_CHARACTER)) ? drawn : undefined;
}

function sameBits(left: Raster, right: Raster): boolean {
  return left.bits.every((byte, index) => byte === right.bits[index]);
}

function drawGlyph(character: string): Raster {
  const canvas = document.createElement("canvas");
  canvas.width = EDGE;
  canvas.height = EDGE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas to draw a character on");
  context.font = FONT;
  context.textAlign = "center";
  context.fillText(character, EDGE / 2, ASCENT * EDGE);
  const { data } = context.getImageData(0, 0, EDGE, EDGE);
  const raster = blankRaster(EDGE, EDGE);
  for (let at = 0; at < EDGE * EDGE; at++) {
    if ((data[at * 4 + 3] ?? 0) >= THRESHOLD) blacken(raster, at % EDGE, Math.floor(at / EDGE));
  }
  return raster;
}
