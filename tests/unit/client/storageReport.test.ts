import { expect, test } from "vitest";
import { askPersistent, reportStorage } from "../../../src/client/app/storageReport.ts";

test("a browser that promises to keep data says so, with what is used and free", async () => {
  const browser = {
    persisted: () => Promise.resolve(true),
    estimate: () => Promise.resolve({ usage: 25_000_000, quota: 1_025_000_000 }),
  };
  expect(await reportStorage(browser)).toEqual({ state: "persistent", used: 25_000_000, free: 1_000_000_000 });
});

test("what cannot be asked counts as not promised", async () => {
  const nothing = { state: "bestEffort", used: undefined, free: undefined };
  expect(await reportStorage(undefined)).toEqual(nothing);
  expect(await reportStorage({ persisted: () => Promise.reject(new TypeError("private window")) })).toEqual(nothing);
});

test("hardly any room left is said before anything else", async () => {
  const browser = {
    persisted: () => Promise.resolve(true),
    estimate: () => Promise.resolve({ usage: 99_000_000, quota: 100_000_000 }),
  };
  expect(await reportStorage(browser)).toEqual({ state: "full", used: 99_000_000, free: 1_000_000 });
});

test("asking reports what the browser does afterwards, not what it answered", async () => {
  let persistent = false;
  const browser = {
    persist: () => {
      persistent = true;
      return Promise.resolve(false);
    },
    persisted: () => Promise.resolve(persistent),
  };
  expect((await askPersistent(browser)).state).toBe("persistent");
});
