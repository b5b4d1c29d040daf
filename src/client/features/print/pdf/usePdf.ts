import { useCallback, useEffect, useRef, useState } from "react";
import type { TrueTypeFont } from "../../../../core/font/trueType.ts";
import { type PdfWork, workLength } from "./drawWork.ts";
import { glyphPicture } from "./glyphPicture.ts";
import { type MadePdf, makePdf, type PdfError } from "./makePdf.ts";
import { newPdfWorker } from "./newPdfWorker.ts";

/** What making PDFs needs from the app. */
export type PdfOutlet = {
  /** Fonts that draw these texts as far as any in reach does, the best first. */
  readonly glyphs: (texts: readonly string[]) => Promise<readonly TrueTypeFont[]>;
  readonly saveFile: (file: { readonly name: string; readonly content: Blob }) => void;
};

/** How far a PDF is. */
export type PdfState =
  | { readonly step: "none" }
  | { readonly step: "making"; readonly drawn: number; readonly total: number }
  | { readonly step: "made"; readonly name: string; readonly made: MadePdf }
  | { readonly step: "failed"; readonly error: PdfError };

/** A PDF on one screen: made on a tap, stopped on another, forgotten with the screen. */
export type PdfMaker = {
  readonly state: PdfState;
  /** `name` is the file's, without its ending; it is the document's title too. */
  readonly make: (work: PdfWork, name: string) => void;
  readonly stop: () => void;
  /** Forgets what was made, as when something else was chosen. */
  readonly reset: () => void;
};

/** Makes PDFs for one screen. */
export function usePdf({ glyphs }: Pick<PdfOutlet, "glyphs">): PdfMaker {
  const [state, setState] = useState<PdfState>({ step: "none" });
  const running = useRef<AbortController | undefined>(undefined);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const reset = useCallback(() => {
    stop();
    running.current = undefined;
    setState({ step: "none" });
  }, [stop]);
  const make = useCallback(
    (work: PdfWork, name: string) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const total = workLength(work);
      // What was started before and ends late has nothing to say any more.
      const say = (next: PdfState) => running.current === controller && setState(next);
      say({ step: "making", drawn: 0, total });
      const watch = { signal: controller.signal, drawn: (drawn: number) => void say({ step: "making", drawn, total }) };
      const deps = { glyphs, picture: glyphPicture, newWorker: newPdfWorker };
      void makePdf(work, name, deps, watch).then((result) =>
        say(
          result.ok
            ? { step: "made", name: `${name}.pdf`, made: result.value }
            : { step: "failed", error: result.error },
        ),
      );
    },
    [glyphs],
  );
  return { state, make, stop, reset };
}
