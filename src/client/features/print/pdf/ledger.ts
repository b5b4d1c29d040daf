import { drawnCharacters } from "../../../../core/font/pageFont.ts";
import type { PdfDrawing } from "./pdfDrawing.ts";

/** The operator's ledger 台账, already in words. */
export type Ledger = {
  readonly title: string;
  /** Whose it is, and what it covers. */
  readonly lines: readonly string[];
  readonly columns: readonly LedgerColumn[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly string[])[];
  /** Foot of a page, with `{page}` and `{pages}` in it. */
  readonly foot: string;
};

/** A column: its heading, and its width in parts of the sum of all. */
export type LedgerColumn = { readonly heading: string; readonly share: number };

/** A4 upright, in millimetres. */
const PAPER = { width: 210, height: 297, margin: 14 } as const;
const TEXT = { title: 5.6, line: 3.4, cell: 3, foot: 2.8 } as const;
/** From one baseline to the next, in parts of the text's size. */
const LEADING = 1.35;
/** Between text and rule. */
const PADDING = 1.1;
const RULE = 0.2;
const FOOT_ROOM = 9;
/** Text hangs below the top of its line by so much of its size. */
const ASCENT = 0.88;

type Row = { readonly cells: readonly (readonly string[])[]; readonly height: number };

/** Draws the ledger, as many pages as it takes, each with headings and number. `drawn` hears the rows so far. */
export function drawLedger(drawing: PdfDrawing, ledger: Ledger, drawn: (rows: number) => void): void {
  const widths = columnWidths(ledger.columns);
  const rowOf = (cells: readonly string[]) => layRow(drawing, cells, widths);
  const heading = rowOf(ledger.columns.map((column) => column.heading));
  const pages = paginate(ledger.rows.map(rowOf), heading.height, headHeight(ledger));
  let rows = 0;
  pages.forEach((page, index) => {
    drawing.page(PAPER.width, PAPER.height);
    let top: number = PAPER.margin;
    if (index === 0) top = drawHead(drawing, ledger);
    top = drawRow(drawing, heading, { top, widths, bold: true });
    for (const row of page) top = drawRow(drawing, row, { top, widths, bold: false });
    drawFoot(drawing, ledger.foot.replace("{page}", `${index + 1}`).replace("{pages}", `${pages.length}`));
    rows += page.length;
    drawn(rows);
  });
}

function columnWidths(columns: readonly LedgerColumn[]): readonly number[] {
  const sum = columns.reduce((total, { share }) => total + share, 0);
  return columns.map(({ share }) => (share / sum) * (PAPER.width - 2 * PAPER.margin));
}

function layRow(drawing: PdfDrawing, cells: readonly string[], widths: readonly number[]): Row {
  const wrapped = cells.map((cell, index) => wrap(drawing, cell, (widths[index] ?? 0) - 2 * PADDING));
  const lines = Math.max(...wrapped.map(({ length }) => length));
  return { cells: wrapped, height: lines * TEXT.cell * LEADING + 2 * PADDING };
}

/** Breaks between any two characters: cells hold names, numbers and days. */
function wrap(drawing: PdfDrawing, text: string, room: number): readonly string[] {
  if (drawing.width(text, TEXT.cell) <= room) return [text];
  const lines: string[] = [];
  let line = "";
  for (const character of drawnCharacters(text)) {
    if (line !== "" && drawing.width(line + character, TEXT.cell) > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? character.trim() : character;
  }
  return [...lines, line];
}

function headHeight({ lines }: Ledger): number {
  return TEXT.title * LEADING + lines.length * TEXT.line * LEADING + PADDING;
}

function paginate(rows: readonly Row[], heading: number, head: number): readonly (readonly Row[])[] {
  const pages: Row[][] = [[]];
  const room = PAPER.height - 2 * PAPER.margin - FOOT_ROOM - heading;
  let left = room - head;
  for (const row of rows) {
    if (row.height > left) {
      pages.push([]);
      left = room;
    }
    pages[pages.length - 1]?.push(row);
    left -= row.height;
  }
  return pages;
}

function drawHead(drawing: PdfDrawing, { title, lines }: Ledger): number {
  const room = PAPER.width - 2 * PAPER.margin;
  const spare = Math.max(0, room - drawing.width(title, TEXT.title));
  let top = PAPER.margin;
  drawing.line({
    text: title,
    x: PAPER.margin + spare / 2,
    baseline: top + ASCENT * TEXT.title,
    fontSize: TEXT.title,
    bold: true,
    room,
  });
  top += TEXT.title * LEADING;
  for (const text of lines) {
    drawing.line({ text, x: PAPER.margin, baseline: top + ASCENT * TEXT.line, fontSize: TEXT.line, bold: false, room });
    top += TEXT.line * LEADING;
  }
  return top + PADDING;
}

type RowPlace = { readonly top: number; readonly widths: readonly number[]; readonly bold: boolean };

/** @returns where the next row begins */
function drawRow(drawing: PdfDrawing, { cells, height }: Row, { top, widths, bold }: RowPlace): number {
  let x: number = PAPER.margin;
  if (bold) drawing.rule({ x, y: top, width: PAPER.width - 2 * PAPER.margin, height: RULE });
  cells.forEach((lines, column) => {
    lines.forEach((text, line) => {
      drawing.line({
        text,
        x: x + PADDING,
        baseline: top + PADDING + (line * LEADING + ASCENT) * TEXT.cell,
        fontSize: TEXT.cell,
        bold,
        room: (widths[column] ?? 0) - 2 * PADDING,
      });
    });
    x += widths[column] ?? 0;
  });
  drawing.rule({ x: PAPER.margin, y: top + height - RULE / 2, width: x - PAPER.margin, height: RULE });
  return top + height;
}

function drawFoot(drawing: PdfDrawing, text: string): void {
  const width = drawing.width(text, TEXT.foot);
  const baseline = PAPER.height - PAPER.margin;
  const x = PAPER.width - PAPER.margin - width;
  drawing.line({ text, x, baseline, fontSize: TEXT.foot, bold: false, room: width });
}
