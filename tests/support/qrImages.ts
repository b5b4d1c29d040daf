import QRCode from "qrcode";

/** A grey picture, one byte a pixel, 0 black. */
export type GreyImage = { readonly width: number; readonly height: number; readonly luma: Uint8ClampedArray };

/** A picture with all pixels of one grey. */
export function blankImage(width: number, height: number, grey = 128): GreyImage {
  return { width, height, luma: new Uint8ClampedArray(width * height).fill(grey) };
}

/** A QR code at `pixelsPerModule` with its quiet zone of four modules, ECC M as every code of ours. */
export function drawQr(text: string, pixelsPerModule: number): GreyImage {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const side = (modules.size + 8) * pixelsPerModule;
  const luma = new Uint8ClampedArray(side * side).fill(255);
  for (let y = 0; y < side; y++) {
    const row = Math.floor(y / pixelsPerModule) - 4;
    for (let x = 0; x < side; x++) {
      const column = Math.floor(x / pixelsPerModule) - 4;
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (inside && modules.get(row, column) !== 0) luma[y * side + x] = 0;
    }
  }
  return { width: side, height: side, luma };
}

/** Copies a picture onto another at a place; what sticks out is cut off. */
export function paste(onto: GreyImage, picture: GreyImage, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < picture.height && y + top < onto.height; y++) {
    for (let x = Math.max(0, -left); x < picture.width && x + left < onto.width; x++) {
      onto.luma[(y + top) * onto.width + x + left] = picture.luma[y * picture.width + x] ?? 0;
    }
  }
}

/**
 * A camera frame that shows codes side by side on grey, each as large as fits with whole pixels a module.
 * @throws RangeError when a code would get less than two pixels a module
 */
export function frameOfCodes(texts: readonly string[], width = 1280, height = 720): GreyImage {
  const frame = blankImage(width, height);
  const columns = Math.ceil(Math.sqrt(texts.length * (width / height)));
  const rows = Math.ceil(texts.length / columns);
  const cell = { width: width / columns, height: height / rows };
  texts.forEach((text, index) => {
    const modules = drawQr(text, 1).width;
    const scale = Math.floor((Math.min(cell.width, cell.height) * 0.92) / modules);
    if (scale < 2) throw new RangeError(`${texts.length} codes of ${modules} modules do not fit ${width}x${height}`);
    const code = drawQr(text, scale);
    const left = (index % columns) * cell.width + (cell.width - code.width) / 2;
    const top = Math.floor(index / columns) * cell.height + (cell.height - code.height) / 2;
    paste(frame, code, Math.round(left), Math.round(top));
  });
  return frame;
}

/** Opaque RGBA pixels of a grey picture. */
export function toRgba({ luma }: GreyImage): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(luma.length * 4).fill(255);
  for (let index = 0; index < luma.length; index++) {
    const grey = luma[index] ?? 0;
    rgba[index * 4] = grey;
    rgba[index * 4 + 1] = grey;
    rgba[index * 4 + 2] = grey;
  }
  return rgba;
}

/** Gaussian blur; `sigma` in pixels, 0 leaves the picture as it is. */
export function blurred(image: GreyImage, sigma: number): GreyImage {
  if (sigma <= 0) return image;
  const radius = Math.ceil(sigma * 2.5);
  const weights = Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
  );
  return smeared(smeared(image, weights, { x: 1, y: 0 }), weights, { x: 0, y: 1 });
}

/** Adds `weight` times the picture, moved by whole pixels, to the sums; edges repeat. */
function addShifted(
  sums: Float32Array,
  { width, height, luma }: GreyImage,
  weight: number,
  shift: readonly [number, number],
): void {
  for (let y = 0; y < height; y++) {
    const row = Math.min(height - 1, Math.max(0, y + shift[1])) * width;
    for (let x = 0; x < width; x++) {
      const column = Math.min(width - 1, Math.max(0, x + shift[0]));
      const at = y * width + x;
      sums[at] = (sums[at] ?? 0) + weight * (luma[row + column] ?? 0);
    }
  }
}

/** Averages along a line: `weights` are centred and taken one `step` (in pixels) apart. */
export function smeared(
  image: GreyImage,
  weights: readonly number[],
  step: { readonly x: number; readonly y: number },
): GreyImage {
  const { width, height } = image;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sums = new Float32Array(image.luma.length);
  weights.forEach((weight, tap) => {
    const far = tap - (weights.length - 1) / 2;
    addShifted(sums, image, weight / total, [Math.round(far * step.x), Math.round(far * step.y)]);
  });
  return { width, height, luma: new Uint8ClampedArray(sums) };
}
