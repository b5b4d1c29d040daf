/** Width and height in whole pixels, reduced to `maxWidth` with the sides in proportion; never enlarged. */
export function reducedSize(
  width: number,
  height: number,
  maxWidth: number,
): { readonly width: number; readonly height: number } {
  if (width <= maxWidth) return { width, height };
  return { width: maxWidth, height: Math.max(1, Math.round((height * maxWidth) / width)) };
}
