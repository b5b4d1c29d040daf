import type { Messages } from "../catalogue.ts";
import type { zhPhoto } from "../zh-CN/photo.ts";

/** Photos and scans. */
export const enPhoto = {
  choose: "Take a photo or choose a file",
  again: "Choose another",
  remove: "Remove",
  pdf: "PDF file, {size}",
  picture: "Chosen photo, {size}",
  place: "Keep where it was taken",
  "place.hint": "The photo notes where it was taken. Unless you tick this, that is left out.",
  unreadable: "This file cannot be read. Choose a photo (JPEG, PNG) or a PDF.",
  tooLarge: "The file is larger than 10 MB. Choose a smaller one.",
  preparing: "Preparing the photo",
} as const satisfies Messages<typeof zhPhoto>;
