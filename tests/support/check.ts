import { runSteps, type Step } from "./runSteps.ts";

const TOOL = {
  tsc: "node_modules/typescript/bin/tsc",
  oxlint: "node_modules/oxlint/bin/oxlint",
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  vite: "node_modules/vite/bin/vite.js",
  vitest: "node_modules/vitest/vitest.mjs",
  playwright: "node_modules/@playwright/test/cli.js",
} as const;

/** One Vitest project. */
function suite(name: string, limitSeconds: number): Step {
  const path = `test-results/${name}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  return {
    name,
    command: [TOOL.vitest, "run", "--project", name, ...reporters],
    limitSeconds,
    report: { runner: "vitest", path },
  };
}

/** Cheap ones first. */
const CHECK: readonly Step[] = [
  { name: "types", command: [TOOL.tsc, "-b"], limitSeconds: 120 },
  { name: "lint", command: [TOOL.oxlint], limitSeconds: 120 },
  { name: "format", command: [TOOL.biome, "check", "."], limitSeconds: 60 },
  { name: "import rules", command: ["tests/support/importRules.ts"], limitSeconds: 60 },
  { name: "unused code", command: [TOOL.knip], limitSeconds: 120 },
  suite("unit", 240),
  suite("property", 300),
  suite("vectors", 120),
  suite("contract", 240),
  suite("integration", 600),
  { name: "build", command: [TOOL.vite, "build", "--logLevel", "warn"], limitSeconds: 180 },
  { name: "sizes", command: ["tests/support/sizes.ts"], limitSeconds: 60 },
  { name: "browser floor", command: ["tests/support/browserFloor.ts"], limitSeconds: 60 },
];

/** What needs a Chromium, on top of the check; the specs serve what the build step left in `dist`. */
const TEST: readonly Step[] = [
  ...CHECK,
  // The first of the two may have to install a Chromium.
  suite("browser", 600),
  {
    name: "end-to-end",
    command: [TOOL.playwright, "test"],
    limitSeconds: 1200,
    report: { runner: "playwright", path: "test-results/end-to-end.json" },
  },
];

/** `check` or `test`, and after it the names of steps when not all are wanted. */
const [what, ...wanted] = process.argv.slice(2);
const all = what === "test" ? TEST : CHECK;
const unknown = wanted.filter((name) => !all.some((step) => step.name === name));
if ((what !== "check" && what !== "test") || unknown.length > 0) {
  console.error(`Usage: check.ts check|test [step …]; the steps are: ${TEST.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => interrupted.abort());

const { ok } = await runSteps(
  all.filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
  { limitSeconds: 28 * 60, signal: interrupted.signal },
);
process.exitCode = ok ? 0 : 1;
