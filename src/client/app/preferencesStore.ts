import { createStore } from "zustand/vanilla";
import { ELDER_TEXT_SIZES, type Preferences, type PreferencesStore } from "../features/settings/preferences.ts";

/** Preferences live in localStorage, since they must be known before the first picture. */
const STORAGE_KEY = "preferences";

/** Chinese, as the phone has it, elder mode off; 22 px is what the elder mode starts with. */
export const DEFAULT_PREFERENCES: Preferences = { language: "zh-CN", theme: "system", elder: false, elderText: 22 };

/** Reads stored preferences field by field: whatever is missing or unknown stays at its default. */
export function parsePreferences(stored: string | null): Preferences {
  const fields = parseObject(stored);
  const { language, theme, elder, elderText } = DEFAULT_PREFERENCES;
  return {
    language: fields["language"] === "en" ? "en" : language,
    theme: fields["theme"] === "light" || fields["theme"] === "dark" ? fields["theme"] : theme,
    elder: typeof fields["elder"] === "boolean" ? fields["elder"] : elder,
    elderText: ELDER_TEXT_SIZES.find((size) => size === fields["elderText"]) ?? elderText,
  };
}

function parseObject(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(stored ?? "null");
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    // Written by something else: the defaults hold, the next change overwrites it.
    return {};
  }
}

/** The preferences of this phone; `storage` gives undefined where the browser refuses it, and then they last until closing. */
export function createPreferencesStore(storage: Pick<Storage, "getItem" | "setItem"> | undefined): PreferencesStore {
  const store: PreferencesStore = createStore((set) => ({
    ...parsePreferences(storage?.getItem(STORAGE_KEY) ?? null),
    change: (preferences) => set(preferences),
  }));
  store.subscribe(({ change: _, ...preferences }) => {
    try {
      storage?.setItem(STORAGE_KEY, JSON.stringify(preferences));
    } catch {
      // The disk is full: the choice holds on this screen, and the settings say what is the matter with the storage.
    }
  });
  return store;
}

/** localStorage, or undefined where merely naming it throws (blocked cookies). */
export function openLocalStorage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

/** Writes the preferences into the document: language, colours, text size, and the colour of the system's bars. */
export function applyPreferences(preferences: Preferences, document: Document): void {
  const root = document.documentElement;
  root.lang = preferences.language;
  setAttribute(root, "data-theme", preferences.theme === "system" ? undefined : preferences.theme);
  setAttribute(root, "data-elder", preferences.elder ? "" : undefined);
  // A percentage, so that the browser's own text size keeps its effect.
  root.style.fontSize = preferences.elder ? `${(preferences.elderText / 16) * 100}%` : "";
  const page = getComputedStyle(root).getPropertyValue("--page").trim();
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    if (preferences.theme === "system") meta.content = meta.dataset["system"] ?? meta.content;
    else meta.content = page;
  }
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
