import { createStore } from "zustand/vanilla";
import { toHex } from "../../../core/bytes.ts";
import type { Verification } from "../../../core/verify/verdict.ts";
import type { CameraError } from "./cameraSource.ts";
import type { ScanDeps } from "./scanDeps.ts";

/** A code with its verdict. */
export type Result = { readonly text: string; readonly verification: Verification; readonly asking: boolean };

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
  /** An invitation of this app: the way into it. */
  readonly joinPath: string | undefined;
  readonly notKept: boolean;
};

/** What happens on the scanner. */
export type ScanEvents = {
  readonly cameraOpened: () => void;
  readonly cameraFailed: (error: CameraError) => void;
  readonly cameraClosed: () => void;
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

/** Two texts that lead to one certificate count as one code in a session. */
function identity({ text, verification }: Pick<Result, "text" | "verification">): string {
  return verification.id === undefined ? text : toHex(verification.id);
}

/** Makes the scanner's store. @param signal lets the person hear and feel a verdict */
export function createScanStore(deps: ScanDeps, signal: (signal: Signal) => void) {
  return createStore<ScanStore>()((set, get) => {
    const seen = new Set<string>();
    let looking = false;
    const show = (result: Result) => {
      const others = get().results.filter((other) => identity(other) !== identity(result));
      set({ results: [result, ...(get().several ? others.slice(0, KEPT - 1) : [])] });
    };
    const askRegister = async (text: string, first: Verification) => {
      const verification = await deps.verifyOnline(text);
      const { results } = get();
      const current = results.find((result) => result.text === text);
      if (current === undefined) return;
      const answered = { text, verification: verification ?? first, asking: false };
      set({ results: results.map((result) => (result === current ? answered : result)) });
      if (verification !== undefined && signalOf(verification) !== signalOf(first)) signal(signalOf(verification));
    };
    const look = async (text: string) => {
      const joinPath = deps.joinPath(text);
      if (joinPath !== undefined) return set({ joinPath, results: [] });
      const verification = await deps.verify(text);
      const result = { text, verification, asking: true };
      const known = seen.has(identity(result));
      seen.add(identity(result));
      set({ joinPath: undefined, nothingFound: false, count: seen.size });
      show(result);
      signal(signalOf(verification));
      if (!known) set({ notKept: !(await deps.remember(text, verification)) });
      void askRegister(text, verification);
    };
    return {
      camera: "starting",
      cameraError: undefined,
      several: false,
      results: [],
      count: 0,
      nothingFound: false,
      joinPath: undefined,
      notKept: false,
      cameraOpened: () => set({ camera: "on", cameraError: undefined }),
      cameraFailed: (cameraError) => set({ camera: "off", cameraError }),
      cameraClosed: () => set({ camera: "off" }),
      async codesSeen(texts) {
        // One at a time, and a code that is on the screen already says nothing new.
        if (looking) return;
        const fresh = texts.filter((text) => !get().results.some((result) => result.text === text));
        looking = true;
        for (const text of fresh) await look(text);
        looking = false;
      },
      async pictureRead(texts) {
        set({ nothingFound: texts.length === 0, several: get().several || texts.length > 1 });
        for (const text of texts) await look(text);
      },
      numberTyped: look,
      scanAgainPressed: () => set({ results: [], joinPath: undefined, nothingFound: false }),
      severalToggled: (several) => set({ several, results: several ? get().results : get().results.slice(0, 1) }),
    };
  });
}
