import { formatNumber } from "../certificate/number.ts";
import { type Box, type CodeBox, type Plan, type QrModules, QUIET_ZONE, type Rect, type TextBox } from "./box.ts";
import {
  type Column,
  type Flow,
  type Item,
  type Passage,
  type Setting,
  setItems,
  setParagraph,
  spanAt,
} from "./flow.ts";
import { fieldName, type LabelContent, VALUE_FIELDS } from "./labelContent.ts";
import type { LabelSize, Resolution } from "./labelSize.ts";
import { type CharacterWidth, piecesOf, textWidth } from "./lineBreaks.ts";

/** Smallest text, millimetres: 12 dots at 203 dpi, the fewest in which printed Chinese characters are told apart. */
export const LEAST_TEXT = 1.5;

/** The title stands out: at least this many times the size of the text, at most `TITLE_MOST` times. */
const TITLE_LEAST = 1.25;
const TITLE_MOST = 2.1;
/** Ems between the text and the code, whose quiet zone is white already. */
const BESIDE_CODE = 0.4;
/** Ems that a line beside the code has at least; with less, all text stands below it. */
const LEAST_COLUMN = 5.5;
/** Ems that a value in the table has at least; with less, the table stands below the code. */
const LEAST_VALUE = 5;
/** Least and most height of the producer's own pictures, millimetres. */
const PICTURE = { least: 5, most: 14, share: 0.15, gap: 1.5 } as const;
/** Ems between the fields' names and their values, in a form. */
const AFTER_NAMES = 0.8;
/** Millimetres. */
const RULE = 0.2;

type Look = {
  /** Ems. */
  readonly lineHeight: number;
  readonly gap: number;
  readonly fields: "table" | "lines" | "inline";
};

/** From the official form with its table to as much as a line holds. */
export const LOOKS: Readonly<Record<Plan["spacing"], Look>> = {
  form: { lineHeight: 1.3, gap: 0.45, fields: "table" },
  roomy: { lineHeight: 1.3, gap: 0.3, fields: "lines" },
  plain: { lineHeight: 1.18, gap: 0.12, fields: "lines" },
  tight: { lineHeight: 1.1, gap: 0.04, fields: "inline" },
};

/** A label's content, cut into pieces once for all attempts. */
export type Prepared = {
  readonly content: LabelContent;
  readonly width: CharacterWidth;
  readonly commitments: readonly Passage[];
  /** The same run together, where every line counts. */
  readonly commitmentsRun: Passage;
  readonly basis: readonly Item[];
  readonly names: readonly Passage[];
  readonly values: readonly Passage[];
  readonly fields: readonly Passage[];
};

/** Cuts everything that a label says where lines may end. */
export function prepare(content: LabelContent, width: CharacterWidth): Prepared {
  const { style, values, basis, boxNumber } = content;
  const passage = (field: Passage["field"], text: string): Passage => ({ field, pieces: piecesOf(text, width) });
  const named = VALUE_FIELDS.map((field) => ({ field, name: fieldName(style, field), value: values[field] }));
  const box = boxNumber === undefined ? [] : [passage("boxNumber", boxNumber)];
  return {
    content,
    width,
    commitments: [
      passage("lead", style.lead),
      ...style.commitments.map((commitment) => passage("commitments", commitment)),
    ],
    commitmentsRun: passage("commitments", style.lead + style.commitments.join("")),
    basis:
      style.basisTitle === undefined
        ? []
        : [
            {
              field: "basis",
              pieces: [{ text: `${style.basisTitle}：`, width: textWidth(style.basisTitle, width) + 1 }],
            },
            ...style.basis.map(({ bit, label }) => ({
              ...passage("basis", label),
              tick: (basis & (1 << bit)) !== 0,
            })),
          ],
    names: named.map(({ field, name }) => passage(field, name)),
    values: named.map(({ field, value }) => passage(field, value)),
    fields: [
      ...named.map(({ field, name, value }) => ({
        field,
        pieces: [{ text: `${name}：`, width: textWidth(name, width) + 1 }, ...piecesOf(value, width)],
      })),
      ...box,
    ],
  };
}

/** What one attempt is made with. */
export type Attempt = {
  readonly prepared: Prepared;
  readonly size: LabelSize;
  readonly resolution: Resolution;
  readonly plan: Plan;
  readonly code: { readonly text: string; readonly modules: QrModules };
};

/** Sets a label by a plan, what is left over shared out between its parts; undefined when it does not fit. */
export function arrange(attempt: Attempt): readonly Box[] | undefined {
  const first = arrangeWith(attempt, 0);
  if (first === undefined) return undefined;
  const most = attempt.plan.fontSize * 0.9;
  const extra = Math.min(most, first.left / (first.gaps + 1));
  return (extra > 0.05 ? arrangeWith(attempt, extra)?.boxes : undefined) ?? first.boxes;
}

type Arranged = { readonly boxes: readonly Box[]; readonly left: number; readonly gaps: number };

function arrangeWith(attempt: Attempt, extra: number): Arranged | undefined {
  const { size, plan, prepared } = attempt;
  const inner: Rect = {
    x: size.margin,
    y: size.margin,
    width: size.width - 2 * size.margin,
    height: size.height - 2 * size.margin,
  };
  const pictures = plan.pictures ? placePictures(prepared.content.pictures ?? [], inner) : [];
  const above = plan.titleAbove ? titleBox(prepared, inner, plan.fontSize) : undefined;
  const top = above === undefined ? inner.y : above.y + above.height + plan.fontSize * 0.3;
  const code = placeCode(attempt, inner, top);
  if (pictures === undefined || code === undefined) return undefined;
  const column = columnOf(attempt, inner, code, pictures);
  const low = column.obstacle.y + column.obstacle.height;
  const title = above ?? titleBox(prepared, { ...inner, width: spanAt(column, inner.y, 1).width }, plan.fontSize);
  if (low > column.bottom + 1e-6 || title.fontSize < plan.fontSize * TITLE_LEAST) return undefined;
  const y = code.alone ? low : Math.max(top, title.y + title.height);
  const set = setBody(attempt, column, { y, boxes: [title, ...code.boxes, ...pictures] }, extra);
  const left = column.bottom - set.flow.y;
  return left < -1e-6 ? undefined : { boxes: set.flow.boxes, left, gaps: set.gaps };
}

/** Where the text goes: above the pictures, and around the code and its number. */
function columnOf(
  { plan, resolution, prepared }: Attempt,
  inner: Rect,
  code: PlacedCode,
  [picture]: readonly Box[],
): Column {
  const strip = picture === undefined ? 0 : picture.height + plan.fontSize * 0.4;
  return {
    left: inner.x,
    right: inner.x + inner.width,
    bottom: inner.y + inner.height - strip,
    obstacle: obstacleOf(code.boxes, plan.fontSize),
    resolution,
    width: prepared.width,
  };
}

/** The title over a width, as large as it may be. */
function titleBox({ content, width }: Prepared, room: Rect, textSize: number): TextBox {
  const { title } = content.style;
  const fontSize = Math.min((room.width * 0.99) / textWidth(title, width), textSize * TITLE_MOST);
  const lineHeight = fontSize * 1.12;
  const place = { x: room.x, y: room.y, width: room.width, height: lineHeight };
  return { kind: "text", field: "title", lines: [title], fontSize, lineHeight, align: "center", bold: true, ...place };
}

type PlacedCode = {
  readonly boxes: readonly [CodeBox, TextBox];
  /** No text fits beside it, so it stands in the middle. */
  readonly alone: boolean;
};

/** The code at the right edge, its number in fours below it; undefined where the label is too narrow for it. */
function placeCode({ plan, code, resolution, prepared }: Attempt, inner: Rect, top: number): PlacedCode | undefined {
  const { dotsPerMm } = resolution;
  const sideDots = (code.modules.size + 2 * QUIET_ZONE) * plan.dots;
  const firstDot = Math.ceil(inner.x * dotsPerMm - 1e-6);
  const freeDots = Math.floor((inner.x + inner.width) * dotsPerMm + 1e-6) - firstDot - sideDots;
  const alone = freeDots / dotsPerMm < (LEAST_COLUMN + BESIDE_CODE) * plan.fontSize;
  if (freeDots < 0 || (alone && !plan.titleAbove)) return undefined;
  const x = (firstDot + (alone ? Math.floor(freeDots / 2) : freeDots)) / dotsPerMm;
  const y = Math.ceil(top * dotsPerMm - 1e-6) / dotsPerMm;
  const side = sideDots / dotsPerMm;
  const { form, dots } = plan;
  const square = { x, y, width: side, height: side };
  const box: CodeBox = { kind: "code", form, text: code.text, modules: code.modules, dots, ...square };
  return { boxes: [box, numberBox(prepared, box, plan.fontSize)], alone };
}

function numberBox({ content, width }: Prepared, code: CodeBox, textSize: number): TextBox {
  const number = formatNumber(content.number);
  const whole = Math.min((code.width * 0.99) / textWidth(number, width), textSize * 1.3);
  const half = [number.slice(0, 10), number.slice(10)];
  const lines = whole >= textSize * 0.9 && whole >= LEAST_TEXT ? [number] : half;
  const widest = Math.max(...lines.map((line) => textWidth(line, width)));
  const fontSize = Math.min((code.width * 0.99) / widest, textSize * 1.3);
  const lineHeight = fontSize * 1.15;
  const place = { x: code.x, y: code.y + code.height, width: code.width, height: lineHeight * lines.length };
  return { kind: "text", field: "number", lines, fontSize, lineHeight, align: "center", bold: false, ...place };
}

function obstacleOf([code, number]: readonly [CodeBox, TextBox], fontSize: number): Rect {
  const gap = BESIDE_CODE * fontSize;
  return {
    x: code.x - gap,
    y: code.y,
    width: code.width + gap,
    height: code.height + number.height + 0.1 * fontSize,
  };
}

/** The producer's pictures in a row at the bottom; undefined when they would be too small to be told. */
function placePictures(aspects: readonly number[], inner: Rect): readonly Box[] | undefined {
  if (aspects.length === 0) return [];
  const room = inner.width - PICTURE.gap * (aspects.length - 1);
  const wanted = Math.min(PICTURE.most, Math.max(PICTURE.least, Math.min(inner.width, inner.height) * PICTURE.share));
  const height = Math.min(wanted, room / aspects.reduce((sum, aspect) => sum + aspect, 0));
  if (height < PICTURE.least - 1e-6) return undefined;
  let { x } = inner;
  return aspects.map((aspect, picture) => {
    const box: Box = {
      kind: "picture",
      picture,
      x,
      y: inner.y + inner.height - height,
      width: aspect * height,
      height,
    };
    x += box.width + PICTURE.gap;
    return box;
  });
}

type Body = { readonly flow: Flow; readonly gaps: number };

/** Everything below the title; `extra` millimetres are added at every gap. */
function setBody({ prepared, plan }: Attempt, column: Column, start: Flow, extra: number): Body {
  const look = LOOKS[plan.spacing];
  const setting: Setting = { fontSize: plan.fontSize, lineHeight: plan.fontSize * look.lineHeight };
  const gap = look.gap * plan.fontSize + extra;
  const down = (flow: Flow, by: number): Flow => ({ ...flow, y: flow.y + by });
  let flow = down(start, gap);
  const promise = look.fields === "inline" ? [prepared.commitmentsRun] : prepared.commitments;
  for (const passage of promise) flow = setParagraph(column, flow, passage, setting);
  let gaps = 1;
  if (prepared.basis.length > 0) {
    flow = setItems(column, down(flow, gap), prepared.basis, setting);
    gaps++;
  }
  if (look.fields === "inline")
    return { flow: setItems(column, down(flow, gap), prepared.fields, setting), gaps: gaps + 1 };
  if (look.fields === "table") return setTable(prepared, column, flow, { setting, gap, gaps });
  for (const passage of prepared.fields) {
    flow = setParagraph(column, down(flow, gap), passage, setting);
    gaps++;
  }
  return { flow, gaps };
}

/** Names and values side by side, a rule over each row, as the official form has it. */
function setTable(
  prepared: Prepared,
  column: Column,
  start: Flow,
  { setting, gap, gaps }: { readonly setting: Setting; readonly gap: number; readonly gaps: number },
): Body {
  const names = prepared.names.map(({ pieces }) => pieces.reduce((sum, piece) => sum + piece.width, AFTER_NAMES));
  const indent = Math.max(...names) * setting.fontSize;
  const beside = spanAt(column, start.y, setting.lineHeight).width;
  const below = column.obstacle.y + column.obstacle.height;
  let flow = beside < indent + LEAST_VALUE * setting.fontSize ? { ...start, y: Math.max(start.y, below) } : start;
  const ruled = (y: number): Flow => {
    const span = spanAt(column, y, gap);
    const rule: Box = { kind: "rule", x: span.x, y: y + gap / 2 - RULE / 2, width: span.width, height: RULE };
    return { y: y + gap, boxes: [...flow.boxes, rule] };
  };
  prepared.values.forEach((value, index) => {
    flow = ruled(flow.y);
    const name = prepared.names[index];
    const before = flow;
    if (name !== undefined) {
      const named = setItems(column, before, [name], setting);
      flow = { y: before.y, boxes: named.boxes };
    }
    flow = setParagraph(column, flow, value, { ...setting, indent });
  });
  const box = prepared.fields[prepared.values.length];
  if (box !== undefined) flow = setParagraph(column, ruled(flow.y), box, setting);
  return { flow, gaps: gaps + prepared.values.length + (box === undefined ? 0 : 1) };
}
