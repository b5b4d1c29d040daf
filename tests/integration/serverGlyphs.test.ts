import { afterAll, beforeAll, expect, test } from "vitest";
import { ASCII } from "../../src/core/font/pageFont.ts";
import { uncoveredCharacters } from "../../src/core/font/subset.ts";
import { readTrueType, type TrueTypeFont } from "../../src/core/font/trueType.ts";
import { MAX_GLYPHS } from "../../src/wire/glyphs.ts";
import { PATH } from "../../src/wire/paths.ts";
import { type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startUnderTest();
});
afterAll(() => server.close());

async function fontOf(response: Response): Promise<TrueTypeFont> {
  const font = readTrueType(new Uint8Array(await response.arrayBuffer()));
  if (!font.ok) throw new Error(font.error);
  return font.value;
}

test("a phone gets a font of exactly the characters that it asks for", async () => {
  const characters = `${ASCII}承诺达标合格证王祎刘䶮𬭊`;
  const response = await server.post(PATH.glyphs, { characters });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("font/ttf");
  const font = await fontOf(response);
  expect(uncoveredCharacters([font], characters)).toEqual([]);
  expect(font.glyphs.size).toBe(Array.from(characters).length);
});

test("characters that are in no font are left out, and asking for nothing else finds nothing", async () => {
  const font = await fontOf(await server.post(PATH.glyphs, { characters: "苹果𰻝" }));
  expect(uncoveredCharacters([font], "苹果𰻝")).toEqual(["𰻝"]);
  expect((await server.post(PATH.glyphs, { characters: "𰻝" })).status).toBe(404);
});

test("a client without brotli gets the same font", async () => {
  const [packed, plain] = await Promise.all([
    server.post(PATH.glyphs, { characters: "苹果" }, { "accept-encoding": "br" }),
    server.post(PATH.glyphs, { characters: "苹果" }, { "accept-encoding": "identity" }),
  ]);
  expect(packed.headers.get("content-encoding")).toBe("br");
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.arrayBuffer()).toEqual(await packed.arrayBuffer());
});

test.each([
  ["nothing", ""],
  ["a character twice", "苹苹"],
  [
    "more than a page needs",
    Array.from({ length: MAX_GLYPHS + 1 }, (_, index) => String.fromCharCode(0x4e00 + index)).join(""),
  ],
])("%s is refused", async (_, characters) => {
  expect((await server.post(PATH.glyphs, { characters })).status).toBe(400);
});
