import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { PAGE_STYLE } from "../../src/page/style.ts";
import { belowFloor } from "../support/browserFloor.ts";
import { newerInScript } from "../support/browserFloorScript.ts";
import { newerInStyle } from "../support/browserFloorStyle.ts";

const inScript = (code: string) => newerInScript("planted.js", code).map(({ feature }) => feature);
const inStyle = (text: string) => newerInStyle(text).map(({ feature }) => feature);

describe("a script is refused for", () => {
  test.each([
    ["class A { static { start(); } }", "class static block"],
    ["await start();", "top-level await"],
    ["class A { #x; static is(o) { return #x in o; } }", "#field in object"],
    ['import pack from "./a.json" with { type: "json" };', "import attributes"],
    ["/(?<=a)b/.test(x);", "look-behind in a regular expression"],
    ["/(?<!a)b/.test(x);", "look-behind in a regular expression"],
    ['new RegExp("(?<=a)b");', "look-behind in a regular expression"],
    ["/[\\p{L}--[a-z]]/v.test(x);", "regular expression flag v"],
    ['new Worker(address, { type: "module" });', "module worker"],
    ["new Worker(address, { type: `module` });", "module worker"],
    ["list.at(-1);", ".at()"],
    ["list.findLast(Boolean);", ".findLast()"],
    ["list.toSorted();", ".toSorted()"],
    ["Object.hasOwn(a, b);", "Object.hasOwn"],
    ["Object.groupBy(a, b);", "Object.groupBy"],
    ["Promise.withResolvers();", "Promise.withResolvers"],
    ["structuredClone(a);", "structuredClone"],
    ["window.structuredClone(a);", "structuredClone"],
    ["crypto.randomUUID();", "crypto.randomUUID"],
    ["globalThis.crypto.randomUUID();", "crypto.randomUUID"],
    ["requestIdleCallback(work);", "requestIdleCallback"],
    ["AbortSignal.timeout(5);", "AbortSignal.timeout"],
    ["new OffscreenCanvas(1, 1);", "OffscreenCanvas"],
    ["video.requestVideoFrameCallback(next);", ".requestVideoFrameCallback()"],
    ["new BarcodeDetector();", "BarcodeDetector"],
    ["navigator.wakeLock.request();", "navigator.wakeLock"],
  ])("%s", (code, feature) => {
    expect(inScript(code)).toEqual([feature]);
  });
});

describe("a script may use a newer API", () => {
  test.each([
    ["after typeof", 'typeof structuredClone == "function" ? structuredClone(a) : copy(a);'],
    ["after in", '"BarcodeDetector" in window && new BarcodeDetector();'],
    [
      "after in, as a minifier writes it",
      "`requestIdleCallback` in window ? window.requestIdleCallback(n) : setTimeout(n);",
    ],
    ["as an optional call", "list.at?.(-1);"],
    ["as an optional member", "navigator.wakeLock?.request();"],
    ["in an if", "if (video.requestVideoFrameCallback) { video.requestVideoFrameCallback(next); }"],
    ["with something to fall back to", "const idle = self.requestIdleCallback || setTimeout;"],
    ["after an early return", "function copy(a) { if (!self.structuredClone) return a; return structuredClone(a); }"],
    [
      "in a callback of the function that tests",
      'function f() { if (typeof reportError == "undefined") return; g(() => reportError(e)); }',
    ],
  ])("%s", (_how, code) => {
    expect(inScript(code)).toEqual([]);
  });

  test("but a test in another function guards nothing", () => {
    expect(
      inScript('function a() { return typeof reportError == "function"; } function b() { reportError(e); }'),
    ).toEqual(["reportError"]);
  });

  test("but a test at the top of a wrapped script guards nothing", () => {
    const filler = Array.from({ length: 200 }, (_, index) => `x${index}();`).join("");
    const code = `(function () { if (self.reportError) start(); ${filler} function b() { reportError(e); } })();`;
    expect(inScript(code)).toEqual(["reportError"]);
  });
});

test.each([
  "class A { #x = 1; static y = 2; get x() { return this.#x ?? 0; } }",
  "const a = b?.c?.[0] ?? 1_000n; a ||= 2;",
  "({ at: 1, structuredClone() {}, reportError: x });",
  "text.replaceAll('a', 'b'); Promise.allSettled([]); new WeakRef(a);",
  "async function f() { for await (const x of y) await x; }",
  "/(?<year>\\d{4})(?!x)\\p{L}/u.test(x);",
])("what the oldest browsers have passes: %s", (code) => {
  expect(inScript(code)).toEqual([]);
});

test("a script that cannot be parsed is an error, not a pass", () => {
  expect(() => newerInScript("planted.js", "const = ;")).toThrow("planted.js");
});

describe("a style sheet is refused for", () => {
  test.each([
    [".a { .b { color: red } }", "nesting"],
    [".a { &:hover { color: red } }", "nesting"],
    [".a { @media (min-width: 1px) { color: red } }", "nesting"],
    [".a:has(.b) { color: red }", ":has("],
    ["@layer base { a { color: red } }", "@layer"],
    ["@layer base;", "@layer"],
    ["@container (min-width: 1px) { a { color: red } }", "@container"],
    ["@media (width >= 600px) { a { color: red } }", "media range"],
    ["a { color: color-mix(in srgb, red, blue) }", "color-mix()"],
    ["a { color: oklch(50% 0.1 20) }", "lab() and oklch()"],
    ["a { color: light-dark(red, blue) }", "light-dark()"],
    ["a { height: 100dvh }", "dynamic viewport units"],
    ["a { min-height: calc(100svh - 2rem) }", "dynamic viewport units"],
    ["a { scale: 1.1 }", "scale"],
    ["a { container-type: inline-size }", "container-type"],
    ["a { mask-image: url(a.svg) }", "mask-image"],
    ["a { grid-template-rows: subgrid }", "subgrid"],
  ])("%s", (text, feature) => {
    expect(inStyle(text)).toEqual([feature]);
  });
});

test.each([
  "a { inset: 0; aspect-ratio: 1; gap: 4px; accent-color: red }",
  "a { height: 100vh; height: 100dvh }",
  "a { color: red; color: color-mix(in srgb, red, blue) }",
  "@supports (height: 100dvh) { a { height: 100dvh } }",
  "@supports selector(:has(a)) { .a:has(.b) { color: red } }",
  "@media (prefers-color-scheme: dark) { a { color: white } } .b { color: red }",
  "@keyframes turn { from { opacity: 0 } to { opacity: 1 } }",
  'a::before { content: "a:has(b) { 100dvh }" } /* .a { .b { } } */',
  "a { -webkit-mask-image: url(a.svg); mask-image: url(a.svg) }",
  "a { background: url(\"data:image/svg+xml;utf8,<svg xmlns='x'>{;}</svg>\") }",
  ".a:is(.b, .c):not(.d, .e):focus-visible { margin-inline: max(1rem, env(safe-area-inset-left)) }",
])("a style sheet of what the oldest browsers have passes: %s", (text) => {
  expect(inStyle(text)).toEqual([]);
});

test("the style that is written into the certificate's page runs on the oldest browsers", () => {
  expect(PAGE_STYLE).toContain("{");
  expect(newerInStyle(PAGE_STYLE)).toEqual([]);
});

describe("a built folder", () => {
  function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), "floor-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  test("is read whole, and findings name their file", () => {
    const folder = folderWith({ "app.js": "list.at(0)", "app.css": "a { height: 1dvh }", "page.html": "list.at(0)" });
    const { files, findings } = belowFloor(folder, []);
    expect(files).toBe(2);
    expect(findings.map(({ file, feature }) => `${file} ${feature}`).sort()).toEqual([
      "app.css dynamic viewport units",
      "app.js .at()",
    ]);
  });

  test("may hold as many uses as are allowed with a reason, and not one more", () => {
    const folder = folderWith({ "app.js": "list.at(0); list.at(1);" });
    const allowed = { file: /^app\.js$/, feature: ".at()", reason: "ours" };
    expect(belowFloor(folder, [{ ...allowed, times: 2 }]).findings).toEqual([]);
    expect(belowFloor(folder, [{ ...allowed, times: 1 }]).findings).toHaveLength(1);
  });
});
