import { formatNumber } from "../certificate/number.ts";
import { err, ok, type Result } from "../result.ts";
import type { Box, Drawn, QrModules } from "./box.ts";
import type { LabelSize, Resolution } from "./labelSize.ts";
import { below, codeBox, lineBox, textBox } from "./pageText.ts";

/** What a tag of a roll says, in words; which goods it is on is said later, when it is claimed. */
export type TagContent = {
  readonly tag: string;
  /** Text of its code (wire format §4). */
  readonly code: string;
  /** 承诺达标合格证, which must stand where a code stands in for the certificate. */
  readonly title: string;
  readonly hint: string;
  readonly issuer: string;
  /** Its place on the roll. */
  readonly place: string;
};

/** Fewest dots a module, and millimetres: the smallest text, and the largest of each part. */
const LEAST = { dots: 3, text: 1.5 } as const;
const MOST = { title: 4.6, number: 3.4, text: 2.8 } as const;
/** Share of the width that the code takes at most, and the room between it and the words. */
const CODE_SHARE = 0.56;
const BESIDE = 1;

/** Lays out one tag: its code at the left, the words beside it. */
export function layoutTag(
  content: TagContent,
  { width, height, margin }: LabelSize,
  { resolution, encode }: { readonly resolution: Resolution; readonly encode: (text: string) => QrModules },
): Result<Drawn, "labelTooSmall"> {
  const inner = { width: width - 2 * margin, height: height - 2 * margin };
  const room = Math.min(inner.height, inner.width * CODE_SHARE);
  const code = codeBox(
    { form: "tag", text: content.code, modules: encode(content.code), x: margin, y: margin, room },
    resolution,
    LEAST.dots,
  );
  if (code === undefined) return err("labelTooSmall");
  const x = margin + code.width + BESIDE;
  const column = { x, y: margin, width: width - margin - x };
  for (let fontSize = MOST.text; fontSize >= LEAST.text; fontSize -= 0.1) {
    const words = wordsOf(content, column, fontSize);
    const last = words[words.length - 1];
    if (last !== undefined && below(last) <= height - margin && words.every((box) => box.fontSize >= LEAST.text)) {
      const spare = (height - margin - below(last)) / 2;
      const boxes: readonly Box[] = words.map((box) => ({ ...box, y: box.y + spare }));
      const middle = margin + (inner.height - code.height) / 2;
      const y = Math.floor(middle * resolution.dotsPerMm) / resolution.dotsPerMm;
      return ok({ width, height, resolution, boxes: [{ ...code, y: Math.max(margin, y) }, ...boxes] });
    }
  }
  return err("labelTooSmall");
}

type ColumnPlace = { readonly x: number; readonly y: number; readonly width: number };

function wordsOf({ tag, title, hint, issuer, place }: TagContent, column: ColumnPlace, fontSize: number) {
  const fours = formatNumber(tag);
  const gap = fontSize * 0.25;
  const heading = lineBox(title, { ...column, fontSize: MOST.title, bold: true, field: "title" });
  const first = lineBox(`${fours.slice(0, 9)}-`, { ...column, y: below(heading) + gap, fontSize: MOST.number });
  const { fontSize: numberSize } = first;
  const second = lineBox(fours.slice(10), { ...column, y: below(first), fontSize: numberSize });
  const how = textBox(hint, { ...column, y: below(second) + gap, fontSize });
  const who = textBox(issuer, { ...column, y: below(how), fontSize });
  return [heading, first, second, how, who, lineBox(place, { ...column, y: below(who), fontSize })];
}
