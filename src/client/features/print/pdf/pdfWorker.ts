import { zlibSync } from "fflate";
import { jsPDF } from "jspdf";
import { qrModules } from "../../../ui/qrSymbol.ts";
import { drawWork, type PdfOrder } from "./drawWork.ts";
import type { PdfReply } from "./pdfMessages.ts";

/** Between two reports, in milliseconds: a bar on a screen moves no faster. */
const REPORT_EVERY = 100;

function reply(message: PdfReply, ...moved: Transferable[]): void {
  postMessage(message, moved);
}

/** Reports now and then: a message for each label would cost more than it says. */
function reporter(): (count: number) => void {
  let reported = performance.now();
  return (count) => {
    if (performance.now() - reported < REPORT_EVERY) return;
    reported = performance.now();
    reply({ kind: "drawn", count });
  };
}

addEventListener("message", ({ data: order }: MessageEvent<PdfOrder>) => {
  try {
    const made = drawWork(order, { jsPdf: jsPDF, compress: zlibSync, encode: qrModules, drawn: reporter() });
    if (made.ok) reply({ kind: "made", pdf: made.value }, made.value);
    else reply({ kind: "notLaidOut", error: made.error });
  } catch (error) {
    reply({ kind: "broken", reason: error instanceof Error ? error.message : String(error) });
  }
});
