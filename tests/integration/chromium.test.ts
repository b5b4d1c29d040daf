import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "../support/runCommand.ts";

const GETTER = join(import.meta.dirname, "../support/chromium.ts");

/** Asks for a Chromium in a process of its own. No browser on its path, and downloads meet a closed port. */
async function askWithout(env: Readonly<Record<string, string>>) {
  const downloads = mkdtempSync(join(tmpdir(), "no-browsers-"));
  onTestFinished(() => rmSync(downloads, { recursive: true, force: true }));
  const script = `import { chromiumPath } from ${JSON.stringify(GETTER)};
    console.log(JSON.stringify(await chromiumPath()));`;
  return runCommand(process.execPath, ["--input-type=module", "-e", script], {
    limitSeconds: 55,
    env: {
      PATH: dirname(process.execPath),
      CHROMIUM_PATH: "",
      PLAYWRIGHT_BROWSERS_PATH: downloads,
      PLAYWRIGHT_DOWNLOAD_HOST: "http://127.0.0.1:1",
      ...env,
    },
  });
}

test.runIf(process.platform === "linux" && process.arch === "x64")(
  "where none is installed and none can be downloaded, the one in the npm package answers",
  async () => {
    const { code, output } = await askWithout({});
    expect(code).toBe(0);
    const { source, path } = JSON.parse(output.trim()) as { readonly source: string; readonly path: string };
    expect(source).toBe("npm");
    expect((await runCommand(path, ["--version"], { limitSeconds: 20 })).output).toMatch(/\d+\.\d+/);
  },
);

test("a CHROMIUM_PATH that is no browser is said, not passed over", async () => {
  const { code, output } = await askWithout({ CHROMIUM_PATH: GETTER });
  expect(code).toBe(1);
  expect(output).toContain("CHROMIUM_PATH");
});
