import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium as playwrightChromium } from "@playwright/test";
import { runCommand } from "./runCommand.ts";
import { unpackedChromium } from "./unpackedChromium.ts";

/** A Chromium that answers, and how to start it. */
export type Chromium = {
  readonly path: string;
  readonly args: readonly string[];
  readonly source: "environment" | "installed" | "playwright" | "packageManager" | "npm";
  /** False: Chinese is drawn as boxes, and nothing may be concluded from such pixels. */
  readonly hasCjkFont: boolean;
};

/** Sandbox off, because tests run as root in containers; the others keep the browser off the network. */
export const CHROMIUM_ARGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What a test of Chinese pixels says when it cannot be run. */
export const MISSING_FONT = "no font with Chinese characters on this machine: install fonts-noto-cjk";

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];
const PLAYWRIGHT_LIMIT_SECONDS = 20;
const PACKAGE_LIMIT_SECONDS = 600;

let found: Promise<Chromium> | undefined;

/**
 * The first Chromium that answers: `CHROMIUM_PATH`, an installed one, Playwright's download, the system's package
 * manager when root, the one inside the npm package. Asked for once a process.
 *
 * @throws Error when none of them works, saying what was tried
 */
export function chromiumPath(): Promise<Chromium> {
  found ??= findChromium();
  return found;
}

async function findChromium(): Promise<Chromium> {
  const browser = await firstThatAnswers();
  if (browser === undefined) {
    throw new Error(
      "No Chromium: none is installed, none could be downloaded or unpacked. Install Chromium or Chrome, or set CHROMIUM_PATH.",
    );
  }
  const hasCjkFont =
    (await hasFontFor("zh")) || ((await installPackages("fonts-noto-cjk")) && (await hasFontFor("zh")));
  return { ...browser, args: CHROMIUM_ARGS, hasCjkFont };
}

async function firstThatAnswers(): Promise<Pick<Chromium, "path" | "source"> | undefined> {
  const given = process.env["CHROMIUM_PATH"] ?? "";
  if (given !== "") {
    if (await answers(given)) return { path: given, source: "environment" };
    throw new Error(`CHROMIUM_PATH is ${given}, which does not answer`);
  }
  const installed = await firstInstalled();
  if (installed !== undefined) return { path: installed, source: "installed" };
  const downloaded = await playwrightDownload();
  if (downloaded !== undefined) return { path: downloaded, source: "playwright" };
  if (await installPackages("chromium")) {
    const packaged = await firstInstalled();
    if (packaged !== undefined) return { path: packaged, source: "packageManager" };
  }
  const unpacked = await unpackedChromium();
  return unpacked !== undefined && (await answers(unpacked)) ? { path: unpacked, source: "npm" } : undefined;
}

/** An Ubuntu without snaps has a `chromium-browser` that only prints advice: asking for the version tells. */
async function answers(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === "win32") return true;
  const { code } = await runCommand(path, ["--version", "--no-sandbox"], { limitSeconds: 20 });
  return code === 0;
}

async function firstInstalled(): Promise<string | undefined> {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  for (const path of [...onPath, playwrightChromium.executablePath(), ...PLACES]) {
    if (await answers(path)) return path;
  }
  return undefined;
}

async function playwrightDownload(): Promise<string | undefined> {
  const cli = join(import.meta.dirname, "../../node_modules/playwright/cli.js");
  const install = [cli, "install", "--no-shell", "chromium"];
  await runCommand(process.execPath, install, { limitSeconds: PLAYWRIGHT_LIMIT_SECONDS });
  const path = playwrightChromium.executablePath();
  return (await answers(path)) ? path : undefined;
}

/** Debian's and Ubuntu's packages; false when not root, without apt-get, or when it refuses. */
async function installPackages(...names: readonly string[]): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const lock = "DPkg::Lock::Timeout=300";
  const options = { limitSeconds: PACKAGE_LIMIT_SECONDS, env: { DEBIAN_FRONTEND: "noninteractive" } };
  const update = await runCommand("apt-get", ["-o", lock, "update", "-qq"], options);
  if (update.code !== 0) return false;
  const install = ["-o", lock, "install", "-y", "-qq", "--no-install-recommends", ...names];
  return (await runCommand("apt-get", install, options)).code === 0;
}

/** Fontconfig's word for it; systems without it (Windows, macOS) bring Chinese fonts of their own. */
async function hasFontFor(language: string): Promise<boolean> {
  const { code, output } = await runCommand("fc-list", [`:lang=${language}`, "family"], { limitSeconds: 20 });
  if (code === 127) return process.platform !== "linux";
  return code === 0 && output.trim() !== "";
}
