import { err, ok, type Result } from "../result.ts";

/** A file in a zip, still packed: method 0 stored, 8 deflated. */
export type ZipEntry = { readonly method: number; readonly packed: Uint8Array };

/** Takes packed bytes in parts and gives back unpacked ones, as fflate's `Inflate` does. @throws for damaged bytes */
export type Inflater = { readonly push: (packed: Uint8Array, last: boolean) => void };
/** Begins to unpack deflated bytes. */
export type NewInflater = (unpacked: (bytes: Uint8Array) => void) => Inflater;

/** End of central directory record, central directory header and local header (PKWARE APPNOTE 4.3). */
const END = { signature: 0x06054b50, size: 22, longestComment: 65_535 } as const;
const CENTRAL = { signature: 0x02014b50, size: 46 } as const;
const LOCAL = { signature: 0x04034b50, size: 30 } as const;
/** Packed bytes given to the inflater at once: deflate makes at most 1,032 times as many. */
const STEP = 16_384;

function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - END.size;
  for (let at = last; at >= 0 && at >= last - END.longestComment; at--) {
    if (view.getUint32(at, true) === END.signature) return at;
  }
  return undefined;
}

/** The files of a zip by their paths; undefined for bytes that are none. */
export function zipEntries(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const names = new TextDecoder();
  const entries = new Map<string, ZipEntry>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + CENTRAL.size > bytes.length || view.getUint32(at, true) !== CENTRAL.signature) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const name = names.decode(bytes.subarray(at + CENTRAL.size, at + CENTRAL.size + nameLength));
    const header = view.getUint32(at + 42, true);
    if (header + LOCAL.size > bytes.length || view.getUint32(header, true) !== LOCAL.signature) return undefined;
    const start = header + LOCAL.size + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
    entries.set(name.replace(/\\/g, "/"), { method: view.getUint16(at + 10, true), packed });
    at += CENTRAL.size + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** How many bytes may still be unpacked; shared by the files of one zip. */
export type Budget = { left: number };

/** Unpacks a file part by part, so that it never lies in memory whole; ends as soon as the budget is used up. */
export function unpack(
  { method, packed }: ZipEntry,
  { budget, newInflater }: { readonly budget: Budget; readonly newInflater: NewInflater },
  given: (bytes: Uint8Array) => void,
): Result<undefined, "damaged" | "tooManyCells"> {
  const take = (bytes: Uint8Array) => {
    budget.left -= bytes.length;
    if (budget.left >= 0) given(bytes);
  };
  if (method !== 0 && method !== 8) return err("damaged");
  const inflater = method === 8 ? newInflater(take) : { push: take };
  try {
    for (let at = 0; at < packed.length && budget.left >= 0; at += STEP) {
      inflater.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    }
  } catch {
    return err("damaged");
  }
  return budget.left < 0 ? err("tooManyCells") : ok(undefined);
}
