import { type CodeBox, type Drawn, type Point, QUIET_ZONE, type Rect, type TickBox, tickMark } from "./box.ts";
import type { Resolution } from "./labelSize.ts";
import { blacken, blackenRect, blankRaster, type Raster } from "./raster.ts";

/** Millimetres in whole printer dots. */
export function toDots(mm: number, { dotsPerMm }: Resolution): number {
  return Math.round(mm * dotsPerMm);
}

/**
 * Draws what must be exact to the dot: codes, tick boxes and rules. Text and pictures are drawn over it where fonts are.
 * @returns a raster as large as the label
 */
export function drawOnDots(label: Drawn): Raster {
  const { resolution } = label;
  const raster = blankRaster(toDots(label.width, resolution), toDots(label.height, resolution));
  for (const box of label.boxes) {
    if (box.kind === "code") drawCode(raster, box, resolution);
    if (box.kind === "tick") drawTick(raster, box, resolution);
    if (box.kind === "rule") fill(raster, box, resolution);
  }
  return raster;
}

function fill(raster: Raster, box: Rect, resolution: Resolution): void {
  blackenRect(raster, {
    x: toDots(box.x, resolution),
    y: toDots(box.y, resolution),
    width: Math.max(1, toDots(box.width, resolution)),
    height: Math.max(1, toDots(box.height, resolution)),
  });
}

function drawCode(raster: Raster, { x, y, modules, dots }: CodeBox, resolution: Resolution): void {
  const left = toDots(x, resolution) + QUIET_ZONE * dots;
  const top = toDots(y, resolution) + QUIET_ZONE * dots;
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.data[row * modules.size + column] !== 1) continue;
      blackenRect(raster, { x: left + column * dots, y: top + row * dots, width: dots, height: dots });
    }
  }
}

function drawTick(raster: Raster, box: TickBox, resolution: Resolution): void {
  const left = toDots(box.x, resolution);
  const top = toDots(box.y, resolution);
  const side = toDots(box.width, resolution);
  const stroke = Math.max(1, toDots(box.stroke, resolution));
  blackenRect(raster, { x: left, y: top, width: side, height: stroke });
  blackenRect(raster, { x: left, y: top + side - stroke, width: side, height: stroke });
  blackenRect(raster, { x: left, y: top, width: stroke, height: side });
  blackenRect(raster, { x: left + side - stroke, y: top, width: stroke, height: side });
  if (!box.ticked) return;
  const scale = resolution.dotsPerMm;
  const corners = tickMark(box).map((point) => ({ x: point.x * scale - 0.5, y: point.y * scale - 0.5 }));
  const reach = Math.max(0.75, stroke * 0.75);
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) {
      const near = corners.some((to, index) => index > 0 && distance({ x, y }, corners[index - 1] ?? to, to) <= reach);
      if (near) blacken(raster, x, y);
    }
  }
}

/** From a point to a stretch of a line. */
function distance(point: Point, from: Point, to: Point): number {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = along.x ** 2 + along.y ** 2;
  const part = length === 0 ? 0 : ((point.x - from.x) * along.x + (point.y - from.y) * along.y) / length;
  const on = Math.min(1, Math.max(0, part));
  return Math.hypot(point.x - from.x - on * along.x, point.y - from.y - on * along.y);
}
