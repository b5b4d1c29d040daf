/** The glyphs that this phone keeps for printing, in one font. */
export type GlyphRecord = {
  readonly slot: "pack";
  /** Absent while none came. */
  readonly font?: Uint8Array;
  /** Characters that the endpoint had no glyph for. */
  readonly nowhere: string;
};
