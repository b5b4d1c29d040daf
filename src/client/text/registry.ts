import { defineText } from "./catalogue.ts";
import { zhRegistry } from "./zh-CN/registry.ts";

/** Words of the register's screen. */
export const registryText = defineText(zhRegistry, async () => (await import("./en/registry.ts")).enRegistry);
