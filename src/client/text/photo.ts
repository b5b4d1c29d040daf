import { defineText } from "./catalogue.ts";
import { zhPhoto } from "./zh-CN/photo.ts";

/** Words of the field for a photo or a paper's scan. */
export const photoText = defineText(zhPhoto, async () => (await import("./en/photo.ts")).enPhoto);
