import { formatNumber } from "../certificate/number.ts";
import type { OfficialStyle } from "../reference/styles.ts";
import type { Box, Drawn, QrModules } from "./box.ts";
import type { Resolution } from "./labelSize.ts";
import { below, codeBox, lineBox, textBox } from "./pageText.ts";

/** A certificate as a board shows it, in words. */
export type BoardEntry = {
  readonly product: string;
  readonly quantity: string;
  readonly origin: string;
  readonly issuedAt: string;
  readonly number: string;
  /** Text of the code: the label code, which can be checked without a network. */
  readonly code: string;
};

/** A stall's board, or a poster for the gate: the same certificates, fewer to a page and under the whole commitment. */
export type Board = {
  readonly kind: "board" | "poster";
  readonly paper: "A4" | "A3";
  /** Whose stall or gate it is. */
  readonly issuer: string;
  readonly contact: string;
  readonly style: Pick<OfficialStyle, "title" | "lead" | "commitments">;
  /** Of which day the certificates are. */
  readonly day: string;
  readonly entries: readonly BoardEntry[];
  readonly hint: string;
  /** Foot of a page, with `{page}` and `{pages}` in it. */
  readonly foot: string;
};

/** A4 upright in millimetres; A3 is the same page √2 times as large. */
const A4 = { width: 210, height: 297, margin: 12 } as const;
const A3_SCALE = Math.SQRT2;
/** Certificates on a page. */
const PER_PAGE = { board: 8, poster: 3 } as const;
const HEAD = { title: 17, issuer: 11, text: 5.4, day: 5.4 } as const;
const FOOT = { text: 3.6, room: 14 } as const;
const GAP = 3.5;
const FRAME = 0.4;
const PADDING = 2.5;
const INNER = A4.width - 2 * A4.margin;

/** What a board is laid out with: the finest dots keep its codes' modules alike. */
type BoardTools = { readonly resolution: Resolution; readonly encode: (text: string) => QrModules };

/** Pages of a board in millimetres; at least one. */
export function layoutBoard(board: Board, tools: BoardTools): readonly Drawn[] {
  const perPage = PER_PAGE[board.kind];
  const count = Math.max(1, Math.ceil(board.entries.length / perPage));
  const scale = board.paper === "A3" ? A3_SCALE : 1;
  return Array.from({ length: count }, (_, page) => {
    const entries = board.entries.slice(page * perPage, (page + 1) * perPage);
    const foot = board.foot.replace("{page}", `${page + 1}`).replace("{pages}", `${count}`);
    const boxes = pageBoxes({ ...board, entries, foot }, tools).map((box) => scaled(box, scale));
    return { width: A4.width * scale, height: A4.height * scale, resolution: tools.resolution, boxes };
  });
}

function scaled(box: Box, scale: number): Box {
  const { x, y, width, height } = box;
  const placed = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  if (box.kind !== "text") return { ...box, ...placed };
  return { ...box, ...placed, fontSize: box.fontSize * scale, lineHeight: box.lineHeight * scale };
}

function pageBoxes(board: Board, tools: BoardTools): readonly Box[] {
  const head = headBoxes(board);
  const last = head[head.length - 1];
  const top = (last === undefined ? A4.margin : below(last)) + GAP;
  const place = { x: A4.margin, width: INNER, center: true, fontSize: FOOT.text };
  const footTop = A4.height - A4.margin - FOOT.room;
  const hint = lineBox(board.hint, { ...place, y: footTop + 2 });
  const foot = lineBox(board.foot, { ...place, y: below(hint) });
  return [...head, ...cards(board, { top, bottom: footTop }, tools), hint, foot];
}

function headBoxes({ kind, issuer, contact, style, day }: Board): readonly Box[] {
  const place = { x: A4.margin, width: INNER, center: true };
  const title = lineBox(style.title, { ...place, y: A4.margin, fontSize: HEAD.title, bold: true, field: "title" });
  const who = lineBox(issuer, { ...place, y: below(title), fontSize: HEAD.issuer, bold: true, field: "issuer" });
  const when = lineBox(`${day} · ${contact}`, { ...place, y: below(who) + 1, fontSize: HEAD.day });
  if (kind === "board") return [title, who, when];
  let y = below(when) + 1;
  const promise = [style.lead, ...style.commitments].map((text, index) => {
    const field = index === 0 ? "lead" : "commitments";
    const box = textBox(text, { x: A4.margin, width: INNER, y, fontSize: HEAD.text, field });
    y = below(box);
    return box;
  });
  return [title, who, when, ...promise];
}

type Band = { readonly top: number; readonly bottom: number };

/** Cards in one column while they are few, else in two. */
function cards({ kind, entries }: Board, { top, bottom }: Band, tools: BoardTools): readonly Box[] {
  const columns = kind === "poster" || entries.length <= 3 ? 1 : 2;
  const rows = Math.max(columns === 1 ? 2 : 3, Math.ceil(entries.length / columns));
  const width = (INNER - (columns - 1) * GAP) / columns;
  const height = (bottom - top - (rows - 1) * GAP) / rows;
  return entries.flatMap((entry, index) => {
    const x = A4.margin + (index % columns) * (width + GAP);
    const y = top + Math.floor(index / columns) * (height + GAP);
    return card(entry, { x, y, width, height }, tools);
  });
}

type CardPlace = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A framed card: the code at the right, the words at the left, product first and largest. */
function card(entry: BoardEntry, place: CardPlace, { resolution, encode }: BoardTools): readonly Box[] {
  const { x, y, width, height } = place;
  const room = Math.min(height - 2 * PADDING, (width - 3 * PADDING) * 0.52);
  const code = codeBox({ form: "label", text: entry.code, modules: encode(entry.code), x, y, room }, resolution, 1);
  if (code === undefined) return [];
  const words = { x: x + PADDING, width: width - 3 * PADDING - code.width };
  const fit = fittedWords(entry, { ...words, y: y + PADDING }, height - 2 * PADDING);
  return [...frame(place), { ...code, x: x + width - PADDING - code.width, y: y + (height - code.height) / 2 }, ...fit];
}

/** Words as large as the card holds. */
function fittedWords(entry: BoardEntry, place: Omit<CardPlace, "height">, room: number): readonly Box[] {
  let fontSize = Math.min(9, place.width / 8);
  for (;;) {
    const boxes = wordBoxes(entry, place, fontSize);
    const last = boxes[boxes.length - 1];
    const used = last === undefined ? 0 : below(last) - place.y;
    if (used <= room || fontSize <= 1.8)
      return boxes.map((box) => ({ ...box, y: box.y + Math.max(0, room - used) / 2 }));
    fontSize -= 0.1;
  }
}

function wordBoxes(entry: BoardEntry, place: Omit<CardPlace, "height">, fontSize: number): readonly Box[] {
  const { product, quantity, origin, issuedAt, number } = entry;
  const said = [
    textBox(product, { ...place, fontSize: fontSize * 1.5, bold: true, field: "product" }),
    textBox(quantity, { ...place, fontSize, field: "quantity" }),
    textBox(origin, { ...place, fontSize: fontSize * 0.85, field: "origin" }),
    textBox(issuedAt, { ...place, fontSize: fontSize * 0.85, field: "issuedAt" }),
    lineBox(formatNumber(number), { ...place, fontSize: fontSize * 0.85, field: "number" }),
  ];
  let { y } = place;
  return said.map((box) => {
    const moved = { ...box, y };
    y += box.height + fontSize * 0.12;
    return moved;
  });
}

function frame({ x, y, width, height }: CardPlace): readonly Box[] {
  const rule = (left: number, top: number, across: number, down: number): Box => ({
    kind: "rule",
    x: left,
    y: top,
    width: across,
    height: down,
  });
  return [
    rule(x, y, width, FRAME),
    rule(x, y + height - FRAME, width, FRAME),
    rule(x, y + FRAME, FRAME, height - 2 * FRAME),
    rule(x + width - FRAME, y + FRAME, FRAME, height - 2 * FRAME),
  ];
}
