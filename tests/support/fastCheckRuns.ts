import { configureGlobal, readConfigureGlobal } from "fast-check";

/** A whole number from the environment. @throws Error naming the variable when it is anything else */
function fromEnvironment(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return value;
}

// fast-check prints the seed of a failing property: FC_SEED runs it again, FC_RUNS asks for more than usual.
const numRuns = fromEnvironment("FC_RUNS");
const seed = fromEnvironment("FC_SEED");
configureGlobal({
  ...readConfigureGlobal(),
  ...(numRuns === undefined ? {} : { numRuns }),
  ...(seed === undefined ? {} : { seed }),
});
