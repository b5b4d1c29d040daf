import type { Result } from "../../core/result.ts";
import type { OpenError } from "../data/database.ts";
import type { Phone } from "../data/phone.ts";
import type { HomeDeps } from "../features/home/homeDeps.ts";
import type { SettingsDeps } from "../features/settings/settingsDeps.ts";
import type { Packs } from "./packs.ts";

/** What each feature needs of the outside world, put together once by `openServices`. */
export type AppServices = {
  readonly home: HomeDeps;
  readonly settings: SettingsDeps;
  /** This phone's data, or why it cannot be opened; the same promise every time. */
  readonly phone: Promise<Result<Phone, OpenError>>;
  readonly packs: Packs;
  /** Starts sending now, whatever the back-off says. */
  readonly syncNow: () => void;
  /** Brings the home screen up to date, so that nobody who has just joined sees it as a guest. */
  readonly readHome: () => Promise<void>;
  /** Asks the browser to keep the data; false when it refuses. */
  readonly askPersistent: () => Promise<boolean>;
};
