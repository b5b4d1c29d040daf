import { defineText } from "./catalogue.ts";
import { zhPeople } from "./zh-CN/people.ts";

/** Words of people and phones. */
export const peopleText = defineText(zhPeople, async () => (await import("./en/people.ts")).enPeople);
