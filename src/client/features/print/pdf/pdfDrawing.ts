import type { jsPDF } from "jspdf";
import { toHex } from "../../../../core/bytes.ts";
import { drawnCharacters } from "../../../../core/font/pageFont.ts";
import type { TrueTypeFont } from "../../../../core/font/trueType.ts";
import {
  baselineOf,
  type CodeBox,
  type Drawn,
  type PictureBox,
  type Point,
  type QrModules,
  QUIET_ZONE,
  type Rect,
  type TextBox,
  type TickBox,
  tickMark,
} from "../../../../core/label/box.ts";
import type { Raster } from "../../../../core/label/raster.ts";
import { binaryText, type PackedPages } from "./packedPages.ts";
import { SharedForms } from "./sharedForms.ts";

/** A line of text; everything in millimetres. */
export type TextLine = {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly fontSize: number;
  readonly bold: boolean;
  /** Wider text is narrowed to it. */
  readonly room: number;
};

/** The font of a document and what it shows in which way. */
export type DrawingFont = {
  readonly font: TrueTypeFont;
  readonly codes: ReadonlyMap<string, number>;
  /** Pictures of the characters that the font has only a blank for, as large as the em square. */
  readonly pictures: ReadonlyMap<string, Raster>;
};

/** A picture of the producer's own, as JPEG. */
export type OwnPicture = Uint8Array;

const POINTS_PER_MM = 72 / 25.4;
const FONT_NAME = "sheet";
/** Added around each outline of bold text, in parts of the em: the one weight of the font has to do. */
const BOLD_STROKE = 0.028;
/** Where the em square ends above the baseline, as `baselineOf` has it. */
const ASCENT = 0.88;

/** jsPDF declares only a part of what its own plugins write with. */
type Writer = jsPDF & { readonly internal: { readonly write: (content: string) => void } };

function isWriter(pdf: jsPDF): pdf is Writer {
  return "write" in pdf.internal && typeof pdf.internal.write === "function";
}

/** Characters drawn at once; `actual` is what stands in the text where the shown ones do not say it. */
type Run = { readonly shown: string; readonly ems: number; readonly actual?: string };
type Prepared = { readonly runs: readonly Run[]; readonly ems: number };
const PREPARED_MOST = 2000;

const points = (mm: number) => `${Math.round(mm * POINTS_PER_MM * 1000) / 1000}`;

/**
 * Draws on the pages of a PDF what stands in millimetres from their top left corners. Every text is text: characters
 * that jsPDF cannot name, and those that are drawn as pictures, carry their own text beside them (ActualText,
 * ISO 32000-1 §14.9.4).
 */
export class PdfDrawing {
  readonly #pdf: Writer;
  readonly #font: DrawingFont;
  readonly #packed: PackedPages;
  readonly #forms: SharedForms;
  #lastCode = "";
  readonly #prepared = new Map<string, Prepared>();
  #pages = 0;
  #pageHeight = 0;

  /** @throws Error when jsPDF does not take the font: it would leave the text out without a word */
  constructor(pdf: jsPDF, font: DrawingFont, packed: PackedPages) {
    if (!isWriter(pdf)) throw new Error("this jsPDF has no write()");
    this.#pdf = pdf;
    this.#font = font;
    this.#packed = packed;
    this.#forms = new SharedForms(pdf);
    embed(pdf, font.font.bytes);
    // jsPDF begins with a page of its own; the pages here have their sizes.
    pdf.deletePage(1);
  }

  /** Begins a page; nothing is drawn on the one before any more. */
  page(width: number, height: number): void {
    this.#packed.finish(this.#pages++);
    this.#pdf.addPage([width, height], width > height ? "landscape" : "portrait");
    this.#pageHeight = height;
  }

  /** The boxes of a page or a label with its top left corner there. */
  boxes(boxes: Drawn["boxes"], at: Point, own: readonly OwnPicture[]): void {
    for (const box of boxes) {
      const moved = { ...box, x: box.x + at.x, y: box.y + at.y };
      if (moved.kind === "text") this.#text(moved);
      if (moved.kind === "tick") this.#tick(moved);
      if (moved.kind === "code") this.#code(moved);
      if (moved.kind === "rule") this.rule(moved);
      if (moved.kind === "picture") this.#picture(moved, own);
    }
  }

  rule({ x, y, width, height }: Rect): void {
    this.#pdf.internal.write(`${points(x)} ${this.#up(y + height)} ${points(width)} ${points(height)} re f`);
  }

  /** Width of a text in millimetres. */
  width(text: string, fontSize: number): number {
    return this.#prepare(text).ems * fontSize;
  }

  line({ text, x, baseline, fontSize, bold, room }: TextLine): void {
    const { runs, ems } = this.#prepare(text);
    const scale = ems * fontSize > room ? room / (ems * fontSize) : 1;
    const { write } = this.#pdf.internal;
    this.#pdf.setFontSize(Math.round(fontSize * POINTS_PER_MM * 100) / 100);
    if (bold) this.#pdf.setLineWidth(BOLD_STROKE * fontSize);
    let pen = x;
    for (const run of runs) {
      if (run.actual !== undefined) write(`/Span <</ActualText <${utf16(run.actual)}>>> BDC`);
      this.#pdf.text(run.shown, pen, baseline, {
        baseline: "alphabetic",
        horizontalScale: scale,
        renderingMode: bold ? "fillThenStroke" : "fill",
      });
      if (run.actual !== undefined) write("EMC");
      const picture = run.actual === undefined ? undefined : this.#font.pictures.get(run.actual);
      const top = baseline - ASCENT * fontSize;
      if (picture !== undefined) this.#glyph(picture, { x: pen, y: top, width: fontSize * scale, height: fontSize });
      pen += run.ems * fontSize * scale;
    }
  }

  /** The finished file. */
  finish(title: string): ArrayBuffer {
    this.#pdf.setProperties({ title, creator: "亮证" });
    return this.#pdf.output("arraybuffer");
  }

  #up(y: number): string {
    return points(this.#pageHeight - y);
  }

  /** Labels of a batch say nearly the same; each text is taken apart once. */
  #prepare(text: string): Prepared {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    if (this.#prepared.size >= PREPARED_MOST) this.#prepared.clear();
    const runs = this.#runs(text);
    const prepared = { runs, ems: runs.reduce((total, { ems }) => total + ems, 0) };
    this.#prepared.set(text, prepared);
    return prepared;
  }

  /**
   * Characters that stand for themselves together, every other one alone.
   * @throws Error for a character that the font was not made for: drawing on would leave it out
   */
  #runs(text: string): readonly Run[] {
    const { font, codes, pictures } = this.#font;
    const runs: { shown: string; ems: number; actual?: string }[] = [];
    for (const character of drawnCharacters(text)) {
      const code = codes.get(character);
      if (code === undefined) throw new Error(`the page's font was made without ${character}`);
      const ems = font.metric(font.glyphs.get(code) ?? 0).advance / font.unitsPerEm;
      const shown = String.fromCharCode(code);
      const last = runs[runs.length - 1];
      if (character.length > 1 || pictures.has(character)) runs.push({ shown, ems, actual: character });
      else if (last === undefined || last.actual !== undefined) runs.push({ shown, ems });
      else {
        last.shown += shown;
        last.ems += ems;
      }
    }
    return runs;
  }

  #text(box: TextBox): void {
    box.lines.forEach((text, index) => {
      const spare = Math.max(0, box.width - this.width(text, box.fontSize));
      this.line({
        text,
        x: box.x + (box.align === "center" ? spare / 2 : 0),
        baseline: baselineOf(box, index),
        fontSize: box.fontSize,
        bold: box.bold,
        room: box.width,
      });
    });
  }

  #tick(box: TickBox): void {
    const { x, y, width, height, stroke } = box;
    const inset = stroke / 2;
    this.#pdf.internal.write(
      `${points(stroke)} w ${points(x + inset)} ${this.#up(y + height - inset)} ${points(width - stroke)} ${points(height - stroke)} re S`,
    );
    if (!box.ticked) return;
    const path = tickMark(box).map((to, index) => `${points(to.x)} ${this.#up(to.y)} ${index === 0 ? "m" : "l"}`);
    this.#pdf.internal.write(`${points(stroke * 1.5)} w 1 J ${path.join(" ")} S 0 J`);
  }

  /** Dark modules as rectangles in units of a module: sharp at any size. */
  #code({ x, y, width, modules }: CodeBox): void {
    const module = width / (modules.size + 2 * QUIET_ZONE);
    const left = points(x + QUIET_ZONE * module);
    const top = this.#up(y + QUIET_ZONE * module);
    const path = `${codePath(modules)} f`;
    // Boxes of one certificate carry one code, which the file then holds once.
    const drawn = path === this.#lastCode ? this.#forms.draw(path, modules.size) : path;
    this.#lastCode = path;
    const unit = Math.round(module * POINTS_PER_MM * 1e5) / 1e5;
    this.#pdf.internal.write(`q ${unit} 0 0 ${-unit} ${left} ${top} cm ${drawn} Q`);
  }

  /** One-bit picture of a character, black on nothing. */
  #glyph({ width, height, bits }: Raster, on: Rect): void {
    const image = `BI /W ${width} /H ${height} /IM true /D [1 0] /F /AHx ID ${toHex(bits)}> EI`;
    this.#pdf.internal.write(
      `q ${points(on.width)} 0 0 ${points(on.height)} ${points(on.x)} ${this.#up(on.y + on.height)} cm ${image} Q`,
    );
  }

  #picture({ picture, x, y, width, height }: PictureBox, own: readonly OwnPicture[]): void {
    const bytes = own[picture];
    if (bytes === undefined) throw new Error(`picture ${picture} was not given`);
    // The alias lets every label of a batch share one copy.
    this.#pdf.addImage({ imageData: bytes, x, y, width, height, format: "JPEG", alias: `own${picture}` });
  }
}

/** One rectangle for each run of dark modules in a row. */
function codePath({ size, data }: QrModules): string {
  const runs: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const start = column;
      while (column < size && data[row * size + column] === 1) column++;
      if (column > start) runs.push(`${start} ${row} ${column - start} 1 re`);
    }
  }
  return runs.join(" ");
}

/** Big-endian UTF-16 with its mark, as PDF texts are. */
function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0"));
  return `feff${units.join("")}`;
}

function embed(pdf: jsPDF, bytes: Uint8Array): void {
  pdf.addFileToVFS(`${FONT_NAME}.ttf`, binaryText(bytes));
  pdf.addFont(`${FONT_NAME}.ttf`, FONT_NAME, "normal", undefined, "Identity-H");
  pdf.setFont(FONT_NAME);
  const taken: { readonly metadata: unknown } = pdf.getFont();
  const { metadata } = taken;
  // What jsPDF cannot read it only logs, and goes on with a font that draws nothing.
  if (typeof metadata !== "object" || metadata === null || !("cmap" in metadata))
    throw new Error("jsPDF does not take the font");
}
