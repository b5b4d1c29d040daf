import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { newerInScript } from "./browserFloorScript.ts";
import { newerInStyle } from "./browserFloorStyle.ts";

/** Something in a built file that the oldest browsers do not have. */
export type Newer = {
  readonly feature: string;
  readonly since: string;
  /** The source around it, on one line. */
  readonly near: string;
};

/** One use that is right although the check cannot see why. */
export type Allowed = {
  readonly file: RegExp;
  readonly feature: string;
  /** How often it may be there: one more is a finding. */
  readonly times: number;
  readonly reason: string;
};

/** Uses that are guarded where the check does not see it. */
export const ALLOWED: readonly Allowed[] = [
  {
    file: /^assets\/index-/,
    feature: ".startViewTransition()",
    times: 1,
    reason: "React: only for <ViewTransition>, which nobody renders, and inside try.",
  },
  {
    file: /^assets\/pdfWorker-/,
    feature: ".toHex()",
    times: 2,
    reason: "jsPDF: a method of its own colour class, not the one of Uint8Array.",
  },
];

/** All findings of a built folder, less those allowed; `files` tells how much was read. */
export function belowFloor(
  folder: string,
  allowed: readonly Allowed[] = ALLOWED,
): { readonly files: number; readonly findings: readonly (Newer & { readonly file: string })[] } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(m?js|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const findings = paths.flatMap((path) => {
    const file = relative(folder, path).replaceAll("\\", "/");
    const text = readFileSync(path, "utf8");
    const newer = path.endsWith(".css") ? newerInStyle(text) : newerInScript(file, text);
    return withoutAllowed(file, newer, allowed).map((one) => ({ ...one, file }));
  });
  return { files: paths.length, findings };
}

function withoutAllowed(file: string, newer: readonly Newer[], allowed: readonly Allowed[]): Newer[] {
  const left = new Map<string, number>();
  for (const one of allowed) {
    if (one.file.test(file)) left.set(one.feature, (left.get(one.feature) ?? 0) + one.times);
  }
  return newer.filter(({ feature }) => {
    const times = left.get(feature) ?? 0;
    left.set(feature, times - 1);
    return times <= 0;
  });
}

if (import.meta.main) {
  const { files, findings } = belowFloor("dist");
  for (const { file, feature, since, near } of findings) console.error(`${file}: ${feature} (${since})\n    …${near}…`);
  console.log(
    `${files} built scripts and style sheets, ${findings.length} uses of what Chrome 90, Safari 15.4 or Firefox 100 lack`,
  );
  if (files === 0 || findings.length > 0) process.exitCode = 1;
}
