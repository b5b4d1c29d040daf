import { defineText } from "./catalogue.ts";
import { zhJoin } from "./zh-CN/join.ts";

/** Words of joining. */
export const joinText = defineText(zhJoin, async () => (await import("./en/join.ts")).enJoin);
