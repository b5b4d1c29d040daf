import { defineText } from "./catalogue.ts";
import { zhDiary } from "./zh-CN/diary.ts";

/** Words of the field diary. */
export const diaryText = defineText(zhDiary, async () => (await import("./en/diary.ts")).enDiary);
