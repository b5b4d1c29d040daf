import { type PageFont, pageFont } from "../../../../core/font/pageFont.ts";
import type { TrueTypeFont } from "../../../../core/font/trueType.ts";
import type { Board } from "../../../../core/label/board.ts";
import type { LabelContent } from "../../../../core/label/labelContent.ts";
import type { LayoutError } from "../../../../core/label/layoutLabel.ts";
import type { Raster } from "../../../../core/label/raster.ts";
import type { OfficialStyle } from "../../../../core/reference/styles.ts";
import { err, ok, type Result } from "../../../../core/result.ts";
import type { PdfOrder, PdfWork } from "./drawWork.ts";
import type { Ledger } from "./ledger.ts";
import type { PdfReply } from "./pdfMessages.ts";

/** Why there is no PDF. `undrawable`: no font, here or anywhere in reach, draws these characters. */
export type PdfError =
  | LayoutError
  | { readonly code: "undrawable"; readonly characters: readonly string[] }
  | { readonly code: "noGlyphs" | "cancelled" | "failed" };

/** A finished PDF, and which characters in it are pictures. */
export type MadePdf = { readonly pdf: Blob; readonly pictured: readonly string[] };

/** What making a PDF calls. */
export type PdfDeps = {
  /** Fonts that draw these texts as far as any in reach does, the best first. */
  readonly glyphs: (texts: readonly string[]) => Promise<readonly TrueTypeFont[]>;
  /** A character as the phone's own fonts draw it; undefined when none does. */
  readonly picture: (character: string) => Raster | undefined;
  readonly newWorker: () => Worker;
};

/** Follows the work and may end it. */
export type PdfWatch = { readonly drawn?: (count: number) => void; readonly signal?: AbortSignal };

/** Every text that a work draws. */
export function textsOf(work: PdfWork): readonly string[] {
  switch (work.kind) {
    case "labels":
      return [...new Set(work.labels.flatMap(labelTexts))];
    case "tags":
      return [...new Set(work.tags.flatMap(({ code: _, ...said }) => Object.values(said)))];
    case "ledger":
      return ledgerTexts(work.ledger);
    case "board":
      return boardTexts(work.board);
    case "form": {
      const { style, filled, copies, signature } = work.form;
      return [...wordingOf(style), ...Object.values(filled), ...copies, signature, "："];
    }
  }
}

function ledgerTexts(ledger: Ledger): readonly string[] {
  const { title, lines, columns, rows, foot } = ledger;
  return [title, foot, ...lines, ...columns.map(({ heading }) => heading), ...new Set(rows.flat())];
}

function boardTexts({ issuer, contact, style, day, entries, hint, foot }: Board): readonly string[] {
  const said = entries.flatMap(({ code: _, ...words }) => Object.values(words));
  return [style.title, style.lead, ...style.commitments, issuer, contact, day, hint, foot, "0123456789-·", ...said];
}

function wordingOf({ title, lead, commitments, basisTitle = "", basis, fields }: OfficialStyle): readonly string[] {
  return [title, lead, ...commitments, basisTitle, ...basis.map(({ label }) => label), ...Object.values(fields)];
}

function labelTexts({ style, values, number, boxNumber = "" }: LabelContent): readonly string[] {
  return [...wordingOf(style), ...Object.values(values), number, boxNumber, "："];
}

type Coverage = { readonly font: PageFont; readonly pictures: ReadonlyMap<string, Raster> };

/** Finds for every character a glyph or a picture. */
async function cover(
  texts: readonly string[],
  { glyphs, picture }: Omit<PdfDeps, "newWorker">,
): Promise<Result<Coverage, PdfError>> {
  const [first, ...others] = await glyphs(texts);
  if (first === undefined) return err({ code: "noGlyphs" });
  const font = pageFont([first, ...others], texts);
  const pictures = new Map<string, Raster>();
  const undrawable: string[] = [];
  for (const character of font.pictured) {
    const drawn = picture(character);
    if (drawn === undefined) undrawable.push(character);
    else pictures.set(character, drawn);
  }
  return undrawable.length > 0 ? err({ code: "undrawable", characters: undrawable }) : ok({ font, pictures });
}

/** How texts would come out in print: characters that would be pictures, and such as nothing here draws. */
export type PrintOutlook = { readonly pictured: readonly string[]; readonly undrawable: readonly string[] };

/** Says before anything is signed how its texts would be printed. Without any glyphs nothing can be said. */
export async function printOutlook(texts: readonly string[], deps: Omit<PdfDeps, "newWorker">): Promise<PrintOutlook> {
  const covered = await cover(texts, deps);
  if (covered.ok) return { pictured: [...covered.value.pictures.keys()], undrawable: [] };
  return { pictured: [], undrawable: covered.error.code === "undrawable" ? covered.error.characters : [] };
}

/** Makes a PDF in a worker: the screen stays alive, and a person may stop it at any time. */
export async function makePdf(
  work: PdfWork,
  title: string,
  deps: PdfDeps,
  watch: PdfWatch = {},
): Promise<Result<MadePdf, PdfError>> {
  const covered = await cover(textsOf(work), deps);
  if (!covered.ok) return covered;
  if (watch.signal?.aborted === true) return err({ code: "cancelled" });
  const { font, pictures } = covered.value;
  const order: PdfOrder = { work, title, font: font.bytes, codes: font.codes, pictures };
  const made = await drawIn(deps.newWorker(), order, watch);
  return made.ok ? ok({ pdf: made.value, pictured: [...pictures.keys()] }) : made;
}

function drawIn(worker: Worker, order: PdfOrder, { drawn, signal }: PdfWatch): Promise<Result<Blob, PdfError>> {
  return new Promise<Result<Blob, PdfError>>((resolve) => {
    const end = (result: Result<Blob, PdfError>) => {
      worker.terminate();
      signal?.removeEventListener("abort", cancel);
      resolve(result);
    };
    const cancel = () => end(err({ code: "cancelled" }));
    signal?.addEventListener("abort", cancel);
    worker.onmessage = ({ data }: MessageEvent<PdfReply>) => {
      if (data.kind === "drawn") drawn?.(data.count);
      else if (data.kind === "made") end(ok(new Blob([data.pdf], { type: "application/pdf" })));
      else end(err(data.kind === "notLaidOut" ? data.error : { code: "failed" }));
    };
    worker.onerror = () => end(err({ code: "failed" }));
    worker.postMessage(order);
  });
}
