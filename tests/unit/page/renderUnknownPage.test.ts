import { expect, test } from "vitest";
import { renderUnknownPage } from "../../../src/page/renderUnknownPage.ts";
import { CHINESE, ENGLISH } from "../../support/pageInputs.ts";

function readBack(html: string): string | undefined {
  return /<p class="no">(.*?)<\/p>/.exec(html)?.[1];
}

test("an unknown number is read back in fours as it was understood, with what to do", () => {
  const html = renderUnknownPage("7k2m 9qx4-tb8w lCZ6", { code: "notRegistered" }, CHINESE);
  expect(readBack(html)).toBe("7K2M-9QX4-TB8W-1CZ6");
  expect(html).toContain("查不到这个编号");
  expect(html).toContain("用亮证或手机相机扫标签上的二维码。");
});

test("a number that may still arrive brings the script, which can see a signature in the code", () => {
  const html = renderUnknownPage("7K2M9QX4TB8W1CZ6", { code: "notRegistered" }, CHINESE);
  expect(html).toContain(`<script src="${CHINESE.script}" defer></script>`);
  expect(html).toContain('id="code" data-number="7K2M9QX4TB8W1CZ6"');
  expect(html).toContain('data-unregistered-title="已签名，尚未登记"');
  expect(html).toContain('data-units="千克|克|吨|');
  expect(html).not.toContain("data-known");
});

test.each([
  [{ code: "wrongLength", length: 12 }, "编号应是 16 位，现在是 12 位。", "A number has 16 characters; this has 12."],
  [{ code: "unknownCharacter", character: "<" }, "编号里不会有“&lt;”。", "No number holds “&lt;”."],
  [{ code: "checkFailed" }, "有一位抄错了", "One character is wrong"],
] as const)(
  "a text that is no number says what is wrong with it and needs no script: $code",
  (reason, chinese, english) => {
    const html = renderUnknownPage("7K2M9QX4TB8W", reason, CHINESE);
    expect(html).toContain("这个编号不对");
    expect(html).toContain(chinese);
    expect(html).not.toContain("<script");
    expect(renderUnknownPage("7K2M9QX4TB8W", reason, ENGLISH)).toContain(english);
  },
);

test("what was asked for is escaped, cut at forty characters and kept whole outside the basic plane", () => {
  const html = renderUnknownPage(`<b>"'&${"苹".repeat(500)}`, { code: "unknownCharacter", character: "<" }, CHINESE);
  expect(readBack(html)).toMatch(/^&lt;B&gt;&quot;-&#39;&amp;苹苹-苹苹苹苹-/);
  expect(readBack(html)?.match(/苹/g)).toHaveLength(34);
  expect(readBack(renderUnknownPage("123🍎🍎", { code: "wrongLength", length: 5 }, CHINESE))).toBe("123🍎-🍎");
});
