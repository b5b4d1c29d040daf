import type { Drawn, PictureBox } from "../../../core/label/box.ts";
import { dithered, type GreyPicture } from "../../../core/label/dither.ts";
import { drawOnDots, toDots } from "../../../core/label/drawOnDots.ts";
import { isBlack, overprint, type Raster } from "../../../core/label/raster.ts";
import { drawTextOn } from "./drawText.ts";
import { resized } from "./greyPicture.ts";

/** A label in the dots of its printer: codes and ticks exact to the dot, text in this phone's font, pictures dithered. */
export function rasterOf(label: Drawn, pictures: readonly GreyPicture[]): Raster {
  const raster = drawOnDots(label);
  drawTextOn(raster, label);
  for (const box of label.boxes) if (box.kind === "picture") drawPicture(raster, label, box, pictures);
  return raster;
}

function drawPicture(raster: Raster, { resolution }: Drawn, box: PictureBox, pictures: readonly GreyPicture[]): void {
  const picture = pictures[box.picture];
  if (picture === undefined) return;
  const width = Math.max(1, toDots(box.width, resolution));
  const height = Math.max(1, toDots(box.height, resolution));
  overprint(raster, dithered(resized(picture, width, height)), toDots(box.x, resolution), toDots(box.y, resolution));
}

/** Puts a raster on a canvas of as many pixels. */
export function showRaster(canvas: HTMLCanvasElement, raster: Raster): void {
  canvas.width = raster.width;
  canvas.height = raster.height;
  const image = new ImageData(raster.width, raster.height);
  for (let at = 0; at < raster.width * raster.height; at++) {
    const grey = isBlack(raster, at % raster.width, Math.floor(at / raster.width)) ? 0 : 255;
    image.data.set([grey, grey, grey, 255], at * 4);
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

/** A raster as a PNG, one pixel a dot. */
export function pngOf(raster: Raster): Promise<Blob> {
  const canvas = document.createElement("canvas");
  showRaster(canvas, raster);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture of a label")) : resolve(blob)), "image/png");
  });
}
