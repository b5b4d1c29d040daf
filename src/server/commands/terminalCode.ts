import { create } from "qrcode/lib/core/qrcode.js";

/** Light modules around a symbol (ISO/IEC 18004 §9.1 asks for four; phones read two on a screen). */
const MARGIN = 2;

/**
 * A QR symbol in half blocks, two rows of modules a line. Black on white whatever the terminal's colours are, because
 * many readers do not take inverted symbols.
 */
export function terminalCode(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: "L" });
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < modules.size && y < modules.size && modules.data[y * modules.size + x] === 1;
  const lines: string[] = [];
  for (let y = -MARGIN; y < modules.size + MARGIN; y += 2) {
    let line = "";
    for (let x = -MARGIN; x < modules.size + MARGIN; x++) {
      const [upper, lower] = [isDark(x, y), isDark(x, y + 1)];
      if (upper && lower) line += "█";
      else if (upper) line += "▀";
      else line += lower ? "▄" : " ";
    }
    lines.push(`\u001b[30;107m${line}\u001b[0m`);
  }
  return lines.join("\n");
}
