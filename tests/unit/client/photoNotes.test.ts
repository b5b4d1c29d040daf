import { expect, test } from "vitest";
import { readPhotoNotes } from "../../../src/core/photo/exif.ts";

/** A JPEG's head with Exif notes: when it was taken and, if asked, where. */
function photo({ little, place }: { readonly little: boolean; readonly place: boolean }): Uint8Array {
  const exif = new Uint8Array(120);
  const view = new DataView(exif.buffer);
  const entry = (at: number, tag: number, value: number) => {
    view.setUint16(at, tag, little);
    view.setUint32(at + 8, value, little);
  };
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint32(4, 8, little);
  view.setUint16(8, place ? 2 : 1, little);
  entry(10, 0x8769, 40);
  if (place) entry(22, 0x8825, 40);
  view.setUint16(40, 1, little);
  entry(42, 0x9003, 60);
  exif.set(new TextEncoder().encode("2026:11:22 08:00:00"), 60);
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1, 0, 128, 0x45, 0x78, 0x69, 0x66, 0, 0];
  return Uint8Array.from([...head, ...exif]);
}

test("a photo's notes say when it was taken, in either byte order, and whether where", () => {
  expect(readPhotoNotes(photo({ little: true, place: true }))).toEqual({ takenAt: 1_795_305_600, hasPlace: true });
  expect(readPhotoNotes(photo({ little: false, place: false }))).toEqual({ takenAt: 1_795_305_600, hasPlace: false });
});

test("a file without notes, or with notes cut short, has none", () => {
  const whole = photo({ little: true, place: true });
  expect(readPhotoNotes(Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 0, 2))).toEqual({ hasPlace: false });
  expect(readPhotoNotes(new TextEncoder().encode("%PDF-1.7"))).toEqual({ hasPlace: false });
  for (let length = 0; length < whole.length; length++)
    expect(() => readPhotoNotes(whole.slice(0, length))).not.toThrow();
});
