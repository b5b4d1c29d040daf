import { zlibSync } from "fflate";
import { jsPDF } from "jspdf";
import { drawWork, type LabelWork } from "../../../src/client/features/print/pdf/drawWork.ts";
import { textsOf } from "../../../src/client/features/print/pdf/makePdf.ts";
import { binaryText } from "../../../src/client/features/print/pdf/packedPages.ts";
import { qrModules } from "../../../src/client/ui/qrSymbol.ts";
import { pageFont } from "../../../src/core/font/pageFont.ts";
import { readTrueType } from "../../../src/core/font/trueType.ts";
import type { LabelContent } from "../../../src/core/label/labelContent.ts";
import type { LabelSize, Resolution } from "../../../src/core/label/labelSize.ts";

/** What labels are made from, as the benchmark hands it over. */
export type PrintBenchWork = {
  readonly content: LabelContent;
  /** Labels, each of a certificate of its own that says as much. */
  readonly count: number;
  readonly size: LabelSize;
  readonly resolution: Resolution;
};

/** One PDF: milliseconds from the kept glyphs to the file, bytes of the file, and the most that the heap held. */
export type PrintBenchResult = { readonly time: number; readonly bytes: number; readonly heap: number };

/** What the page of the app is given to measure PDFs with. */
export type PrintBench = {
  /** Texts of a work, for which glyphs are asked. */
  readonly texts: (work: PrintBenchWork) => readonly string[];
  /** Takes the glyphs as the endpoint gave them. */
  readonly keep: (glyphs: readonly number[]) => void;
  readonly ours: (work: PrintBenchWork) => PrintBenchResult;
  /** jsPDF alone with the same glyphs: the same texts, one after another, without codes and layout. */
  readonly bare: (work: PrintBenchWork) => PrintBenchResult;
};

declare global {
  interface Window {
    printBench: PrintBench;
    /** Only where the browser was started with --expose-gc. */
    gc?: () => void;
  }
  interface Performance {
    readonly memory?: { readonly usedJSHeapSize: number };
  }
}

/** Labels between two looks at the heap. */
const LOOK_EVERY = 25;

let kept = new Uint8Array(0);

/** A certificate as long as the given one, with a number, a quantity and codes of its own. */
function nthOf({ number, values, codes, ...same }: LabelContent, nth: number): LabelContent {
  const own = number.slice(0, -4) + String(nth).padStart(4, "0");
  const named = (code: string) => code.replace(number, own);
  // Every digit of a statement's text is another one, as hashes and signatures make it.
  const signed = (code: string) => {
    const [link = "", statement = ""] = named(code).split("#");
    return `${link}#${statement.replace(/\d/g, (digit, at: number) => (at === 0 ? digit : String((+digit + nth * at) % 10)))}`;
  };
  return {
    ...same,
    number: own,
    values: { ...values, quantity: `${500 + nth} 千克` },
    codes: {
      label: signed(codes.label),
      short: named(codes.short),
      ...(codes.chain === undefined ? {} : { chain: signed(codes.chain) }),
    },
  };
}

function toWork({ content, count, size, resolution }: PrintBenchWork): LabelWork {
  const labels = Array.from({ length: count }, (_, index) => nthOf(content, index));
  return { kind: "labels", labels, on: { size }, resolution, pictures: [] };
}

/** Bytes that are in use after everything else was thrown away. */
function heapNow(): number {
  window.gc?.();
  return performance.memory?.usedJSHeapSize ?? 0;
}

function sourceFont() {
  const font = readTrueType(kept);
  if (!font.ok) throw new Error(font.error);
  return font.value;
}

function ours(bench: PrintBenchWork): PrintBenchResult {
  let heap = heapNow();
  let looking = 0;
  const look = () => {
    const started = performance.now();
    heap = Math.max(heap, heapNow());
    looking += performance.now() - started;
  };
  const work = toWork(bench);
  const started = performance.now();
  const { bytes, codes } = pageFont([sourceFont()], textsOf(work));
  const made = drawWork(
    { work, title: "合格证", font: bytes, codes, pictures: new Map() },
    { jsPdf: jsPDF, compress: zlibSync, encode: qrModules, drawn: (count) => count % LOOK_EVERY === 0 && look() },
  );
  const time = performance.now() - started - looking;
  if (!made.ok) throw new Error(made.error.code);
  look();
  return { time, bytes: made.value.byteLength, heap };
}

function bare(bench: PrintBenchWork): PrintBenchResult {
  const started = performance.now();
  const work = toWork(bench);
  const { bytes } = pageFont([sourceFont()], textsOf(work));
  const pdf = new jsPDF({ unit: "mm", compress: true, putOnlyUsedFonts: true });
  pdf.addFileToVFS("bare.ttf", binaryText(bytes));
  pdf.addFont("bare.ttf", "bare", "normal", undefined, "Identity-H");
  for (const { style, values, number } of work.labels) {
    pdf.addPage([bench.size.width, bench.size.height]);
    pdf.setFont("bare");
    pdf.setFontSize(7);
    const wording = [style.title, style.lead, ...style.commitments, ...style.basis.map(({ label }) => label)];
    [...wording, ...Object.values(values), number].forEach((text, index) => pdf.text(text, 2, 4 + index * 3));
  }
  const file = pdf.output("arraybuffer");
  return { time: performance.now() - started, bytes: file.byteLength, heap: 0 };
}

window.printBench = {
  texts: (work) => textsOf(toWork(work)),
  keep: (glyphs) => {
    kept = Uint8Array.from(glyphs);
  },
  ours,
  bare,
};
