import { configureGlobal, readConfigureGlobal } from "fast-check";

/** A whole number from the environment. @throws Error naming the variable when it is anything else */
function fromEnvironment(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return value;
}

/** The cases of every run unless asked otherwise: a check that passes on one machine passes on the next. */
const USUAL_SEED = 20_261_122;

// FC_SEED looks at other cases, FC_RUNS at more of them; fast-check prints the seed and the path of a failing one.
const numRuns = fromEnvironment("FC_RUNS");
configureGlobal({
  ...readConfigureGlobal(),
  ...(numRuns === undefined ? {} : { numRuns }),
  seed: fromEnvironment("FC_SEED") ?? USUAL_SEED,
});
