/**
 * Advance widths of the printable ASCII characters from the space on, in thousandths of an em. Source: Noto Sans SC 2.004,
 * the font of our PDFs; a screen or printer whose own font is wider condenses a run to the room given here.
 */
const ASCII_WIDTHS: readonly number[] = [
  224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
  555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
  723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
  554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
  270, 338, 555,
];

/** Width of one character in ems: ASCII by its table, everything else a full square. */
export type CharacterWidth = (character: string) => number;

/** The widths that labels are laid out with unless a font is known better. */
export const characterWidth: CharacterWidth = (character) =>
  (ASCII_WIDTHS[(character.codePointAt(0) ?? 0) - 0x20] ?? 1000) / 1000;

/** A piece of text that is kept on one line, with its width in ems. */
export type Piece = { readonly text: string; readonly width: number };

const CLOSING = "，。、；：！？）》」』】〉”’…·,.;:!?)]}%℃";
const OPENING = "（《「『【〈“‘([{";

function isWord(character: string): boolean {
  return character > " " && character <= "~";
}

/** True where a line may end between two characters. */
function mayBreak(before: string, after: string): boolean {
  if (CLOSING.includes(after) || OPENING.includes(before)) return false;
  return !(isWord(before) && isWord(after));
}

/** Width of a text in ems. */
export function textWidth(text: string, width: CharacterWidth): number {
  let sum = 0;
  for (const character of text) sum += width(character);
  return sum;
}

/** Cuts a text where lines may end: between Chinese characters, at spaces; never before a closing mark. */
export function piecesOf(text: string, width: CharacterWidth): readonly Piece[] {
  const pieces: Piece[] = [];
  let piece = "";
  let last = "";
  for (const character of text) {
    if (piece !== "" && (character === " " || last === " " || mayBreak(last, character))) {
      pieces.push({ text: piece, width: textWidth(piece, width) });
      piece = "";
    }
    piece += character;
    last = character;
  }
  if (piece !== "") pieces.push({ text: piece, width: textWidth(piece, width) });
  return pieces;
}

/** A word too long for any line, cut where it must be. */
function split(piece: Piece, room: number, width: CharacterWidth): readonly Piece[] {
  const parts: Piece[] = [];
  let text = "";
  let sum = 0;
  for (const character of piece.text) {
    const each = width(character);
    if (text !== "" && sum + each > room) {
      parts.push({ text, width: sum });
      text = "";
      sum = 0;
    }
    text += character;
    sum += each;
  }
  return [...parts, { text, width: sum }];
}

/** Fills lines one after another; `room` gives the ems that the line of an index has. */
export function breakLines(
  pieces: readonly Piece[],
  room: (line: number) => number,
  width: CharacterWidth,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const take = (piece: Piece) => {
    if (line !== "" && used + piece.width > room(lines.length) + 1e-9) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
    }
    if (line === "" && piece.text === " ") return;
    line += piece.text;
    used += piece.width;
  };
  for (const piece of pieces) {
    const most = room(lines.length);
    if (piece.width <= most) take(piece);
    else for (const part of split(piece, most, width)) take(part);
  }
  return line === "" ? lines : [...lines, line.trimEnd()];
}
