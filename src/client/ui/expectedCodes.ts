import { create } from "qrcode/lib/core/qrcode.js";
import type { ExpectedCode } from "../../core/label/grade.ts";

/** Masks that a code can be drawn with. Source: ISO/IEC 18004 §7.8.2. */
const MASKS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** A text drawn as a code at level M in each of the ways in which it can have been printed; none when it fits no code. */
export function expectedCodes(text: string): readonly ExpectedCode[] {
  try {
    return MASKS.map((maskPattern) => {
      const { modules } = create(text, { errorCorrectionLevel: "M", maskPattern });
      return { size: modules.size, data: modules.data, reserved: modules.reservedBit };
    });
  } catch {
    return [];
  }
}
