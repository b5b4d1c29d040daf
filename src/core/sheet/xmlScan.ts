/** What a scan tells as it goes; names without their prefix. */
export type XmlEvents = {
  readonly open?: (name: string, tag: string) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
/** Longest piece between two signs that is waited for, in characters. */
const LONGEST_PIECE = 4_000_000;

/** A text with its entities in place; no other than XML's own five and numbers are known. */
function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The value of an attribute in a tag; undefined when it has none of that name, a prefix included. */
export function attribute(tag: string, name: string): string | undefined {
  let at = tag.indexOf(`${name}=`);
  while (at > 0 && !/\s/.test(tag.charAt(at - 1))) at = tag.indexOf(`${name}=`, at + 1);
  if (at <= 0) return undefined;
  const quote = tag.charAt(at + name.length + 1);
  const start = at + name.length + 2;
  const end = tag.indexOf(quote, start);
  return end < 0 ? undefined : withoutEntities(tag.slice(start, end));
}

/** Where a tag that begins at `from` ends: a quoted value may hold the sign itself. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf(">", from);
  while (end >= 0) {
    const quotes = text.slice(from, end).match(/"[^"]*"|'[^']*'|["']/g) ?? [];
    if (!quotes.some((quoted) => quoted.length === 1)) return end;
    end = text.indexOf(">", end + 1);
  }
  return -1;
}

/**
 * Reads XML as it comes, in parts, without building anything: elements, texts and their ends. Document types are
 * refused, and with them every way to define entities.
 */
export class XmlScan {
  readonly #events: XmlEvents;
  #rest = "";

  constructor(events: XmlEvents) {
    this.#events = events;
  }

  /** Takes the next part. @returns false when it is not XML as these files are written */
  push(part: string): boolean {
    this.#rest += part;
    let at = 0;
    for (;;) {
      const next = this.#step(at);
      if (next === "malformed") return false;
      if (next === "more") break;
      at = next;
    }
    this.#rest = this.#rest.slice(at);
    return this.#rest.length < LONGEST_PIECE;
  }

  #step(at: number): number | "more" | "malformed" {
    const rest = this.#rest;
    const start = rest.indexOf("<", at);
    if (start < 0) return "more";
    const special = rest.charAt(start + 1);
    if (special === "" || (special === "!" && rest.length < start + 9)) return "more";
    const end = this.#endOf(start, special);
    if (end === "malformed") return end;
    if (end < 0) return "more";
    if (start > at) this.#events.text?.(withoutEntities(rest.slice(at, start)));
    this.#sign(rest.slice(start + 1, end));
    return end + 1;
  }

  /** What stands between angle brackets: a quoted text, a tag, or nothing that says anything. */
  #sign(inner: string): void {
    if (inner.startsWith("![CDATA[")) this.#events.text?.(inner.slice(8, -2));
    else if (!/^[!?]/.test(inner)) this.#tag(inner);
  }

  #endOf(start: number, special: string): number | "malformed" {
    const rest = this.#rest;
    const after = (mark: string) => {
      const found = rest.indexOf(mark, start);
      return found < 0 ? -1 : found + mark.length - 1;
    };
    if (special === "?") return after("?>");
    if (special !== "!") return tagEnd(rest, start);
    if (rest.startsWith("<!--", start)) return after("-->");
    return rest.startsWith("<![CDATA[", start) ? after("]]>") : "malformed";
  }

  #tag(tag: string): void {
    const closes = tag.startsWith("/");
    const ends = tag.endsWith("/");
    const full = /^[^\s/>]+/.exec(closes ? tag.slice(1) : tag)?.[0] ?? "";
    const name = full.slice(full.indexOf(":") + 1);
    if (!closes) this.#events.open?.(name, tag);
    if (closes || ends) this.#events.close?.(name);
  }
}
