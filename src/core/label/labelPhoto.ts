import type { Point } from "./box.ts";

/** A grey picture as a camera gives it: one byte a pixel, 0 black. */
export type Photo = { readonly width: number; readonly height: number; readonly luma: Uint8ClampedArray };

/** Corners of a code in a picture: its outer modules' outer edges, from the top left clockwise as the code is read. */
export type CodeCorners = readonly [Point, Point, Point, Point];

/** Grey of a picture at a place in modules of the code, counted from its top left; undefined beside the picture. */
export type ModuleGrey = (x: number, y: number) => number | undefined;

/** The plane map from a square of `size` modules to a code's corners. Source: Heckbert 1989, §2.2.2. */
function mapTo(size: number, [a, b, c, d]: CodeCorners): (x: number, y: number) => Point {
  const bx = b.x - c.x;
  const by = b.y - c.y;
  const dx = d.x - c.x;
  const dy = d.y - c.y;
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const whole = bx * dy - dx * by;
  const g = whole === 0 ? 0 : (sx * dy - dx * sy) / whole;
  const h = whole === 0 ? 0 : (bx * sy - sx * by) / whole;
  return (x, y) => {
    const u = x / size;
    const v = y / size;
    const depth = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / depth,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / depth,
    };
  };
}

/** Grey between pixels. */
function greyAt({ width, height, luma }: Photo, { x, y }: Point): number | undefined {
  // The middle of the first pixel is at a half.
  const left = x - 0.5;
  const top = y - 0.5;
  if (!(left >= 0 && top >= 0 && left < width - 1 && top < height - 1)) return undefined;
  const column = Math.floor(left);
  const row = Math.floor(top);
  const at = row * width + column;
  const upper = (luma[at] ?? 0) * (1 - (left - column)) + (luma[at + 1] ?? 0) * (left - column);
  const lower = (luma[at + width] ?? 0) * (1 - (left - column)) + (luma[at + width + 1] ?? 0) * (left - column);
  return upper * (1 - (top - row)) + lower * (top - row);
}

/** Reads a picture by the modules of the code in it. */
export function byModules(photo: Photo, size: number, corners: CodeCorners): ModuleGrey {
  const map = mapTo(size, corners);
  return (x, y) => greyAt(photo, map(x, y));
}

/** Ways in which each corner is moved while it is sought, in modules, the longest first. */
const MOVES = [0.5, 0.25, 0.12].flatMap((step) =>
  ([0, 1, 2, 3] as const).flatMap((corner) => [
    { corner, dx: step, dy: 0 },
    { corner, dx: -step, dy: 0 },
    { corner, dx: 0, dy: step },
    { corner, dx: 0, dy: -step },
  ]),
);

/**
 * Moves corners to where the expected code fits the picture best: decoders say to about half a module where a code is,
 * which alone would make its outer modules look damaged.
 */
export function settleCorners(
  photo: Photo,
  { size, data }: { readonly size: number; readonly data: Uint8Array },
  corners: CodeCorners,
): CodeCorners {
  const fit = (tried: CodeCorners) => {
    const grey = byModules(photo, size, tried);
    let sum = 0;
    for (let at = 0; at < data.length; at++) {
      const value = grey((at % size) + 0.5, Math.floor(at / size) + 0.5) ?? 128;
      sum += data[at] === 1 ? -value : value;
    }
    return sum;
  };
  const module = Math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y) / size;
  let best = corners;
  let score = fit(best);
  for (const move of MOVES) {
    const moved: [Point, Point, Point, Point] = [...best];
    const { x, y } = best[move.corner];
    moved[move.corner] = { x: x + move.dx * module, y: y + move.dy * module };
    const reached = fit(moved);
    if (reached <= score) continue;
    best = moved;
    score = reached;
  }
  return best;
}
