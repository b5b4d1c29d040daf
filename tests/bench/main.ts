import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Bench, BenchRow } from "./benchRow.ts";

/** Every benchmark, the quick ones first. Each is loaded when it runs: one must not slow another down. */
const BENCHES: readonly { readonly name: string; readonly load: () => Promise<Bench> }[] = [
  { name: "weight", load: async () => (await import("./weight.ts")).weight },
  { name: "answers", load: async () => (await import("./answers.ts")).answers },
  { name: "lookup", load: async () => (await import("./lookup.ts")).lookup },
  { name: "register", load: async () => (await import("./register.ts")).register },
  { name: "ingest", load: async () => (await import("./ingest.ts")).ingest },
  { name: "importing", load: async () => (await import("./importing.ts")).importing },
  { name: "gate", load: async () => (await import("./gate.ts")).gate },
  { name: "issue", load: async () => (await import("./issue.ts")).issue },
  { name: "phone", load: async () => (await import("./phone.ts")).phone },
  { name: "diary", load: async () => (await import("./diary.ts")).diary },
  { name: "directory", load: async () => (await import("./directory.ts")).directory },
  { name: "print", load: async () => (await import("./print.ts")).print },
  { name: "printDamage", load: async () => (await import("./printDamage.ts")).printDamage },
  { name: "scan", load: async () => (await import("./scan.ts")).scan },
];

function shown(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function goalWords(row: BenchRow): string {
  if (row.goal === undefined) return "";
  return "min" in row.goal ? `≥ ${row.goal.min}` : `≤ ${row.goal.max}`;
}

function verdictWords(row: BenchRow): string {
  if (row.met === undefined) return "reported";
  return row.met ? "met" : "MISSED";
}

function printTable(rows: readonly BenchRow[]): void {
  const lines = [
    ["name", "ours", "baseline", "unit", "ratio", "goal", ""],
    ...rows.map((row) => [
      row.name,
      shown(row.ours),
      shown(row.baseline),
      row.unit,
      row.ratio.toFixed(3),
      goalWords(row),
      verdictWords(row),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5, 6].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "string" } } });
const chosen = BENCHES.filter((bench) => values.only === undefined || bench.name === values.only);
if (chosen.length === 0) {
  process.stderr.write(
    `No benchmark is called ${values.only}. There are: ${BENCHES.map((bench) => bench.name).join(", ")}.\n`,
  );
  process.exit(1);
}
const rows: BenchRow[] = [];
for (const { name, load } of chosen) {
  const started = performance.now();
  const bench = await load();
  rows.push(...(await bench.run()));
  process.stderr.write(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}
printTable(rows);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = rows.some((row) => row.met === false) ? 1 : 0;
