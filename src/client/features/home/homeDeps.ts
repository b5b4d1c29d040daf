import type { StoreApi } from "zustand/vanilla";

/** Who this phone acts as. */
export type HomeOperator = {
  /** Full name as registered; the person's own screen needs no mask. */
  readonly name: string;
  /** Region in words: 山西省晋城市陵川县. */
  readonly region: string;
  readonly mayIssue: boolean;
  readonly isOfficer: boolean;
  /** Issues for walk-in farmers (代开). */
  readonly isStation: boolean;
};

/** How far this phone's statements have got. `refused` wins over `sending`, and that over `waiting`. */
export type SyncSummary = {
  readonly state: "upToDate" | "waiting" | "sending" | "refused";
  /** Statements not acknowledged yet. */
  readonly waiting: number;
  /** Statements that the endpoint refused for good. */
  readonly refused: number;
  /** Unix seconds of the last answer of the endpoint. */
  readonly lastContact: number | undefined;
};

/** What the browser does with this phone's data: `unavailable` = it stores nothing, `full` = the last write did not fit. */
export type StorageState = "unknown" | "persistent" | "bestEffort" | "full" | "unavailable";

/** What the home screen shows; everything starts unknown and arrives when the stores are open. */
export type HomeState = {
  readonly operator: HomeOperator | undefined;
  readonly sync: SyncSummary;
  /** Endpoint's clock minus this phone's, in seconds, once it is known. */
  readonly clockOffset: number | undefined;
  readonly storage: StorageState;
  /** A certificate was begun and not signed. */
  readonly hasDraft: boolean;
};

/** What the home screen needs from the app. */
export type HomeDeps = {
  readonly state: StoreApi<HomeState>;
  /** Starts sending now, whatever the back-off says; absent where the phone's store does not open. */
  readonly syncNow: (() => void) | undefined;
};

/** The state of a phone that has not joined and has asked nothing yet. */
export const INITIAL_HOME: HomeState = {
  operator: undefined,
  sync: { state: "upToDate", waiting: 0, refused: 0, lastContact: undefined },
  clockOffset: undefined,
  storage: "unknown",
  hasDraft: false,
};
