import { formatNumber } from "../../../core/certificate/number.ts";
import { qrPath } from "../../ui/qrSymbol.ts";

/** What pictures of a certificate say, in words. */
export type CardContent = {
  /** Official title. */
  readonly title: string;
  readonly product: string;
  /** Names as the official style has them, with what stands under them. */
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly number: string;
  /** Text of the code in full, which proves itself. */
  readonly chainText: string;
};

const FONT = `system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", sans-serif`;
const INK = "#142019";
const GREEN = "#0a6239";

const CARD = { width: 1080, height: 1440, margin: 60, foot: 50 } as const;
const CORNER = { width: 640, height: 360, margin: 20, radius: 24 } as const;

/** A text on a picture, in its pixels; `y` is the top of its first line. */
type Words = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly room: number;
  readonly bold?: boolean;
  readonly ink?: string;
  readonly center?: boolean;
};

/** Breaks between any two characters, so that nothing is left out. */
function linesOf(context: CanvasRenderingContext2D, text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const character of text) {
    if (line !== "" && context.measureText(line + character).width > room) {
      lines.push(line);
      line = "";
    }
    line += character;
  }
  return [...lines, line];
}

/** @returns where the next text begins */
function write(context: CanvasRenderingContext2D, words: Words): number {
  const { text, x, y, size, room, bold = false, ink = INK, center = false } = words;
  context.font = `${bold ? 700 : 400} ${size}px ${FONT}`;
  context.fillStyle = ink;
  context.textBaseline = "middle";
  context.textAlign = center ? "center" : "left";
  const height = size * 1.3;
  const lines = linesOf(context, text, room);
  lines.forEach((line, index) => context.fillText(line, center ? x + room / 2 : x, y + (index + 0.5) * height));
  return y + lines.length * height;
}

type CodePlace = { readonly centerX: number; readonly centerY: number; readonly room: number };

/** A code with its light margin, at a whole number of pixels for each module. */
function drawCode(context: CanvasRenderingContext2D, text: string, { centerX, centerY, room }: CodePlace): void {
  const { d, width } = qrPath(text);
  const module = Math.max(1, Math.floor(room / width));
  const edge = module * width;
  context.save();
  context.translate(Math.round(centerX - edge / 2), Math.round(centerY - edge / 2));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, edge, edge);
  context.scale(module, module);
  context.fillStyle = "#000";
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- this fills a canvas, not an array
  context.fill(new Path2D(d));
  context.restore();
}

/** @throws Error when the browser gives no canvas or no picture of it */
async function painted(
  { width, height }: { readonly width: number; readonly height: number },
  paint: (context: CanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  paint(context);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
  });
}

/** The card to send to buyers: everything that the certificate says, its number in fours, and the whole code. */
export function sharePicture({ title, product, rows, number, chainText }: CardContent): Promise<Blob> {
  return painted(CARD, (context) => {
    const { width, height, margin, foot } = CARD;
    const [x, room] = [margin, width - 2 * margin];
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.fillStyle = GREEN;
    context.fillRect(0, 0, width, 130);
    write(context, { text: title, x, y: 22, size: 66, room, bold: true, ink: "#fff", center: true });
    let y = write(context, { text: product, x, y: 150, size: 60, room, bold: true });
    for (const { name, value } of rows) y = write(context, { text: `${name}：${value}`, x, y, size: 36, room });
    const numberTop = height - foot - 70;
    write(context, { text: formatNumber(number), x, y: numberTop, size: 54, room, bold: true, center: true });
    const left = numberTop - y;
    drawCode(context, chainText, { centerX: width / 2, centerY: y + left / 2, room: Math.min(room, left) });
  });
}

/** The card for the corner of a live stream, nothing around it: a code that looks the number up, large in its modules. */
export function cornerPicture({ title, product, number, chainText }: CardContent): Promise<Blob> {
  return painted(CORNER, (context) => {
    const { width, height, margin, radius } = CORNER;
    context.beginPath();
    context.moveTo(radius, 0);
    context.arcTo(width, 0, width, height, radius);
    context.arcTo(width, height, 0, height, radius);
    context.arcTo(0, height, 0, 0, radius);
    context.arcTo(0, 0, width, 0, radius);
    context.fillStyle = "#fff";
    context.fill();
    const code = height - 2 * margin;
    const short = chainText.slice(0, chainText.indexOf("#"));
    drawCode(context, short, { centerX: margin + code / 2, centerY: height / 2, room: code });
    const [x, room] = [code + 1.5 * margin, width - code - 2.5 * margin];
    const below = write(context, { text: title, x, y: margin, size: 34, room, bold: true, ink: GREEN });
    write(context, { text: product, x, y: below + 6, size: 28, room });
    const inTwo = formatNumber(number).match(/.{9}/g) ?? [];
    inTwo.forEach((half, index) =>
      write(context, {
        text: half.replace(/-$/, ""),
        x,
        y: height - margin - 96 + index * 48,
        size: 36,
        room,
        bold: true,
      }),
    );
  });
}
