import type { Resolution } from "./labelSize.ts";

/** A rectangle in millimetres from the label's top left corner. */
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What a piece of a label says; everything but `boxNumber` stands on every label. */
export type LabelField =
  | "title"
  | "lead"
  | "commitments"
  | "basis"
  | "product"
  | "quantity"
  | "origin"
  | "issuer"
  | "contact"
  | "issuedAt"
  | "number"
  | "boxNumber";

/** Lines of one text, already broken; its height is that of all lines together. */
export type TextBox = Rect & {
  readonly kind: "text";
  /** `note` is what a page says beside the fields of a certificate. */
  readonly field: LabelField | "note";
  readonly lines: readonly string[];
  /** Edge of the em square. */
  readonly fontSize: number;
  /** From one baseline to the next. */
  readonly lineHeight: number;
  readonly align: "left" | "center";
  readonly bold: boolean;
};

/** A tick box of 承诺依据, drawn and never typed: fonts lack it. */
export type TickBox = Rect & {
  readonly kind: "tick";
  readonly field: "basis";
  readonly ticked: boolean;
  /** Width of its lines. */
  readonly stroke: number;
};

/** Modules of a QR symbol without its margin, row by row, 1 dark. */
export type QrModules = { readonly size: number; readonly data: Uint8Array };

/** Which text a code carries (wire format §4). */
export type CodeForm = "chain" | "label" | "short";

/** A QR code; the rectangle includes the quiet zone of four modules on each side. */
export type CodeBox = Rect & {
  readonly kind: "code";
  readonly form: CodeForm | "tag";
  readonly text: string;
  readonly modules: QrModules;
  /** Printer dots for each module: always whole. */
  readonly dots: number;
};

/** A rectangle filled with black: a line of a form. */
export type RuleBox = Rect & { readonly kind: "rule" };

/** Room for one of the producer's own pictures: logo or certification mark. */
export type PictureBox = Rect & {
  readonly kind: "picture";
  /** Place in the list of pictures that the label was laid out with. */
  readonly picture: number;
};

/** One thing on a label. */
export type Box = TextBox | TickBox | CodeBox | RuleBox | PictureBox;

/** How a label is arranged; a batch keeps one, so that its labels look alike and each is laid out at once. */
export type Plan = {
  readonly form: CodeForm;
  readonly dots: number;
  /** Millimetres. */
  readonly fontSize: number;
  readonly spacing: "form" | "roomy" | "plain" | "tight";
  /** The title over the whole width, and not beside the code. */
  readonly titleAbove: boolean;
  readonly pictures: boolean;
};

/** A page or a label laid out: preview, PDF and raster are all drawn from these boxes. */
export type Drawn = {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  readonly resolution: Resolution;
  /** No two of them overlap. */
  readonly boxes: readonly Box[];
};

/** A certificate's label laid out. */
export type Label = Drawn & {
  /**
   * Its `form` is `short` where no code that holds the certificate fits: then checking it needs this phone or the
   * network. Its `pictures` is false where the producer's own found no room beside what must be there.
   */
  readonly plan: Plan;
};

/** Light modules around a symbol. Source: ISO/IEC 18004 §9.1. */
export const QUIET_ZONE = 4;

/** Where Chinese fonts put the baseline, in parts of the em below its top (Noto Sans SC: ascent 0.88, descent 0.12). */
const BASELINE = 0.88;

/** Millimetres from the label's top to the baseline of a line of a text, counted from 0. */
export function baselineOf(box: TextBox, line: number): number {
  return box.y + line * box.lineHeight + (box.lineHeight - box.fontSize) / 2 + BASELINE * box.fontSize;
}

/** A place on the label in millimetres. */
export type Point = { readonly x: number; readonly y: number };

/** The stroke of a ticked box, in millimetres: its corners one after another, drawn one and a half times `stroke` wide. */
export function tickMark({ x, y, width, height }: TickBox): readonly Point[] {
  const at = (right: number, down: number): Point => ({ x: x + right * width, y: y + down * height });
  return [at(0.22, 0.5), at(0.43, 0.74), at(0.8, 0.24)];
}
