import type { Readings } from "../reference/readings.ts";
import { initialsOf, readNameQuery, tidyName, wordsOf } from "./nameSearch.ts";

/**
 * Letters of a word that are followed as bits of one number; a name that fits the first of them is then held against
 * the whole query.
 */
const MOST_LETTERS = 30;

/** Names laid out one after another, each character by its place in a list of those that occur. */
type Packed = {
  readonly tidied: readonly string[];
  readonly characters: readonly string[];
  /** Where each name begins in `codes`, and where the last one ends. */
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
};

/** A list of names that can be looked through at every key press. */
export type NameScan = {
  /** Places in the list, in order, of the first `limit` names that fit what was typed and are `wanted`. */
  readonly find: (typed: string, limit: number, wanted: (place: number) => boolean) => readonly number[];
};

function pack(names: readonly string[]): Packed {
  const tidied = names.map(tidyName);
  const known = new Map<string, number>();
  const codes: number[] = [];
  const starts = new Uint32Array(names.length + 1);
  tidied.forEach((name, place) => {
    for (const character of name) {
      const code = known.get(character) ?? known.size;
      known.set(character, code);
      codes.push(code);
    }
    starts[place + 1] = codes.length;
  });
  return { tidied, characters: [...known.keys()], starts, codes: Uint32Array.from(codes) };
}

/** A syllable in the letters: the places where it stands, and those from which the letters are its beginning. */
type Syllable = { readonly length: number; readonly whole: number; readonly begun: number };

function syllableIn(letters: string, syllable: string): Syllable {
  let whole = 0;
  let begun = 0;
  for (let place = 0; place < letters.length; place++) {
    if (letters.startsWith(syllable, place)) whole |= 1 << place;
    // The first character of a run must be spelled out: one character alone is not looked for.
    if (place > 0 && syllable.startsWith(letters.slice(place))) begun |= 1 << place;
  }
  return { length: syllable.length, whole, begun };
}

/** What each character that occurs may stand for in the letters, bit by bit. */
function tablesOf(letters: string, characters: readonly string[], readings: Readings) {
  const initials = new Uint32Array(characters.length);
  const begun = new Uint32Array(characters.length);
  const whole: (readonly Syllable[])[] = [];
  const met = new Map<string, Syllable>();
  characters.forEach((character, code) => {
    const first = initialsOf(character, readings);
    let places = 0;
    for (let place = 0; place < letters.length; place++)
      if (first.includes(letters.charAt(place))) places |= 1 << place;
    const syllables = readings.of(character).map((syllable) => {
      const known = met.get(syllable) ?? syllableIn(letters, syllable);
      met.set(syllable, known);
      return known;
    });
    initials[code] = places;
    begun[code] = syllables.reduce((bits, syllable) => bits | syllable.begun, 0);
    whole.push(syllables.filter((syllable) => syllable.whole !== 0));
  });
  return { initials, begun, whole };
}

/** Whether a name has characters in a row that the letters are the initials of, or spell. */
function letterTest(word: string, { starts, codes, characters }: Packed, readings: Readings) {
  const letters = word.slice(0, MOST_LETTERS);
  const { initials, begun, whole } = tablesOf(letters, characters, readings);
  const last = 1 << (letters.length - 1);
  return (name: number): boolean => {
    // Bits: how many letters are the initials of the characters up to here, and how many are spelled by them.
    let run = 0;
    let spelled = 0;
    const end = starts[name + 1] ?? 0;
    for (let at = starts[name] ?? 0; at < end; at++) {
      const code = codes[at] ?? 0;
      run = ((run << 1) | 1) & (initials[code] ?? 0);
      if ((run & last) !== 0 || (spelled & (begun[code] ?? 0)) !== 0) return true;
      let next = 0;
      for (const syllable of whole[code] ?? []) next |= ((spelled | 1) & syllable.whole) << syllable.length;
      spelled = next;
    }
    return false;
  };
}

/**
 * Makes names ready for a search without an index: what fits is what {@link readNameQuery} says, found in one pass
 * over all characters. For a county's operators in memory; a register on a disk has its grams.
 */
export function nameScan(names: readonly string[], readings: Readings): NameScan {
  const packed = pack(names);
  const { tidied } = packed;
  const testOf = (word: string) => {
    const holds = (name: number) => tidied[name]?.includes(word) === true;
    if (!/^[a-z]+$/.test(word)) return holds;
    const isSpelled = letterTest(word, packed, readings);
    return (name: number) => isSpelled(name) || holds(name);
  };
  return {
    find(typed, limit, wanted) {
      const query = readNameQuery(typed, readings);
      const found: number[] = [];
      if (query === undefined) return found;
      const tests = wordsOf(typed).map(testOf);
      for (let name = 0; name < tidied.length && found.length < limit; name++)
        if (wanted(name) && tests.every((test) => test(name)) && query.fits(tidied[name] ?? "")) found.push(name);
      return found;
    },
  };
}
