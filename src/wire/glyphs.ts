import * as v from "valibot";

/** Characters in one request for glyphs: an operator with forty products and a page of names needs about 400. */
export const MAX_GLYPHS = 1000;

/** A request for the glyphs of characters, each once, in any order; the answer is a font of those that are to be had. */
export const glyphRequestSchema = v.object({
  characters: v.pipe(
    v.string(),
    v.check((text) => {
      const characters = Array.from(text);
      return (
        characters.length >= 1 && characters.length <= MAX_GLYPHS && new Set(characters).size === characters.length
      );
    }),
  ),
});
