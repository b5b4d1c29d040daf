import { beforeAll, expect, test } from "vitest";
import { readRate, startDecoder } from "../support/damagedPrints.ts";
import { STRENGTHS, UNDAMAGED } from "../support/printDamage.ts";

beforeAll(startDecoder);

test("a label as it left the printer is always read", async () => {
  expect(await readRate(UNDAMAGED, 20)).toBe(1);
});

test("of labels with light damage of every kind at once, 99 in 100 are read at three dots a module", async () => {
  expect(await readRate(STRENGTHS.light, 200)).toBeGreaterThanOrEqual(0.99);
}, 300_000);

test.each(["deadRows", "blur", "contrast", "wear"] as const)("light damage of one kind is read: %s", async (kind) => {
  expect(await readRate({ ...UNDAMAGED, [kind]: STRENGTHS.light[kind] }, 20)).toBeGreaterThanOrEqual(0.99);
});
