import { type OfficialStyle, readStyles } from "../../core/reference/styles.ts";
import type { StyleTerm } from "../../core/verify/context.ts";
import pack from "../../data/styles.json";

function readOwn(): readonly OfficialStyle[] {
  const styles = readStyles(pack);
  if (!styles.ok) throw new Error("the official styles of this version cannot be read");
  return styles.value.styles;
}

/** The official styles that came with the app, word for word. */
export const OFFICIAL_STYLES = readOwn();

/** When each style may be used. */
export const STYLE_TERMS: readonly StyleTerm[] = OFFICIAL_STYLES.map(({ code, from, to }) => ({
  style: code,
  from,
  ...(to === undefined ? {} : { to }),
}));
