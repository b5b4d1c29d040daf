import type { InputUse, LotTest } from "./gateFacts.ts";
import type { GateFigures } from "./gateFigures.ts";
import { ingredientName } from "./inputNames.ts";
import { type InputRules, usedIngredients } from "./useFindings.ts";

/** What tests have to look for (用什么药、检什么药), and what of it they did not. */
export type TestGap = { readonly used: readonly string[]; readonly missing: readonly string[] };

/** Compares what was used with what was tested for; a test item may cover a whole group of ingredients. */
export function testGap(
  uses: readonly InputUse[],
  tests: readonly Pick<LotTest, "items">[],
  { names, covers }: Pick<InputRules, "names"> & Pick<GateFigures, "covers">,
): TestGap {
  const drugs = uses.filter(({ kind }) => kind === "pesticide" || kind === "veterinary");
  const used = [...new Set(drugs.flatMap((use) => usedIngredients(use, names)))];
  const covered = new Set(
    tests.flatMap(({ items }) => items.flatMap((item) => [ingredientName(item, names), ...(covers.get(item) ?? [])])),
  );
  return { used, missing: used.filter((ingredient) => !covered.has(ingredient)) };
}
