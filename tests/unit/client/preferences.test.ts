import { expect, test } from "vitest";
import {
  createPreferencesStore,
  DEFAULT_PREFERENCES,
  parsePreferences,
} from "../../../src/client/app/preferencesStore.ts";

function memory(stored: string | null): Pick<Storage, "getItem" | "setItem"> & { value: string | null } {
  return {
    value: stored,
    getItem() {
      return this.value;
    },
    setItem(_key, value) {
      this.value = value;
    },
  };
}

test("a phone without preferences is Chinese, as the system has it, with usual text", () => {
  expect(parsePreferences(null)).toEqual({ language: "zh-CN", theme: "system", elder: false, elderText: 22 });
});

test.each(["", "{", "[]", "null", "7", '"dark"'])("stored nonsense (%s) leaves the defaults", (stored) => {
  expect(parsePreferences(stored)).toEqual(DEFAULT_PREFERENCES);
});

test("an unknown value spoils only its own field", () => {
  expect(parsePreferences('{"language":"fr","theme":"dark","elder":"yes","elderText":31}')).toEqual({
    ...DEFAULT_PREFERENCES,
    theme: "dark",
  });
});

test("a change is in force at once and still there at the next start", () => {
  const storage = memory(null);
  createPreferencesStore(storage).getState().change({ elder: true, elderText: 30 });
  expect(createPreferencesStore(storage).getState()).toMatchObject({ elder: true, elderText: 30, theme: "system" });
});

test("a full disk and refused storage keep the change until the app is closed", () => {
  const full = memory(null);
  full.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  for (const storage of [full, undefined]) {
    const store = createPreferencesStore(storage);
    store.getState().change({ language: "en" });
    expect(store.getState().language).toBe("en");
  }
});
