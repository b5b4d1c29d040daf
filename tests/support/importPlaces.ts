import type { PlaceTables } from "../../src/core/import/findPlace.ts";

/** Part of 陵川县 as its pack gives it. */
export const LINGCHUAN_PLACES: PlaceTables = {
  counties: [{ code: "140524", name: "陵川县" }],
  packs: new Map([
    [
      "140524",
      {
        county: "140524",
        version: "2023-06-30",
        towns: [
          {
            code: "140524100",
            name: "崇文镇",
            villages: [
              { code: "140524100201", name: "西街村委会" },
              { code: "140524100202", name: "岭常村委会" },
            ],
          },
          {
            code: "140524101",
            name: "礼义镇",
            villages: [{ code: "140524101201", name: "东街村委会" }],
          },
        ],
      },
    ],
  ]),
};
