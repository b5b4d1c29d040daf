import type { HomeDeps } from "../features/home/homeDeps.ts";
import type { SettingsDeps } from "../features/settings/settingsDeps.ts";

/** What each feature needs of the outside world, put together once by `openServices`. */
export type AppServices = {
  readonly home: HomeDeps;
  readonly settings: SettingsDeps;
};
