import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defineText, fillIn } from "../../../src/client/text/catalogue.ts";
import { formatDay, formatMoment } from "../../../src/client/text/format.ts";

const TEXT = new URL("../../../src/client/text/", import.meta.url);
const FEATURES = readdirSync(new URL("zh-CN/", TEXT)).map((name) => name.replace(".ts", ""));

async function messagesOf(language: "zh-CN" | "en", feature: string): Promise<Readonly<Record<string, string>>> {
  const module = (await import(new URL(`${language}/${feature}.ts`, TEXT).href)) as Record<
    string,
    Record<string, string>
  >;
  return Object.values(module)[0] ?? {};
}

function parametersOf(message: string): string[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
}

describe.each(FEATURES)("the words of %s", (feature) => {
  test("have the same keys and the same parameters in both languages, and none is empty", async () => {
    const zh = await messagesOf("zh-CN", feature);
    const en = await messagesOf("en", feature);
    expect(Object.keys(zh).length).toBeGreaterThan(0);
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const [key, message] of Object.entries(zh)) {
      expect(message.trim(), key).toBe(message.trim() === "" ? "not empty" : message.trim());
      expect(parametersOf(en[key] ?? ""), key).toEqual(parametersOf(message));
    }
  });

  test("are punctuated as Chinese is: no ASCII comma, colon, question or exclamation mark beside a Chinese character", async () => {
    const wrong = Object.entries(await messagesOf("zh-CN", feature)).filter(([, message]) =>
      /\p{Script=Han}[,:;?!]|[,;?!]\p{Script=Han}/u.test(message),
    );
    expect(wrong).toEqual([]);
  });
});

test("a value stands where its name stood in braces, and braces without a value stay", () => {
  expect(fillIn("还剩 {count} {unit}", { count: 12.5, unit: "千克" })).toBe("还剩 12.5 千克");
  expect(fillIn("{a}{b}", { a: "$&" })).toBe("$&{b}");
});

test("English that cannot be fetched leaves Chinese on the screen", async () => {
  const text = defineText({ yes: "好" }, () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(text.loadEnglish()).resolves.toEqual({ yes: "好" });
});

test("English is fetched once, and every caller gets the same promise", async () => {
  let loads = 0;
  const text = defineText({ yes: "好" }, () => {
    loads += 1;
    return Promise.resolve({ yes: "Yes" });
  });
  expect(text.loadEnglish()).toBe(text.loadEnglish());
  await expect(text.loadEnglish()).resolves.toEqual({ yes: "Yes" });
  expect(loads).toBe(1);
});

test("days and moments are those of China, wherever the phone thinks it is", () => {
  const lastSecondOfTheDay = Date.UTC(2026, 10, 22, 15, 59, 59) / 1000;
  expect(formatDay(lastSecondOfTheDay, "zh-CN")).toBe("2026年11月22日");
  expect(formatDay(lastSecondOfTheDay + 1, "zh-CN")).toBe("2026年11月23日");
  expect(formatMoment(lastSecondOfTheDay + 1, "zh-CN")).toBe("11月23日 00:00");
});
