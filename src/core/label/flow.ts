import type { Box, LabelField, Rect } from "./box.ts";
import type { Resolution } from "./labelSize.ts";
import { breakLines, type CharacterWidth, type Piece } from "./lineBreaks.ts";

/** Where text may go: a column from `top` to `bottom`, less what stands at its right edge. */
export type Column = {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** Reaches to the right edge; text keeps clear of its left side and of its bottom. */
  readonly obstacle: Rect;
  readonly resolution: Resolution;
  readonly width: CharacterWidth;
};

/** How text is set, in millimetres. */
export type Setting = {
  readonly fontSize: number;
  readonly lineHeight: number;
  /** Kept free at the left of a paragraph. */
  readonly indent?: number;
};

/** Where the next line goes, and what has been set so far. */
export type Flow = { readonly y: number; readonly boxes: readonly Box[] };

/** A text with its field, cut where lines may end. */
export type Passage = { readonly field: LabelField; readonly pieces: readonly Piece[] };

/** A passage that stands in one line with others, perhaps behind a tick box. */
export type Item = Passage & { readonly tick?: boolean };

/** Ems of a tick box and of the room that it takes in a line. */
const TICK = { side: 0.86, room: 1.1 } as const;
/** Ems between two items of a line. */
const BETWEEN_ITEMS = 0.9;

type Span = { readonly x: number; readonly width: number };

/** What a line of a height has at a place. */
export function spanAt({ left, right, obstacle }: Column, y: number, height: number): Span {
  const beside = y < obstacle.y + obstacle.height && y + height > obstacle.y;
  return { x: left, width: (beside ? Math.min(right, obstacle.x) : right) - left };
}

/** Sets a passage as lines of its own, around the obstacle. */
export function setParagraph(column: Column, flow: Flow, { field, pieces }: Passage, setting: Setting): Flow {
  const { fontSize, lineHeight, indent = 0 } = setting;
  const spanOf = (line: number) => {
    const { x, width } = spanAt(column, flow.y + line * lineHeight, lineHeight);
    return { x: x + indent, width: width - indent };
  };
  const lines = breakLines(pieces, (line) => spanOf(line).width / fontSize, column.width);
  const boxes: Box[] = [];
  let first = 0;
  lines.forEach((_, index) => {
    const span = spanOf(index);
    const next = index + 1 < lines.length ? spanOf(index + 1) : undefined;
    if (next?.x === span.x && next.width === span.width) return;
    const own = lines.slice(first, index + 1);
    const place = { x: span.x, y: flow.y + first * lineHeight, width: span.width, height: own.length * lineHeight };
    boxes.push({ kind: "text", field, lines: own, fontSize, lineHeight, align: "left", bold: false, ...place });
    first = index + 1;
  });
  return { y: flow.y + lines.length * lineHeight, boxes: [...flow.boxes, ...boxes] };
}

function widthOf(item: Item, fontSize: number): number {
  const ems = item.pieces.reduce((sum, piece) => sum + piece.width, 0);
  return (ems + (item.tick === undefined ? 0 : TICK.room)) * fontSize;
}

/** Sets items beside each other as long as a line holds them; one that no line holds gets lines of its own. */
export function setItems(column: Column, flow: Flow, items: readonly Item[], setting: Setting): Flow {
  const { fontSize, lineHeight } = setting;
  const boxes: Box[] = [];
  let { y } = flow;
  let used = 0;
  for (const item of items) {
    const width = widthOf(item, fontSize);
    const gap = used === 0 ? 0 : BETWEEN_ITEMS * fontSize;
    if (used > 0 && used + gap + width > spanAt(column, y, lineHeight).width) {
      y += lineHeight;
      used = 0;
    }
    const span = spanAt(column, y, lineHeight);
    if (width <= span.width) {
      const x = span.x + (used === 0 ? 0 : used + gap);
      boxes.push(...itemBoxes(item, { x, y, width, height: lineHeight }, fontSize, column.resolution));
      used = x + width - span.x;
      continue;
    }
    const indent = item.tick === undefined ? 0 : TICK.room * fontSize;
    const own = setParagraph(column, { y, boxes: [] }, item, { ...setting, indent });
    boxes.push(
      ...tickOf(item, { x: span.x, y, width: 0, height: lineHeight }, fontSize, column.resolution),
      ...own.boxes,
    );
    y = own.y;
    used = 0;
  }
  return { y: used === 0 ? y : y + lineHeight, boxes: [...flow.boxes, ...boxes] };
}

function itemBoxes(item: Item, place: Rect, fontSize: number, resolution: Resolution): readonly Box[] {
  const shift = item.tick === undefined ? 0 : TICK.room * fontSize;
  const text: Box = {
    kind: "text",
    field: item.field,
    lines: [item.pieces.map((piece) => piece.text).join("")],
    fontSize,
    lineHeight: place.height,
    align: "left",
    bold: false,
    ...place,
    x: place.x + shift,
    width: place.width - shift,
  };
  return [...tickOf(item, place, fontSize, resolution), text];
}

function tickOf(item: Item, line: Rect, fontSize: number, { dotsPerMm }: Resolution): readonly Box[] {
  if (item.tick === undefined) return [];
  const onDots = (mm: number) => Math.ceil(mm * dotsPerMm - 1e-6) / dotsPerMm;
  const side = Math.floor(TICK.side * fontSize * dotsPerMm) / dotsPerMm;
  const place = { x: onDots(line.x), y: onDots(line.y + (line.height - side) / 2), width: side, height: side };
  return [{ kind: "tick", field: "basis", ticked: item.tick, stroke: Math.max(1 / dotsPerMm, side * 0.08), ...place }];
}
