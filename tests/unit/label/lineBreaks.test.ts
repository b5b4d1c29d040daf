import { expect, test } from "vitest";
import { breakLines, characterWidth, piecesOf, textWidth } from "../../../src/core/label/lineBreaks.ts";

function broken(text: string, room: number): readonly string[] {
  return breakLines(piecesOf(text, characterWidth), () => room, characterWidth);
}

test("no line begins with a closing mark or ends with an opening one", () => {
  expect(broken("未使用禁用农药、兽药；", 7)).toEqual(["未使用禁用农", "药、兽药；"]);
  expect(broken("西瑶泉村（一组）", 5)).toEqual(["西瑶泉村", "（一组）"]);
});

test("words and numbers stay whole, and are cut only where no line holds them", () => {
  expect(broken("电话13835612345", 7)).toEqual(["电话", "13835612345"]);
  expect(broken("500 千克", 2.5)).toEqual(["500", "千克"]);
  expect(broken("13835612345", 3)).toEqual(["13835", "61234", "5"]);
});

test("lines beside a code are shorter than those below it", () => {
  const lines = breakLines(
    piecesOf("山西省晋城市陵川县附城镇", characterWidth),
    (line) => (line < 2 ? 3 : 6),
    characterWidth,
  );
  expect(lines).toEqual(["山西省", "晋城市", "陵川县附城镇"]);
});

test("a Chinese character is a square, Latin letters are as wide as in the font of the PDF", () => {
  expect(textWidth("祎䶮𬭊", characterWidth)).toBe(3);
  expect(textWidth("0-W", characterWidth)).toBeCloseTo(0.555 + 0.347 + 0.878);
});
