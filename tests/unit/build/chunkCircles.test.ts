import { expect, test } from "vitest";
import { findCircle } from "../../../src/build/chunkCircles.ts";

test("files that import each other in a circle are named, and only they", () => {
  const chunks = [
    { fileName: "first.js", imports: ["shared.js"] },
    { fileName: "shared.js", imports: ["lists.js"] },
    { fileName: "lists.js", imports: ["shared.js", "words.js"] },
    { fileName: "words.js", imports: [] },
  ];
  expect(findCircle(chunks)).toEqual(["shared.js", "lists.js"]);
});

test("files that share others without a circle are in order", () => {
  const chunks = [
    { fileName: "issue.js", imports: ["shared.js", "words.js"] },
    { fileName: "scan.js", imports: ["shared.js"] },
    { fileName: "shared.js", imports: ["words.js"] },
    { fileName: "words.js", imports: [] },
  ];
  expect(findCircle(chunks)).toBeUndefined();
});
