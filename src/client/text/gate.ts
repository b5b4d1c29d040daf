import { defineText } from "./catalogue.ts";
import { zhGate } from "./zh-CN/gate.ts";

/** Words of what the gate before issuing finds. */
export const gateText = defineText(zhGate, async () => (await import("./en/gate.ts")).enGate);
