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
/** Syllables of typed letters that the grams are made of: each more could double the ways of cutting them (xian, xi an). */
const MOST_SYLLABLES = 5;
/** First length of a code's beginning that an index knows; it knows every second one from there. */
const CODE_START = 4;

/** A name as it is searched: half-width, lower case, letters and digits only, ü as v. */
export function tidyName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ü/g, "v")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** First letters of a character's readings; of a letter or digit, itself. */
export function initialsOf(character: string, readings: Readings): readonly string[] {
  const syllables = readings.of(character);
  if (syllables.length === 0) return /^[a-z0-9]$/.test(character) ? [character] : syllables;
  const [first = ""] = syllables;
  if (syllables.length === 1) return [first.charAt(0)];
  return [...new Set(syllables.map((syllable) => syllable.charAt(0)))];
}

/** Every row of one choice each, joined, added to a list. */
function addJoined(list: string[], choices: readonly (readonly string[])[]): void {
  let rows: readonly string[] = [""];
  for (const choice of choices) {
    const [only] = choice;
    if (choice.length === 1 && only !== undefined && rows.length === 1) rows = [(rows[0] ?? "") + only];
    else rows = rows.flatMap((row) => choice.map((one) => row + one));
  }
  for (const row of rows) list.push(row);
}

/**
 * Grams of a name, some more than once: two neighbouring characters, their syllables, their first letters, and the first
 * letters of three. Characters that are read in several ways give a gram for each.
 */
export function nameGrams(name: string, readings: Readings): readonly string[] {
  const characters = Array.from(tidyName(name));
  const syllables = characters.map((character) => readings.of(character));
  const initials = characters.map((character) => initialsOf(character, readings));
  const grams: string[] = [];
  for (let place = 0; place + 1 < characters.length; place++) {
    grams.push((characters[place] ?? "") + (characters[place + 1] ?? ""));
    addJoined(grams, syllables.slice(place, place + 2));
    addJoined(grams, initials.slice(place, place + 2));
    if (place + 2 < characters.length) addJoined(grams, initials.slice(place, place + 3));
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

/** Letters cut into syllables: whole ones, and the last as far as it was typed, or absent where the cut stops before the end. */
type Spelling = { readonly whole: readonly string[]; readonly last?: string };

/** Every way to read letters as the syllables of two characters or more; only the first few syllables are looked at. */
function spellings(letters: string, { syllables }: Readings): readonly Spelling[] {
  const found: Spelling[] = [];
  const cut = (rest: string, whole: readonly string[]): void => {
    if (whole.length === MOST_SYLLABLES) {
      found.push({ whole });
      return;
    }
    if (whole.length + 1 >= FEWEST && syllables.some((syllable) => syllable.startsWith(rest)))
      found.push({ whole, last: rest });
    for (const syllable of syllables)
      if (syllable.length < rest.length && rest.startsWith(syllable))
        cut(rest.slice(syllable.length), [...whole, syllable]);
  };
  cut(letters, []);
  return found;
}

function spellingGrams({ whole, last }: Spelling, { syllables }: Readings): Grams {
  const pairs = whole.slice(1).map((syllable, place) => (whole[place] ?? "") + syllable);
  if (last === undefined) return { all: pairs };
  const before = whole[whole.length - 1] ?? "";
  const ends = syllables.filter((syllable) => syllable.startsWith(last)).map((syllable) => before + syllable);
  return { all: [...pairs, { any: ends }] };
}

function letterGrams(letters: string, readings: Readings): Grams {
  const length = letters.length === 2 ? 2 : 3;
  const initials = Array.from({ length: letters.length - length + 1 }, (_, place) =>
    letters.slice(place, place + length),
  );
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
      (rest.startsWith(syllable) &&
        isSpelled({ syllables, place: place + 1 }, rest.slice(syllable.length), covered + 1)),
  );
}

function fitsLetters(name: string, letters: string, readings: Readings): boolean {
  const characters = Array.from(name);
  const syllables = characters.map((character) => readings.of(character));
  const initials = characters.map((character) => initialsOf(character, readings));
  const areInitials = (place: number) =>
    Array.from(letters).every((letter, at) => initials[place + at]?.includes(letter) === true);
  return characters.some((_, place) => areInitials(place) || isSpelled({ syllables, place }, letters, 0));
}

/** The words of a query: letters typed with spaces between belong together, characters and letters apart. */
export function wordsOf(typed: string): readonly string[] {
  const pieces = typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ü/g, "v")
    .split(/[\s,，、]+/);
  const text = pieces
    .map(tidyName)
    .join(" ")
    .replace(/([a-z]) (?=[a-z])/g, "$1");
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
