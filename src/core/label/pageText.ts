import type { Box, CodeBox, QrModules, TextBox } from "./box.ts";
import { QUIET_ZONE } from "./box.ts";
import type { Resolution } from "./labelSize.ts";
import { breakLines, characterWidth, piecesOf, textWidth } from "./lineBreaks.ts";

/** Where a text stands on a page, in millimetres. */
export type TextPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Edge of the em square. */
  readonly fontSize: number;
  readonly bold?: boolean;
  readonly center?: boolean;
  readonly field?: TextBox["field"];
};

/** From one baseline to the next, in parts of the text's size. */
const LEADING = 1.3;

/** A text in as many lines as it takes. */
export function textBox(text: string, place: TextPlace): TextBox {
  const { x, y, width, fontSize, bold = false, center = false, field = "note" } = place;
  const lines = breakLines(piecesOf(text, characterWidth), () => width / fontSize, characterWidth);
  const lineHeight = fontSize * LEADING;
  const height = lines.length * lineHeight;
  return {
    kind: "text",
    field,
    lines,
    fontSize,
    lineHeight,
    align: center ? "center" : "left",
    bold,
    x,
    y,
    width,
    height,
  };
}

/** The same in one line, smaller where it is too long. */
export function lineBox(text: string, place: TextPlace): TextBox {
  const ems = textWidth(text, characterWidth);
  return textBox(text, { ...place, fontSize: Math.min(place.fontSize, (place.width / Math.max(ems, 1)) * 0.999) });
}

/** The lower edge of a box. */
export function below({ y, height }: Box): number {
  return y + height;
}

/** What a code shows, and how much room it may take. */
export type CodePlace = {
  readonly form: CodeBox["form"];
  readonly text: string;
  readonly modules: QrModules;
  readonly x: number;
  readonly y: number;
  /** Largest edge in millimetres, quiet zone and all. */
  readonly room: number;
};

/** A code as large as its room lets whole dots be; undefined when that is under `leastDots` a module. */
export function codeBox(
  { form, text, modules, x, y, room }: CodePlace,
  { dotsPerMm }: Resolution,
  leastDots: number,
): CodeBox | undefined {
  const across = modules.size + 2 * QUIET_ZONE;
  const dots = Math.floor((room * dotsPerMm) / across + 1e-6);
  if (dots < leastDots) return undefined;
  const edge = (across * dots) / dotsPerMm;
  return { kind: "code", form, text, modules, dots, x, y, width: edge, height: edge };
}
