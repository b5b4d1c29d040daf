import { createRequire } from "node:module";
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from "dependency-cruiser";

const config = createRequire(import.meta.url)("../../.dependency-cruiser.cjs") as Required<
  Pick<IFlattenedRuleSet, "forbidden">
> & { readonly options: ICruiseOptions };

/** One import that breaks a rule of `.dependency-cruiser.cjs`. */
export type Breach = { readonly rule: string; readonly from: string; readonly to: string };

/** Names of all rules, in the order of the configuration. */
export const RULES: readonly string[] = config.forbidden.flatMap((rule) => rule.name ?? []);

/**
 * Reads `src` below a folder and holds every import against the rules.
 *
 * The tool answers "no breach" over no modules when its parser is missing, so the caller must look at `modules`.
 * @param folder absolute path
 */
export async function readImports(
  folder: string,
): Promise<{ readonly modules: readonly string[]; readonly breaches: readonly Breach[] }> {
  const { output } = await cruise(["src"], {
    ...config.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  if (typeof output === "string") throw new TypeError("dependency-cruiser answered with text");
  return {
    modules: output.modules.filter((module) => module.source.startsWith("src/")).map((module) => module.source),
    breaches: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

if (import.meta.main) {
  const { modules, breaches } = await readImports(process.cwd());
  for (const { rule, from, to } of breaches) console.error(`${rule}: ${from} imports ${to}`);
  console.log(`${modules.length} modules, ${breaches.length} forbidden imports`);
  if (modules.length === 0 || breaches.length > 0) process.exitCode = 1;
}
