import { viewOf } from "./trueType.ts";

/** What a font says about itself. The Open Font License asks for its first three in every copy. */
export type FontNames = {
  readonly copyright: string;
  readonly licence: string;
  readonly licenceAddress: string;
  readonly family: string;
};

/** Sum that a whole font file comes to once `checkSumAdjustment` is set (OpenType 1.9, `head`). */
const MAGIC_SUM = 0xb1b0afba;

function sumOf(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const left = bytes.length - at;
    sum += left >= 4 ? view.getUint32(at) : tailOf(bytes.subarray(at));
    if (sum > 2 ** 52) sum %= 2 ** 32;
  }
  return sum % 2 ** 32;
}

function tailOf(bytes: Uint8Array): number {
  return ((bytes[0] ?? 0) * 2 ** 24 + (bytes[1] ?? 0) * 2 ** 16 + (bytes[2] ?? 0) * 2 ** 8) % 2 ** 32;
}

const roundUp = (length: number) => Math.ceil(length / 4) * 4;

/** Puts tables, in the order of their tags, into one font file with its sums. */
export function writeFontFile(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const start = 12 + tables.length * 16;
  const file = new Uint8Array(tables.reduce((total, [, bytes]) => total + roundUp(bytes.length), start));
  const view = viewOf(file);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  [tables.length, 16 * 2 ** power, power, (tables.length - 2 ** power) * 16].forEach((value, index) =>
    view.setUint16(4 + index * 2, value),
  );
  let offset = start;
  let head = 0;
  tables.forEach(([tag, bytes], index) => {
    const entry = 12 + index * 16;
    file.set(
      Array.from(tag, (letter) => letter.charCodeAt(0)),
      entry,
    );
    file.set(bytes, offset);
    if (tag === "head") {
      head = offset;
      view.setUint32(head + 8, 0);
    }
    view.setUint32(entry + 4, sumOf(file.subarray(offset, offset + roundUp(bytes.length))));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, bytes.length);
    offset += roundUp(bytes.length);
  });
  view.setUint32(head + 8, MAGIC_SUM - sumOf(file));
  return file;
}

/** The table `name`, in English. */
export function writeNames(names: FontNames): Uint8Array {
  const { copyright, licence, licenceAddress, family } = names;
  const postScript = family.replace(/[^A-Za-z0-9]/g, "");
  const texts: readonly (readonly [id: number, text: string])[] = [
    [0, copyright],
    [1, family],
    [2, "Regular"],
    [3, postScript],
    [4, family],
    [5, "Version 1.0"],
    [6, postScript],
    [13, licence],
    [14, licenceAddress],
  ];
  const start = 6 + texts.length * 12;
  const table = new Uint8Array(texts.reduce((total, [, text]) => total + text.length * 2, start));
  const view = viewOf(table);
  view.setUint16(2, texts.length);
  view.setUint16(4, start);
  let offset = 0;
  texts.forEach(([id, text], index) => {
    // Windows, Unicode, English
    [3, 1, 0x409, id, text.length * 2, offset].forEach((value, part) =>
      view.setUint16(6 + index * 12 + part * 2, value),
    );
    for (let at = 0; at < text.length; at++) view.setUint16(start + offset + at * 2, text.charCodeAt(at));
    offset += text.length * 2;
  });
  return table;
}
