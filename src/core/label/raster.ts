/** A 1-bit picture for printers: rows from the top, each padded to whole bytes, most significant bit first, 1 black. */
export type Raster = {
  /** Dots. */
  readonly width: number;
  readonly height: number;
  readonly bytesPerRow: number;
  readonly bits: Uint8Array;
};

/** A white raster. */
export function blankRaster(width: number, height: number): Raster {
  const bytesPerRow = Math.ceil(width / 8);
  return { width, height, bytesPerRow, bits: new Uint8Array(bytesPerRow * height) };
}

/** True for a black dot; everything beside the raster is white. */
export function isBlack({ width, height, bytesPerRow, bits }: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return ((bits[y * bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens one dot; nothing happens beside the raster. */
export function blacken({ width, height, bytesPerRow, bits }: Raster, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = y * bytesPerRow + (x >> 3);
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
}

/** A rectangle of dots. */
export type DotRect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Blackens a rectangle of dots. */
export function blackenRect(raster: Raster, { x, y, width, height }: DotRect): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) blacken(raster, column, row);
  }
}

/** Prints one raster over another: black stays black. */
export function overprint(onto: Raster, { width, height, ...source }: Raster, left: number, top: number): void {
  const picture = { width, height, ...source };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (isBlack(picture, x, y)) blacken(onto, left + x, top + y);
  }
}
