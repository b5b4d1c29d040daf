import type { OfficialStyle } from "../reference/styles.ts";
import type { Box, Drawn } from "./box.ts";
import { fieldName, VALUE_FIELDS, type ValueField } from "./labelContent.ts";
import type { Resolution } from "./labelSize.ts";
import { below, lineBox, textBox } from "./pageText.ts";

/** A certificate to be written by hand: the official style with empty boxes, its two copies on one sheet. */
export type BlankForm = {
  readonly style: OfficialStyle;
  /** Fields that are printed already, such as who commits; all others are left to the pen. */
  readonly filled: Partial<Readonly<Record<ValueField, string>>>;
  /** What each copy is for, the one that goes with the goods first. */
  readonly copies: readonly [string, string];
  /** Where to sign or stamp. */
  readonly signature: string;
};

/** A4 upright, a copy in each half, in millimetres. */
const PAPER = { width: 210, height: 297 } as const;
const MARGIN = 14;
const HALF = PAPER.height / 2;
const TEXT = { title: 9, copy: 3.2, lead: 4.6, field: 4.4, most: 5 } as const;
const TICK = { side: 4.6, stroke: 0.35, gap: 1.4 } as const;
const ROW = { height: 12.2, names: 34, padding: 2 } as const;
const RULE = 0.3;
const INNER = PAPER.width - 2 * MARGIN;

/** Lays the sheet out. */
export function layoutBlankForm(form: BlankForm, resolution: Resolution): Drawn {
  const cut = Array.from(
    { length: 35 },
    (_, index): Box => ({ kind: "rule", x: index * 6 + 1, y: HALF, width: 3, height: 0.2 }),
  );
  const boxes = [...half(form, 0), ...cut, ...half(form, 1)];
  return { ...PAPER, resolution, boxes };
}

function half({ style, filled, copies, signature }: BlankForm, which: 0 | 1): readonly Box[] {
  const top = which * HALF + 9;
  const place = { x: MARGIN, width: INNER };
  // Stands in the corner that the title leaves empty.
  const corner = { x: MARGIN, width: INNER / 2 - TEXT.title * 4 };
  const copy = lineBox(copies[which], { ...corner, y: top, fontSize: TEXT.copy });
  const middle = { x: MARGIN + corner.width, width: INNER - 2 * corner.width };
  const title = lineBox(style.title, {
    ...middle,
    y: top,
    fontSize: TEXT.title,
    bold: true,
    center: true,
    field: "title",
  });
  let y = below(title) + 1;
  const promise = [style.lead, ...style.commitments].map((text, index): Box => {
    const box = textBox(text, { ...place, y, fontSize: TEXT.lead, field: index === 0 ? "lead" : "commitments" });
    y = below(box);
    return box;
  });
  const basis = basisBoxes(style, y + 1.5);
  const table = tableBoxes({ style, filled, signature }, y + 1.5 + TICK.side + 3.5);
  return [copy, title, ...promise, ...basis, ...table];
}

/** 承诺依据 with empty tick boxes in one line. */
function basisBoxes({ basisTitle = "", basis }: OfficialStyle, y: number): readonly Box[] {
  const fontSize = TEXT.field;
  const heading = lineBox(`${basisTitle}：`, { x: MARGIN, y, width: 26, fontSize, field: "basis" });
  let x = MARGIN + heading.width;
  const share = (INNER - heading.width) / basis.length;
  const items = basis.flatMap(({ label }): readonly Box[] => {
    const tick: Box = {
      kind: "tick",
      field: "basis",
      ticked: false,
      stroke: TICK.stroke,
      x,
      y: y + (heading.lineHeight - TICK.side) / 2,
      width: TICK.side,
      height: TICK.side,
    };
    const words = lineBox(label, {
      x: x + TICK.side + TICK.gap,
      y,
      width: share - TICK.side - 2 * TICK.gap,
      fontSize,
      field: "basis",
    });
    x += share;
    return [tick, words];
  });
  return [heading, ...items];
}

type TableParts = Pick<BlankForm, "style" | "filled" | "signature">;

/** Names at the left, room to write at the right, every cell framed; the last row is for a signature or stamp. */
function tableBoxes({ style, filled, signature }: TableParts, top: number): readonly Box[] {
  const rows = VALUE_FIELDS.map((field) => ({ field, name: fieldName(style, field), value: filled[field] ?? "" }));
  const all = [...rows, { field: "note" as const, name: signature, value: "" }];
  const rule = (x: number, y: number, width: number, height: number): Box => ({ kind: "rule", x, y, width, height });
  const words = all.flatMap(({ field, name, value }, index): readonly Box[] => {
    const y = top + index * ROW.height;
    const middle = (box: Box & { readonly kind: "text" }): Box => ({ ...box, y: y + (ROW.height - box.height) / 2 });
    const named = lineBox(name, {
      x: MARGIN + ROW.padding,
      y,
      width: ROW.names - 2 * ROW.padding,
      fontSize: TEXT.field,
      field,
    });
    const room = { x: MARGIN + ROW.names + ROW.padding, y, width: INNER - ROW.names - 2 * ROW.padding };
    return value === ""
      ? [middle(named)]
      : [middle(named), middle(lineBox(value, { ...room, fontSize: TEXT.most, field }))];
  });
  const across = Array.from({ length: all.length + 1 }, (_, index) =>
    rule(MARGIN, top + index * ROW.height - RULE / 2, INNER, RULE),
  );
  const down = [0, ROW.names, INNER - RULE].flatMap((x) =>
    all.map((_, index) => rule(MARGIN + x, top + index * ROW.height + RULE / 2, RULE, ROW.height - RULE)),
  );
  return [...across, ...down, ...words];
}
