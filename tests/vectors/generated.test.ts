import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allCases, caseText } from "./generator/allCases.ts";
import { keysText } from "./generator/keys.ts";

function checkedIn(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}

test("the generator makes exactly the checked-in files", async () => {
  const made = new Map((await allCases()).map((vector) => [`${vector.id}.json`, caseText(vector)]));
  made.set("keys.json", keysText());
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));
  expect([...made.keys()].sort()).toEqual(names.sort());
  for (const [name, text] of made)
    expect(text === checkedIn(name), `${name}: run node tests/vectors/generate.ts`).toBe(true);
});

test("the README names every case with its title", () => {
  const readme = checkedIn("README.md");
  const names = readdirSync(import.meta.dirname).filter((name) => /^[A-Z]\d\d\.json$/.test(name));
  for (const name of names) {
    const { id, title } = JSON.parse(checkedIn(name)) as { readonly id: string; readonly title: string };
    expect(readme).toContain(`| [${id}](${name}) | ${title} |`);
  }
});
