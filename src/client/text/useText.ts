import { createContext, use, useCallback, useContext } from "react";
import { type Catalogue, fillIn, type Language, type Messages, type Say } from "./catalogue.ts";

/** The language on this screen; the app provides it. */
export const LanguageContext = createContext<Language>("zh-CN");

/** The language on this screen, for dates and numbers. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The words of one catalogue in the language on this screen. Suspends while English is being fetched. */
export function useText<Z extends Messages<Z>>(catalogue: Catalogue<Z>): Say<Z> {
  const language = useContext(LanguageContext);
  const messages: Messages<Z> = language === "en" ? use(catalogue.loadEnglish()) : catalogue.zh;
  return useCallback<Say<Z>>(
    (key, ...[values]) => (values === undefined ? messages[key] : fillIn(messages[key], values)),
    [messages],
  );
}
