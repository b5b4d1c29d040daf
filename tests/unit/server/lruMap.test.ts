import { expect, test } from "vitest";
import { LruMap } from "../../../src/server/lruMap.ts";

function keysIn(map: LruMap<number, string>, upTo: number): readonly number[] {
  return Array.from({ length: upTo }, (_, key) => key).filter((key) => map.get(key) !== undefined);
}

test("holds no more than its limit and always what was used last", () => {
  const map = new LruMap<number, string>(10);
  for (let key = 0; key < 1000; key++) map.set(key, "陵川");
  const kept = keysIn(map, 1000);
  expect(kept.length).toBeLessThanOrEqual(10);
  expect(kept.slice(-5)).toEqual([995, 996, 997, 998, 999]);
});

test("keeps what is used again and again while others come and go", () => {
  const map = new LruMap<number, string>(10);
  map.set(-1, "晋城");
  for (let key = 0; key < 1000; key++) {
    map.set(key, "陵川");
    expect(map.get(-1)).toBe("晋城");
  }
});

test("forgets one value, those that a condition holds for, or all, wherever they are kept", () => {
  const map = new LruMap<number, string>(14);
  for (let key = 0; key < 8; key++) map.set(key, key % 2 === 0 ? "高平" : "泽州");
  map.set(0, "阳城");
  map.delete(0);
  map.delete(7);
  expect(keysIn(map, 8)).toEqual([1, 2, 3, 4, 5, 6]);
  map.deleteWhere((value) => value === "泽州");
  expect(keysIn(map, 8)).toEqual([2, 4, 6]);
  map.clear();
  expect(keysIn(map, 8)).toEqual([]);
});
