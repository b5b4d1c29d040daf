import type { IndexedProduct, ProductIndex, SpokenName } from "./productIndex.ts";

/** A product that was found, and the name by which. */
export type ProductHit = { readonly product: IndexedProduct; readonly matched: string };

/**
 * How well a name fits, smaller is better: as a whole, from its beginning, from inside. Pinyin that stops in the
 * middle of a syllable counts one more, so that "ya" finds 鸭 before 羊.
 */
const FIT = { whole: 0, beginning: 1, inside: 3 } as const;

/**
 * Products by what a person typed: Chinese, pinyin, first letters, or these mixed, each syllable as far as it was
 * typed ("土豆", "tudou", "td", "malsh", "土d"). A name that fits as a whole comes before one that begins with the
 * query, and that before one that has it inside; of equals the official name before another name, the shorter before
 * the longer, then by code. Each product comes once, by its best name. Nothing for an empty query.
 *
 * @param limit most products to return
 */
export function searchProducts(index: ProductIndex, query: string, limit: number): readonly ProductHit[] {
  const typed = tidyQuery(query);
  if (typed === "") return [];
  const found: { readonly hit: ProductHit; readonly rank: number }[] = [];
  for (const product of index.products) {
    let best: { readonly rank: number; readonly matched: string } | undefined;
    for (const [place, name] of product.names.entries()) {
      const rank = nameRank(name, typed, place === 0);
      if (rank !== undefined && (best === undefined || rank < best.rank)) best = { rank, matched: name.text };
    }
    if (best !== undefined) found.push({ hit: { product, matched: best.matched }, rank: best.rank });
  }
  found.sort((a, b) => a.rank - b.rank || a.hit.product.code - b.hit.product.code);
  return found.slice(0, limit).map(({ hit }) => hit);
}

/** Lower case, half-width, without spaces and apostrophes, ü as v: the form of the index. */
function tidyQuery(query: string): string {
  return query
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s'’-]/g, "")
    .replace(/ü/g, "v");
}

/** A number that sorts names: plain fits before letters scattered over syllables, then the fit, official name, length. */
function nameRank(name: SpokenName, typed: string, official: boolean): number | undefined {
  const plain = plainFit(name, typed);
  const fit = plain ?? scatteredFit(name, typed);
  if (fit === undefined) return undefined;
  return (plain === undefined ? 1000 : 0) + fit * 200 + (official ? 0 : 100) + Math.min(name.parts.length, 99);
}

/** Fit of a query that is wholly characters, wholly pinyin or wholly first letters. */
function plainFit(name: SpokenName, typed: string): number | undefined {
  const whole = typed === name.text || typed === name.pinyin || (typed === name.initials && name.parts.length > 1);
  if (whole) return FIT.whole;
  let text = name.text;
  let pinyin = name.pinyin;
  let initials = name.initials;
  for (const [place, part] of name.parts.entries()) {
    const fit = place === 0 ? FIT.beginning : FIT.inside;
    if (text.startsWith(typed) || initials.startsWith(typed)) return fit;
    if (pinyin.startsWith(typed)) return fit + (endsSyllable(name, place, typed.length) ? 0 : 1);
    text = text.slice(part.length);
    pinyin = pinyin.slice(name.syllables[place]?.length);
    initials = initials.slice(1);
  }
  return undefined;
}

function endsSyllable(name: SpokenName, place: number, length: number): boolean {
  let end = 0;
  for (const syllable of name.syllables.slice(place)) {
    if (end >= length) break;
    end += syllable.length;
  }
  return end === length;
}

/** Fit of a query made of characters and beginnings of syllables in any mixture. */
function scatteredFit(name: SpokenName, typed: string): number | undefined {
  const first = name.parts.findIndex((_, place) => canSpell(name, place, typed));
  if (first < 0) return undefined;
  return first === 0 ? FIT.beginning : FIT.inside;
}

/** True when the rest of the query is, part by part from `place` on, the part itself or a beginning of its syllable. */
function canSpell(name: SpokenName, place: number, rest: string): boolean {
  if (rest === "") return true;
  const part = name.parts[place];
  const syllable = name.syllables[place];
  if (part === undefined || syllable === undefined) return false;
  if (rest.startsWith(part) && canSpell(name, place + 1, rest.slice(part.length))) return true;
  for (let length = 1; length <= syllable.length && rest.startsWith(syllable.slice(0, length)); length++) {
    if (canSpell(name, place + 1, rest.slice(length))) return true;
  }
  return false;
}
