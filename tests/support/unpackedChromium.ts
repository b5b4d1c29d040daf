import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./runCommand.ts";

const NODE_MODULES = join(import.meta.dirname, "../../node_modules");
const UNPACK = `import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())`;

/**
 * Unpacks the Chromium of the npm package `@sparticuz/chromium` and answers a script that starts it; undefined
 * where it does not run (it is for Linux on x64).
 *
 * It takes its libraries (NSS, NSPR, expat) out only when it believes it is on AWS, and then changes the whole
 * process's environment: so another process unpacks, and the script sets the library path for the browser alone.
 * It has no Chinese fonts.
 */
export async function unpackedChromium(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(NODE_MODULES, ".cache/chromium", packageVersion());
  const script = join(folder, "chromium.sh");
  if (existsSync(script)) return script;

  const unpacking = `${folder}-${process.pid}`;
  mkdirSync(unpacking, { recursive: true });
  const { code } = await runCommand(process.execPath, ["--input-type=module", "-e", UNPACK], {
    limitSeconds: 60,
    env: { TMPDIR: unpacking, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
  });
  if (code !== 0) {
    rmSync(unpacking, { recursive: true, force: true });
    return undefined;
  }
  writeFileSync(join(unpacking, "chromium.sh"), startScript(folder));
  chmodSync(join(unpacking, "chromium.sh"), 0o755);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unpacking, folder);
  return script;
}

function startScript(folder: string): string {
  return [
    "#!/bin/sh",
    `export LD_LIBRARY_PATH="${folder}/al2023/lib:${folder}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    // A machine without fontconfig has no fonts at all: the package's few are better than a crash.
    `[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="${folder}/fonts"`,
    `exec "${folder}/chromium" "$@"`,
    "",
  ].join("\n");
}

function packageVersion(): string {
  const manifest = readFileSync(join(NODE_MODULES, "@sparticuz/chromium/package.json"), "utf8");
  return String((JSON.parse(manifest) as { readonly version: unknown }).version);
}
