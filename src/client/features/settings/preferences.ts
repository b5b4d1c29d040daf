import type { StoreApi } from "zustand/vanilla";
import type { Language } from "../../text/catalogue.ts";

/** Colours: as the phone says, or by hand. */
export type Theme = "system" | "light" | "dark";

/** How a person wants the app to look. */
export type Preferences = {
  readonly language: Language;
  readonly theme: Theme;
  /** Larger text and targets of at least 60 px. */
  readonly elder: boolean;
  /** Main text in the elder mode at the browser's usual text size, one of {@link ELDER_TEXT_SIZES}. */
  readonly elderText: number;
};

/** Sizes of the elder mode in pixels. */
export const ELDER_TEXT_SIZES: readonly number[] = [18, 20, 22, 24, 26, 28, 30];

/** Preferences, kept on this phone and in force at once; `change` keeps what it is not given. */
export type PreferencesStore = StoreApi<Preferences & { readonly change: (preferences: Partial<Preferences>) => void }>;
