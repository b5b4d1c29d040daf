import type { Drawn } from "../../core/label/box.ts";
import { type LabelSheet, placeOnSheet } from "../../core/label/labelSize.ts";
import { pngOf } from "../features/print/labelRaster.ts";
import type { PaperJob } from "../features/print/printDeps.ts";

/** One picture on a page, in millimetres. */
type Placed = { readonly url: string; readonly x: number; readonly y: number };
type Page = readonly Placed[];

/**
 * Hands the labels to the system's own printing at their exact size, a page for each or several to a sheet. What the
 * screen shows is hidden from paper meanwhile.
 */
export async function systemPrint<D extends Drawn>(job: PaperJob<D>): Promise<void> {
  const urls = await pictureUrls(job);
  const paper =
    job.sheet === undefined
      ? { width: job.size.width, height: job.size.height }
      : { width: job.sheet.paperWidth, height: job.sheet.paperHeight };
  const pages = pagesOf(urls, job.sheet, job.skip ?? 0);
  const container = document.createElement("div");
  container.className = "print-pages";
  container.append(...pages.map((page) => pageElement(page, paper, job)));
  document.body.append(container);
  document.documentElement.classList.add("printing");
  const forgetPage = setPaper(`${paper.width}mm ${paper.height}mm`);
  const done = () => {
    window.removeEventListener("afterprint", done);
    container.remove();
    document.documentElement.classList.remove("printing");
    forgetPage();
    for (const url of new Set(urls)) URL.revokeObjectURL(url);
  };
  window.addEventListener("afterprint", done);
  await Promise.all([...container.querySelectorAll("img")].map((image) => image.decode()));
  window.print();
}

/** One address for each label, copies and all, in the order of printing; made one after another to spare the memory. */
async function pictureUrls<D extends Drawn>({ labels, raster }: PaperJob<D>): Promise<readonly string[]> {
  const urls: string[] = [];
  for (const { label, copies } of labels) {
    const url = URL.createObjectURL(await pngOf(raster(label)));
    for (let copy = 0; copy < copies; copy++) urls.push(url);
  }
  return urls;
}

function pagesOf(urls: readonly string[], sheet: LabelSheet | undefined, skip: number): readonly Page[] {
  if (sheet === undefined) return urls.map((url) => [{ url, x: 0, y: 0 }]);
  const pages: Placed[][] = [];
  urls.forEach((url, index) => {
    const { page, x, y } = placeOnSheet(sheet, skip + index);
    (pages[page] ??= []).push({ url, x, y });
  });
  return pages;
}

function pageElement(
  page: Page,
  paper: { readonly width: number; readonly height: number },
  { size }: Pick<PaperJob, "size">,
) {
  const element = document.createElement("div");
  element.className = "print-page";
  element.style.width = `${paper.width}mm`;
  element.style.height = `${paper.height}mm`;
  for (const { url, x, y } of page) {
    const image = document.createElement("img");
    image.src = url;
    image.alt = "";
    image.style.left = `${x}mm`;
    image.style.top = `${y}mm`;
    image.style.width = `${size.width}mm`;
    image.style.height = `${size.height}mm`;
    element.append(image);
  }
  return element;
}

/** Sets the size of the paper; the content policy allows no style of its own, so the rule joins one that was loaded. */
function setPaper(size: string): () => void {
  const [sheet] = document.styleSheets;
  if (sheet === undefined) return () => undefined;
  const index = sheet.insertRule(`@page { size: ${size}; margin: 0; }`, sheet.cssRules.length);
  return () => sheet.deleteRule(index);
}
