import { describe, expect, test } from "vitest";
import type { PrinterState } from "../../../src/core/printer/labelPrint.ts";
import { LANGUAGE_RULES, PRINTER_LANGUAGES } from "../../../src/core/printer/language.ts";
import { randomLabel } from "../../support/printerEmulator/labels.ts";
import { emulatedPrinter } from "../../support/printerEmulator/printer.ts";

const { tspl, cpcl, escPos } = LANGUAGE_RULES;

/** Leading bytes up to the picture, as text. */
function head(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

describe("what a label is sent as", () => {
  test("TSPL names size, gap and density, then draws and prints last", () => {
    const bytes = tspl.encode(randomLabel(60, 40, 1, { copies: 3 }));
    expect(head(bytes.slice(2), 97)).toBe(
      "SIZE 60 mm,40 mm\r\nGAP 2 mm,0 mm\r\nDENSITY 8\r\nDIRECTION 0\r\nREFERENCE 0,0\r\nCLS\r\nBITMAP 0,0,60,320,0,",
    );
    expect(head(bytes.slice(-13), 13)).toBe("\r\nPRINT 1,3\r\n");
  });

  test("a set bit of TSPL stays white, also beyond the last dot of a row", () => {
    const raster = { width: 12, height: 1, bytesPerRow: 2, bits: Uint8Array.of(0xf0, 0x80) };
    const bytes = tspl.encode({ raster, width: 1.5, height: 1, gap: 2, density: 8, copies: 1 });
    expect(bytes.slice(-15, -13)).toEqual(Uint8Array.of(0x0f, 0x7f));
  });

  test("CPCL opens a session as high as the label and feeds to the next one only where there is a gap", () => {
    const label = randomLabel(50, 30, 2, { copies: 2, density: 15 });
    const bytes = cpcl.encode(label);
    expect(head(bytes, 72)).toBe("! 0 200 200 240 2\r\nPAGE-WIDTH 400\r\nGAP-SENSE\r\nCONTRAST 3\r\nCG 50 240 0 0 ");
    expect(head(bytes.slice(-15), 15)).toBe("\r\nFORM\r\nPRINT\r\n");
    const roll = cpcl.encode({ ...label, gap: 0 });
    expect(head(roll.slice(-9), 9)).toBe("\r\nPRINT\r\n");
  });

  test("ESC/POS cuts the picture into bands that a small buffer holds", () => {
    const bytes = escPos.encode(randomLabel(50, 30, 3));
    expect([...bytes.subarray(0, 10)]).toEqual([0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 50, 0, 48, 0]);
    expect(bytes.length).toBe(2 + 5 * 8 + 50 * 240 + 2);
  });
});

describe("what a printer answers", () => {
  const states: readonly (readonly [keyof typeof LANGUAGE_RULES, readonly number[], PrinterState | undefined])[] = [
    ["tspl", [0x00], "ready"],
    ["tspl", [0x20], "busy"],
    ["tspl", [0x04], "paperOut"],
    ["tspl", [0x05], "coverOpen"],
    ["tspl", [0x08], "ribbonOut"],
    ["tspl", [0x10], "paused"],
    ["tspl", [0x80], "overheated"],
    ["tspl", [], undefined],
    ["cpcl", [0x00], "ready"],
    ["cpcl", [0x10], "ready"],
    ["cpcl", [0x01], "busy"],
    ["cpcl", [0x02], "paperOut"],
    ["cpcl", [0x06], "coverOpen"],
    ["cpcl", [0x08], "lowBattery"],
    ["cpcl", [0x92], undefined],
    ["escPos", [0x12, 0x12], "ready"],
    ["escPos", [0x16, 0x12], "coverOpen"],
    ["escPos", [0x12, 0x72], "paperOut"],
    ["escPos", [0x52, 0x12], "faulty"],
    ["escPos", [0x12], undefined],
    ["escPos", [0x00, 0x12], undefined],
  ];
  test.each(states)("%s answering %j says %s", (language, bytes, state) => {
    expect(LANGUAGE_RULES[language].readStatus(Uint8Array.from(bytes))).toBe(state);
  });
});

describe("a printer of each language", () => {
  for (const language of PRINTER_LANGUAGES) {
    const { encode, recover, wholeLabels } = LANGUAGE_RULES[language];

    test(`${language}: prints the very dots, as often as asked`, () => {
      const printer = emulatedPrinter(language);
      const label = randomLabel(20, 12, 4, { copies: 2 });
      printer.receive(encode(label));
      expect(printer.papers).toEqual([
        { raster: label.raster, whole: true },
        { raster: label.raster, whole: true },
      ]);
    });

    test(`${language}: cut off anywhere and brought back, the next label is whole and no half one looks like it`, () => {
      const label = randomLabel(4, 3, 5);
      const bytes = encode(label);
      for (let cut = 0; cut < bytes.length; cut++) {
        const printer = emulatedPrinter(language);
        printer.receive(bytes.subarray(0, cut));
        const early = printer.papers.length;
        // What prints is one short command at the very end.
        if (wholeLabels && cut < bytes.length - 2) expect(early).toBe(0);
        printer.receive(recover(label.raster.bits.length, label.gap));
        printer.receive(bytes);
        const whole = printer.papers.filter((paper) => paper.whole);
        for (const paper of whole) expect(paper.raster).toEqual(label.raster);
        expect(whole.length).toBeGreaterThan(0);
        if (!wholeLabels) continue;
        // A print command that lacked only its line end is completed by the next one: the label comes out twice, whole.
        expect(printer.papers.length).toBe(cut < bytes.length - 4 ? 1 : whole.length);
      }
    });
  }
});
