import type { Readings } from "../reference/readings.ts";

/**
 * Pieces of names by which an index finds them: one, all of several, or any of several. Every name that fits a query
 * has its grams; a name that has them may still not fit, so {@link NameQuery.fits} decides.
 */
export type Grams = string | { readonly all: readonly Grams[] } | { readonly any: readonly Grams[] };

/** What a person typed to find a name. */
export type NameQuery = {
  readonly grams: Grams;
  /** Whether a name, tidied by {@link tidyName}, is what was looked for. */
  readonly fits: (name: string) => boolean;
};

/** Fewest neighbouring characters that a search takes. */
const FEWEST = 2;
/** Ways of cutting typed letters into syllables that are tried; more than the longest sensible query has. */
const MOST_SPELLINGS = 24;
/** First length of a code's beginning that an index knows; it knows every second one from there. */
const CODE_START = 4;

/** A name as it is searched: half-width, lower case, letters and digits only, ü as v. */
export function tidyName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/ü/g, "v").replace(/[^\p{L}\p{N}]/gu, "");
}

/** Readings of a character of a tidied name; a letter or digit is read as itself. */
function spoken(character: string, readings: Readings): readonly string[] {
  return /^[a-z0-9]$/.test(character) ? [character] : readings.of(character);
}

/** Every row of one choice each, joined. */
function joined(choices: readonly (readonly string[])[]): readonly string[] {
  return choices.reduce<readonly string[]>(
    (rows, choice) => rows.flatMap((row) => choice.map((one) => row + one)),
    [""],
  );
}

/**
 * Grams of a name: two neighbouring characters, their syllables, their first letters, and the first letters of three.
 * Characters that are read in several ways give a gram for each.
 */
export function nameGrams(name: string, readings: Readings): ReadonlySet<string> {
  const characters = Array.from(tidyName(name));
  const syllables = characters.map((character) => spoken(character, readings));
  const initials = syllables.map((of) => [...new Set(of.map((syllable) => syllable.charAt(0)))]);
  const grams = new Set<string>();
  for (let place = 0; place + 1 < characters.length; place++) {
    grams.add(`${characters[place] ?? ""}${characters[place + 1] ?? ""}`);
    for (const gram of joined(syllables.slice(place, place + 2))) grams.add(gram);
    for (const gram of joined(initials.slice(place, place + 2))) grams.add(gram);
    if (place + 2 < characters.length) for (const gram of joined(initials.slice(place, place + 3))) grams.add(gram);
  }
  return grams;
}

/** Beginnings of a code (lower case) under which an index finds it. */
export function codeGrams(code: string): readonly string[] {
  const grams: string[] = [];
  for (let length = CODE_START; length <= code.length; length += 2) grams.push(code.slice(0, length));
  return grams;
}

/** The gram under which codes with this beginning (lower case) are found; undefined when too little was typed. */
export function codeGram(beginning: string): string | undefined {
  if (!/^[a-z0-9]+$/.test(beginning) || beginning.length < CODE_START) return undefined;
  return beginning.slice(0, beginning.length - (beginning.length % 2));
}

/** Letters cut into whole syllables and a last one as far as it was typed, in every way that covers two characters. */
function spellings(letters: string, { syllables }: Readings): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const cut = (rest: string, before: readonly string[]): void => {
    if (found.length >= MOST_SPELLINGS) return;
    if (before.length + 1 >= FEWEST && syllables.some((syllable) => syllable.startsWith(rest)))
      found.push([...before, rest]);
    for (const syllable of syllables)
      if (syllable.length < rest.length && rest.startsWith(syllable))
        cut(rest.slice(syllable.length), [...before, syllable]);
  };
  cut(letters, []);
  return found;
}

function spellingGrams(spelling: readonly string[], { syllables }: Readings): Grams {
  const whole = spelling.slice(0, -1);
  const last = spelling[spelling.length - 1] ?? "";
  const before = whole[whole.length - 1] ?? "";
  const ends = syllables.filter((syllable) => syllable.startsWith(last)).map((syllable) => before + syllable);
  const pairs = whole.slice(1).map((syllable, place) => (whole[place] ?? "") + syllable);
  return { all: [...pairs, { any: ends }] };
}

function letterGrams(letters: string, readings: Readings): Grams {
  const length = letters.length === 2 ? 2 : 3;
  const initials = Array.from({ length: letters.length - length + 1 }, (_, place) => letters.slice(place, place + length));
  return { any: [{ all: initials }, ...spellings(letters, readings).map((one) => spellingGrams(one, readings))] };
}

/** True when the letters are syllables from `place` on, the last as far as it was typed, over two characters at least. */
function isSpelled(
  { syllables, place }: { readonly syllables: readonly (readonly string[])[]; readonly place: number },
  rest: string,
  covered: number,
): boolean {
  if (rest === "") return covered >= FEWEST;
  return (syllables[place] ?? []).some(
    (syllable) =>
      (covered + 1 >= FEWEST && syllable.startsWith(rest)) ||
      (rest.startsWith(syllable) && isSpelled({ syllables, place: place + 1 }, rest.slice(syllable.length), covered + 1)),
  );
}

function isInitials(syllables: readonly (readonly string[])[], place: number, letters: string): boolean {
  return Array.from(letters).every((letter, at) => (syllables[place + at] ?? []).some((one) => one.startsWith(letter)));
}

function fitsLetters(name: string, letters: string, readings: Readings): boolean {
  const syllables = Array.from(name, (character) => spoken(character, readings));
  return syllables.some(
    (_, place) => isInitials(syllables, place, letters) || isSpelled({ syllables, place }, letters, 0),
  );
}

/** The words of a query: letters typed with spaces between belong together, characters and letters apart. */
function wordsOf(typed: string): readonly string[] {
  const pieces = typed.normalize("NFKC").toLowerCase().replace(/ü/g, "v").split(/[\s,，、]+/);
  const text = pieces.map(tidyName).join(" ").replace(/([a-z]) (?=[a-z])/g, "$1");
  const words = text.match(/[a-z]+|[^a-z\s]+/g) ?? [];
  return words.filter((word) => Array.from(word).length >= FEWEST);
}

/**
 * Reads what a person typed to find a name: any two or more neighbouring characters, their pinyin (the last syllable
 * as far as it was typed) or their first letters; several words must all fit. Undefined when nothing is long enough.
 */
export function readNameQuery(typed: string, readings: Readings): NameQuery | undefined {
  const words = wordsOf(typed);
  if (words.length === 0) return undefined;
  const tests = words.map((word) =>
    /^[a-z]+$/.test(word)
      ? (name: string) => name.includes(word) || fitsLetters(name, word, readings)
      : (name: string) => name.includes(word),
  );
  const grams = words.map((word): Grams => {
    if (/^[a-z]+$/.test(word)) return letterGrams(word, readings);
    const characters = Array.from(word);
    return { all: characters.slice(1).map((character, place) => `${characters[place] ?? ""}${character}`) };
  });
  return { grams: { all: grams }, fits: (name) => tests.every((test) => test(name)) };
}
