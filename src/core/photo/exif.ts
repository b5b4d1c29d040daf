import { dayNumber } from "../date.ts";

/** What a camera wrote into a photo: when it was taken, by the camera's clock in China's time, and whether where. */
export type PhotoNotes = { readonly takenAt?: number; readonly hasPlace: boolean };

const CHINA_OFFSET = 8 * 3600;
const DAY_SECONDS = 86_400;
/** Tags of the Exif directories (CIPA DC-008, 4.6). */
const TAG = { exif: 0x8769, place: 0x8825, takenAt: 0x9003 } as const;
/** Entries of one directory that are looked at. */
const MAX_ENTRIES = 200;

/** Where the Exif part of a JPEG begins, behind its own head; undefined when it has none. */
function exifStart(view: DataView): number | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isExif = marker === 0xe1 && view.getUint32(at + 4) === 0x45786966;
    if (isExif) return at + 10;
    // The picture itself begins: nothing is noted behind it.
    if (marker === 0xda) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The values or offsets of a directory's entries by tag. */
function directory(view: DataView, at: number, little: boolean): ReadonlyMap<number, number> {
  const count = Math.min(view.getUint16(at, little), MAX_ENTRIES);
  const entries = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const entry = at + 2 + index * 12;
    entries.set(view.getUint16(entry, little), view.getUint32(entry + 8, little));
  }
  return entries;
}

/** `2026:11:22 08:30:00` in Unix seconds. */
function moment(text: string): number | undefined {
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(text);
  const days = parts === null ? undefined : dayNumber(`${parts[1]}-${parts[2]}-${parts[3]}`);
  if (parts === null || days === undefined) return undefined;
  const seconds = Number(parts[4]) * 3600 + Number(parts[5]) * 60 + Number(parts[6]);
  return seconds < DAY_SECONDS ? days * DAY_SECONDS + seconds - CHINA_OFFSET : undefined;
}

/** Reads what a camera wrote into a JPEG; damaged notes are none. */
export function readPhotoNotes(jpeg: Uint8Array): PhotoNotes {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  try {
    const start = exifStart(view);
    if (start === undefined) return { hasPlace: false };
    const little = view.getUint16(start) === 0x4949;
    const first = directory(view, start + view.getUint32(start + 4, little), little);
    const exif = first.get(TAG.exif);
    const taken = exif === undefined ? undefined : directory(view, start + exif, little).get(TAG.takenAt);
    const ascii = taken === undefined ? [] : jpeg.subarray(start + taken, start + taken + 19);
    const takenAt = moment(String.fromCharCode(...ascii));
    return { hasPlace: first.has(TAG.place), ...(takenAt === undefined ? {} : { takenAt }) };
  } catch (error) {
    // An offset that leads out of the file.
    if (error instanceof RangeError) return { hasPlace: false };
    throw error;
  }
}
