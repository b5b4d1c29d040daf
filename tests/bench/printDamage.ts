import { readRate, startDecoder } from "../support/damagedPrints.ts";
import { type PrintDamage, STRENGTHS, UNDAMAGED } from "../support/printDamage.ts";
import { type Bench, type BenchRow, benchRow } from "./benchRow.ts";

const PRINTS = 100;
/** Of labels with light damage of every kind at once. */
const LIGHT_GOAL = { min: 0.99 };

/** Damage of one kind in each strength, then all kinds at once. */
function models(): readonly (readonly [string, PrintDamage])[] {
  const kinds = ["deadRows", "blur", "contrast", "wear"] as const;
  return Object.entries(STRENGTHS).flatMap(([strength, damage]) => [
    ...kinds.map((kind) => [`${strength} ${kind}`, { ...UNDAMAGED, [kind]: damage[kind] }] as const),
    [`${strength}, all kinds`, damage] as const,
    [`${strength} wear, its modules gone altogether`, { ...UNDAMAGED, erased: damage.wear }] as const,
  ]);
}

async function run(): Promise<readonly BenchRow[]> {
  await startDecoder();
  const rows: BenchRow[] = [];
  for (const [name, damage] of models()) {
    const ours = await readRate(damage, PRINTS);
    const goal = damage === STRENGTHS.light ? LIGHT_GOAL : undefined;
    rows.push(benchRow(`print: read, ${name}`, { ours, baseline: 1, unit: "share" }, goal));
  }
  return rows;
}

/** Labels of three dots a module, damaged in printing and use, read with the app's decoder. */
export const printDamage: Bench = { name: "printDamage", run };
