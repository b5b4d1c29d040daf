import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { CHROMIUM_ARGS } from "../chromium.ts";
import { fakeCameraArguments, writeFakeCamera } from "../fakeCamera.ts";

/** A phone in a person's hand: 360 × 740, Chinese, in China. */
export const HANDSET = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
} as const;

/** What makes one phone different from another. */
export type PhoneMake = {
  /** Texts of the codes that its camera sees one after the other; without it there is no camera. */
  readonly camera?: readonly string[];
  /** All codes in one picture. */
  readonly together?: boolean;
  /** Runs before any script of a page. */
  readonly before?: string;
  readonly colorScheme?: "light" | "dark";
};

/** A browser with its own profile on the disk, which outlives the browser. */
export type Phone = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Ends the browser's main process at once, as pulling the battery would, and waits until everything is gone. */
  readonly kill: () => Promise<void>;
  /** Closes the browser, or does nothing when it was killed. */
  readonly close: () => Promise<void>;
};

/** A folder for profiles of one test. */
export type Pocket = { readonly folder: string; readonly empty: () => void };

/** Makes an empty folder. */
export function newPocket(): Pocket {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-phone-"));
  return { folder, empty: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts the browser of a profile; the same profile again is the same phone. */
export async function startPhone(profile: string, baseURL: string, make: PhoneMake = {}): Promise<Phone> {
  const film = `${profile}.mjpeg`;
  const { camera, together = false } = make;
  if (camera !== undefined) writeFakeCamera(film, camera, { together });
  const executablePath = process.env["CHROMIUM_PATH"];
  const context = await chromium.launchPersistentContext(profile, {
    ...HANDSET,
    baseURL,
    colorScheme: make.colorScheme ?? "light",
    args: [...CHROMIUM_ARGS, ...(camera === undefined ? [] : fakeCameraArguments(film))],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  if (make.before !== undefined) await context.addInitScript({ content: make.before });
  const pid = await processOf(context);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    kill: async () => {
      const gone = new Promise<void>((resolve) => context.once("close", () => resolve()));
      process.kill(pid, "SIGKILL");
      await gone;
    },
    close: () => context.close(),
  };
}

/** The id of a browser's main process: its children notice its end and end too, nothing is written any more. */
async function processOf(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const known = await session?.send("SystemInfo.getProcessInfo");
  const main = known?.processInfo.find(({ type }) => type === "browser");
  if (main === undefined) throw new Error("the browser does not name its process");
  return main.id;
}
