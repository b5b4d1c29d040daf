import { useMemo } from "react";
import { diaryText } from "../../text/diary.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import type { DiaryDeps } from "./diaryDeps.ts";
import type { Words } from "./entryWords.ts";

/** What entries are put into words with on this screen. */
export function useWords({ units }: Pick<DiaryDeps, "units">): Words {
  const text = useText(diaryText);
  const language = useLanguage();
  return useMemo(() => ({ text, language, units }), [text, language, units]);
}
