import { createStore } from "zustand/vanilla";
import { toHex } from "../../../core/bytes.ts";
import type { Verification } from "../../../core/verify/verdict.ts";
import type { CameraError } from "./cameraSource.ts";
import type { CodeWay, ScanDeps } from "./scanDeps.ts";
import { createSightings } from "./sightings.ts";

/** A code with its verdict. */
export type Result = {
  readonly text: string;
  readonly verification: Verification;
  /** The register is being asked. */
  readonly asking: boolean;
  /** Looked at before since the screen opened. */
  readonly again: boolean;
};

/** Everything the scanner shows. */
export type ScanState = {
  readonly camera: "starting" | "on" | "off";
  readonly cameraError: CameraError | undefined;
  /** Up to six codes of one picture. */
  readonly several: boolean;
  /** Newest first; one unless several are looked for. */
  readonly results: readonly Result[];
  /** How many different codes were looked at since the screen opened. */
  readonly count: number;
  /** A picture was looked at and nothing was found in it. */
  readonly nothingFound: boolean;
  /** The code is no certificate and leads elsewhere in the app. */
  readonly way: CodeWay | undefined;
  readonly notKept: boolean;
  /** This phone's data could not be read, so nothing was checked. */
  readonly checkFailed: boolean;
  /** Neither our decoder nor its stand-in could be started. */
  readonly scannerBroken: boolean;
};

/** What happens on the scanner. */
export type ScanEvents = {
  readonly cameraOpened: () => void;
  readonly cameraFailed: (error: CameraError) => void;
  readonly cameraClosed: () => void;
  readonly scannerBroke: () => void;
  /** Codes in a camera picture; the same ones are reported many times a second. */
  readonly codesSeen: (texts: readonly string[]) => Promise<void>;
  /** Codes in a chosen picture. */
  readonly pictureRead: (texts: readonly string[]) => Promise<void>;
  readonly numberTyped: (text: string) => Promise<void>;
  readonly scanAgainPressed: () => void;
  readonly severalToggled: (several: boolean) => void;
};

/** State and events of scanning. */
export type ScanStore = ScanState & ScanEvents;

/** How a verdict feels: good, to be looked into, or bad. */
export type Signal = "good" | "caution" | "bad";

/** Results that are kept on the screen when several codes are looked for. */
const KEPT = 12;

/** Sound and vibration of a verdict. */
export function signalOf({ verdict }: Verification): Signal {
  if (verdict === "authentic") return "good";
  return verdict === "unconfirmed" || verdict === "malformed" ? "caution" : "bad";
}

const NOTHING_YET: ScanState = {
  camera: "starting",
  cameraError: undefined,
  several: false,
  results: [],
  count: 0,
  nothingFound: false,
  way: undefined,
  notKept: false,
  checkFailed: false,
  scannerBroken: false,
};

/** What the store takes besides its deps. */
export type ScanSurroundings = {
  /** Lets the person hear and feel a verdict. */
  readonly signal: (signal: Signal) => void;
  /** Milliseconds that only run forward. */
  readonly nowMs: () => number;
};

/** Two texts that lead to one certificate count as one code in a session. */
function identity({ text, verification }: Pick<Result, "text" | "verification">): string {
  return verification.id === undefined ? text : toHex(verification.id);
}

type Access = { readonly set: (state: Partial<ScanState>) => void; readonly get: () => ScanState };

/** How results come onto the screen. */
function createBoard({ set, get }: Access, signal: (signal: Signal) => void) {
  return {
    show(result: Result) {
      const others = get().results.filter((other) => identity(other) !== identity(result));
      set({ results: [result, ...(get().several ? others.slice(0, KEPT - 1) : [])] });
      signal(signalOf(result.verification));
    },
    /** Puts the register's answer in the place of the phone's verdict; a changed one comes back if it has left. */
    replace(first: Result, answered: Result) {
      const { results } = get();
      const shown = results.some((result) => result.text === first.text);
      const changed = signalOf(answered.verification) !== signalOf(first.verification);
      if (shown) set({ results: results.map((result) => (result.text === first.text ? answered : result)) });
      else if (changed) set({ results: [answered, ...results] });
      if (changed) signal(signalOf(answered.verification));
    },
    /** What must not be sold stays until somebody has taken note of it; anything else makes room for the next code. */
    isHeld() {
      const { several, results } = get();
      return !several && results.some(({ verification }) => signalOf(verification) === "bad");
    },
  };
}

/** Looks at one text after the other: phone first, register after, and remembers what came of it. */
function createLook(deps: ScanDeps, { set }: Pick<Access, "set">, board: ReturnType<typeof createBoard>) {
  const known = new Set<string>();
  const settle = async (first: Result) => {
    const verification = (await deps.verifyOnline(first.text)) ?? first.verification;
    board.replace(first, { ...first, verification, asking: false });
    if (first.again) return;
    const kept = await deps.remember(first.text, verification);
    if (!kept) set({ notKept: true });
  };
  return async (text: string) => {
    const way = deps.wayOf(text);
    if (way !== undefined) return set({ way, results: [] });
    const verification = await deps.verify(text);
    const seen = identity({ text, verification });
    const result = { text, verification, asking: true, again: known.has(seen) };
    known.add(seen);
    set({ way: undefined, nothingFound: false, checkFailed: false, count: known.size });
    board.show(result);
    settle(result).catch(() => {
      board.replace(result, { ...result, asking: false });
      set({ notKept: true });
    });
  };
}

/** Makes the scanner's store. */
export function createScanStore(deps: ScanDeps, { signal, nowMs }: ScanSurroundings) {
  return createStore<ScanStore>()((set, get) => {
    const sightings = createSightings(nowMs);
    const board = createBoard({ set, get }, signal);
    const look = createLook(deps, { set }, board);
    let looking = false;
    const lookAtAll = async (texts: readonly string[]) => {
      try {
        for (const text of texts) {
          sightings.report(text);
          await look(text);
        }
      } catch {
        set({ checkFailed: true });
      }
    };
    return {
      ...NOTHING_YET,
      cameraOpened: () => set({ camera: "on", cameraError: undefined }),
      cameraFailed: (cameraError) => set({ camera: "off", cameraError }),
      cameraClosed: () => set({ camera: "off" }),
      scannerBroke: () => set({ scannerBroken: true }),
      async codesSeen(texts) {
        const arrived = sightings.arrived(texts);
        if (looking || board.isHeld()) return;
        looking = true;
        await lookAtAll(arrived);
        looking = false;
      },
      async pictureRead(texts) {
        set({ nothingFound: texts.length === 0, several: get().several || texts.length > 1 });
        await lookAtAll(texts);
      },
      numberTyped: (text) => lookAtAll([text]),
      scanAgainPressed: () => set({ results: [], way: undefined, nothingFound: false, checkFailed: false }),
      severalToggled: (several) => set({ several, results: several ? get().results : get().results.slice(0, 1) }),
    };
  });
}
