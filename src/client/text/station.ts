import { defineText } from "./catalogue.ts";
import { zhStation } from "./zh-CN/station.ts";

/** Words of a service station's screens, and of a farmer's side of them. */
export const stationText = defineText(zhStation, async () => (await import("./en/station.ts")).enStation);
