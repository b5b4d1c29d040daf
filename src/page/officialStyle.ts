import { type OfficialStyle, readStyles } from "../core/reference/styles.ts";
import stylesJson from "../data/styles.json" with { type: "json" };
import { intact } from "./packs.ts";

const STYLES = new Map(intact(readStyles(stylesJson)).styles.map((style) => [style.code, style]));

/** The official style of that code, wording as published; undefined for one that this version does not know. */
export function officialStyle(code: number): OfficialStyle | undefined {
  return STYLES.get(code);
}
