import { defineText } from "./catalogue.ts";
import { zhLotTests } from "./zh-CN/lotTests.ts";

/** Words of the tests of lots. */
export const lotTestsText = defineText(zhLotTests, async () => (await import("./en/lotTests.ts")).enLotTests);
