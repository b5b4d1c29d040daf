import { expect, test } from "vitest";
import { RateLimit } from "../../../src/server/http/rateLimit.ts";

test("counts each address by itself and says how many seconds to wait", () => {
  const limit = new RateLimit(2);
  expect([limit.take("192.0.2.1", 1000), limit.take("192.0.2.1", 2000)]).toEqual([0, 0]);
  expect(limit.take("192.0.2.1", 31_000)).toBe(30);
  expect(limit.take("192.0.2.2", 31_000)).toBe(0);
});

test("never says zero seconds to whoever is over the limit", () => {
  const limit = new RateLimit(1);
  limit.take("192.0.2.1", 0);
  expect(limit.take("192.0.2.1", 59_999)).toBe(1);
});

test("begins anew after a minute", () => {
  const limit = new RateLimit(1);
  limit.take("192.0.2.1", 0);
  expect(limit.take("192.0.2.1", 59_000)).toBeGreaterThan(0);
  expect(limit.take("192.0.2.1", 60_000)).toBe(0);
});

test("holds a bounded number of addresses however many ask within a minute, and goes on limiting", () => {
  const limit = new RateLimit(1);
  for (let address = 0; address < 250_000; address++) limit.take(`2001:db8::${address.toString(16)}`, 0);
  expect(limit.addresses).toBeLessThanOrEqual(100_000);
  limit.take("192.0.2.1", 10);
  expect(limit.take("192.0.2.1", 20)).toBeGreaterThan(0);
});
