import type { jsPDF } from "jspdf";

/** Compresses bytes into a zlib stream (RFC 1950). */
export type Compress = (bytes: Uint8Array) => Uint8Array;

/** Characters handed to String.fromCharCode at once. */
const PART = 8192;

/**
 * Compresses each page as soon as it is drawn, and every other stream in one piece. Left to itself, jsPDF keeps all
 * pages as they were written and then compresses into strings that it puts together byte by byte: 500 labels took ten
 * times the memory and twice the time.
 */
export class PackedPages {
  readonly #pages: readonly unknown[];
  readonly #compress: Compress;
  readonly #packed = new Set<string>();

  /** @param api `jsPDF.API`, in which the filters are changed for the document that is made next */
  constructor(pdf: jsPDF, api: object, compress: Compress) {
    this.#pages = pdf.internal.pages;
    this.#compress = compress;
    const processDataByFilters = (data: string, filters: unknown) => {
      const isPlain = !Array.isArray(filters) || filters.length === 0;
      if (isPlain) return { data, reverseChain: "" };
      return { data: this.#packed.has(data) ? data : this.#pack(data), reverseChain: "/FlateDecode" };
    };
    Object.assign(api, { processDataByFilters });
  }

  /** Compresses a page on which nothing is drawn any more. */
  finish(page: number): void {
    const content = this.#pages[page];
    if (!Array.isArray(content)) return;
    const packed = this.#pack(content.join("\n"));
    this.#packed.add(packed);
    content.splice(0, content.length, packed);
  }

  #pack(text: string): string {
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return binaryText(this.#compress(bytes));
  }
}

/** Bytes as the text that jsPDF takes them in: one character a byte. */
export function binaryText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += PART) parts.push(String.fromCharCode(...bytes.subarray(at, at + PART)));
  return parts.join("");
}
