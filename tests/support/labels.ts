import { create } from "qrcode";
import type { Box, Drawn, Label, QrModules, TextBox } from "../../src/core/label/box.ts";
import { fieldName, type LabelContent, VALUE_FIELDS } from "../../src/core/label/labelContent.ts";
import { customSize, type LabelSize, readLabelSizes } from "../../src/core/label/labelSize.ts";
import { characterWidth, textWidth } from "../../src/core/label/lineBreaks.ts";
import { type OfficialStyle, readStyles } from "../../src/core/reference/styles.ts";
import sizesPack from "../../src/data/labelSizes.json" with { type: "json" };
import stylesPack from "../../src/data/styles.json" with { type: "json" };

const NUMBER = "7K2M9QX4TB8W1CZ6";
const SHORT = `https://hgz.jcagri.cn/c/${NUMBER}`;

/** The label sizes that come with the app. */
export const LABEL_PACK = (() => {
  const read = readLabelSizes(sizesPack);
  if (!read.ok) throw new Error(read.error);
  return read.value;
})();

function custom(width: number, height: number): LabelSize {
  const size = customSize(width, height);
  if (size === undefined) throw new Error("a size out of bounds");
  return size;
}

/** Every size of the pack, the labels of its sheets, and two sizes that a person might type. */
export const ALL_SIZES: readonly LabelSize[] = [
  ...LABEL_PACK.sizes,
  ...LABEL_PACK.sheets.map((sheet) => sheet.label),
  custom(62, 45),
  custom(30, 60),
];

/** The two styles that certificates are issued in. */
export const ISSUED_STYLES: readonly OfficialStyle[] = (() => {
  const read = readStyles(stylesPack);
  if (!read.ok) throw new Error(read.error);
  return read.value.styles.filter((style) => !style.readOnly);
})();

/** The QR symbol of a text. */
export function encodeQr(text: string): QrModules {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  return { size: modules.size, data: Uint8Array.from(modules.data) };
}

/** The text of a code that holds a statement of as many bytes: digits that no reader can tell from real ones. */
export function codeOf(bytes: number): string {
  const digits = "31415926535897932".repeat(Math.ceil(bytes / 7));
  return `${SHORT}#1${digits.slice(0, Math.ceil((bytes * 17) / 7))}`;
}

type Values = LabelContent["values"];

/** How much a certificate says, and how many bytes its statement then has. */
export const TEXTS: Readonly<
  Record<"shortest" | "usual" | "longest", { readonly values: Values; readonly bytes: number }>
> = {
  shortest: {
    bytes: 140,
    values: {
      product: "姜",
      quantity: "1 吨",
      origin: "北京市东城区",
      issuer: "王丽",
      contact: "62021",
      issuedAt: "2026年2月1日",
    },
  },
  usual: {
    bytes: 165,
    values: {
      product: "番茄",
      quantity: "500 千克",
      origin: "山西省晋城市陵川县附城镇西瑶泉村",
      issuer: "陵川县丰源果蔬专业合作社",
      contact: "13835612345",
      issuedAt: "2026年11月22日",
    },
  },
  longest: {
    bytes: 360,
    values: {
      product: "沁州黄小米与陵川党参旱作梯田间作套种绿色食品一级鲜食礼盒装果蔬",
      quantity: "999999999.999 千克",
      origin:
        "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿克陶县布伦口乡苏巴什村南坡第十二号日光温室大棚（原红旗生产队晒谷场西侧）三区二排东",
      issuer:
        "陵川县崇文镇太行山区道地中药材与高山反季节蔬菜种植加工储运销售一体化农民专业合作社联合社西河底镇礼义镇附城镇杨村镇分社筹备组",
      contact: "+86 (0356) 6202-1234 5678-90",
      issuedAt: "2026年12月22日",
    },
  },
};

/** What a label of a style says, with all three codes. */
export function labelContent(style: OfficialStyle, { values, bytes }: (typeof TEXTS)["usual"]): LabelContent {
  const codes = { label: codeOf(bytes), short: SHORT, chain: codeOf(bytes + 215) };
  return { style, basis: 3, values, number: NUMBER, codes };
}

/** Everything that a field says on a label, in the order of its lines. */
export function fieldText(label: Label, field: TextBox["field"]): string {
  return label.boxes.flatMap((box) => (box.kind === "text" && box.field === field ? box.lines : [])).join("");
}

const NEAR = 1e-6;

function overlap(one: Box, other: Box): boolean {
  const beside = one.x + one.width <= other.x + NEAR || other.x + other.width <= one.x + NEAR;
  return !beside && one.y + one.height > other.y + NEAR && other.y + other.height > one.y + NEAR;
}

function nameOf(box: Box): string {
  return box.kind === "text" ? `${box.field} ${box.lines.join("/")}` : box.kind;
}

/** What is wrong with a label: boxes over each other or beside its paper, text wider than its box, what is missing. */
export function faultsOf(label: Label, size: LabelSize, content: LabelContent): readonly string[] {
  return [...boxFaults(label, size.margin), ...missing(label, content)];
}

/** Boxes over each other or beside the paper within its margin, and text wider or higher than its box. */
export function boxFaults({ width, height, boxes }: Drawn, margin: number): readonly string[] {
  const faults: string[] = [];
  boxes.forEach((box, index) => {
    for (const other of boxes.slice(index + 1)) {
      if (overlap(box, other)) faults.push(`${nameOf(box)} overlaps ${nameOf(other)}`);
    }
    const right = width - margin + NEAR;
    const bottom = height - margin + NEAR;
    const within = box.x >= margin - NEAR && box.y >= margin - NEAR;
    if (!within || box.x + box.width > right || box.y + box.height > bottom)
      faults.push(`${nameOf(box)} leaves the label`);
    if (box.kind === "text") faults.push(...textFaults(box));
  });
  return faults;
}

function textFaults(box: TextBox): readonly string[] {
  const wide = box.lines.filter((line) => textWidth(line, characterWidth) * box.fontSize > box.width + NEAR);
  const high = box.lines.length * box.lineHeight > box.height + NEAR || box.fontSize > box.lineHeight;
  return [...wide.map((line) => `${line} is wider than its box`), ...(high ? [`${nameOf(box)} is too high`] : [])];
}

function bare(text: string): string {
  return text.replace(/\s/g, "");
}

function missing(label: Label, content: LabelContent): readonly string[] {
  const { style, number, boxNumber } = content;
  const wording = bare(fieldText(label, "lead") + fieldText(label, "commitments"));
  const said: readonly (readonly [TextBox["field"], string])[] = [
    ["title", style.title],
    ["basis", style.basisTitle ?? ""],
    ...style.basis.map((option) => ["basis", option.label] as const),
    ["number", number.replace(/(.{4})(?=.)/g, "$1-")],
    ...(boxNumber === undefined ? [] : [["boxNumber", boxNumber] as const]),
  ];
  return [
    ...(wording === bare(style.lead + style.commitments.join("")) ? [] : [`the wording is ${wording}`]),
    ...said
      .filter(([field, text]) => !bare(fieldText(label, field)).includes(bare(text)))
      .map(([, text]) => `no ${text}`),
    ...missingValues(label, content),
    ...missingTicks(label, content),
    ...(label.boxes.filter((box) => box.kind === "code").length === 1 ? [] : ["not one code"]),
  ];
}

function missingValues(label: Label, { style, values }: LabelContent): readonly string[] {
  return VALUE_FIELDS.flatMap((field) => {
    const written = bare(fieldText(label, field));
    const name = fieldName(style, field);
    const value = bare(values[field]);
    return written === name + value || written === `${name}：${value}` ? [] : [`${field} says ${written}`];
  });
}

function missingTicks(label: Label, { style, basis }: LabelContent): readonly string[] {
  const ticks = label.boxes.flatMap((box) => (box.kind === "tick" ? [box.ticked] : [])).join();
  return ticks === style.basis.map(({ bit }) => (basis & (1 << bit)) !== 0).join() ? [] : [`ticks ${ticks}`];
}
