import { resolve } from "node:path";
import { isKnownDivision } from "../../core/reference/divisions.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { askServer } from "../commands/control.ts";
import { type Config, readConfig } from "../config.ts";
import { openDivisionTable } from "../endpoint.ts";
import { emptyDemoFolder } from "./demoFolder.ts";
import { type DemoCounty, makeDemoCounty } from "./makeDemo.ts";

/** Where real data lies, which no demo touches. */
const REAL_DATA = "data";
const DEMO_DATA = "data-demo";

/** What the environment says about a demo: as at a normal start, but with its own folder and its own authority. */
export function readDemoConfig(environment: Readonly<Record<string, string | undefined>>): Result<Config, string> {
  const { AUTHORITY_NAME: _name, AUTHORITY_REGION: _region, ...rest } = environment;
  const table = openDivisionTable();
  const own = { ...rest, DATA_DIR: environment["DATA_DIR"] || DEMO_DATA };
  const config = readConfig(own, { isDivision: (code) => isKnownDivision(table, code) });
  if (config.ok && config.value.dataDir === resolve(REAL_DATA)) {
    return err(`DATA_DIR is ${config.value.dataDir}, where real data belongs; a demo needs a folder of its own.`);
  }
  return config;
}

/**
 * Makes the county anew in its data folder. An error is one sentence, and then nothing was changed: a folder that no
 * demo made, or that a running server holds, is left alone.
 *
 * @param now the present, Unix seconds, to which the county's story leads
 */
export async function prepareDemo(config: Config, now: number): Promise<Result<DemoCounty, string>> {
  if ((await askServer(config.dataDir, {})) !== undefined) {
    return err(`${config.dataDir} is in use by another running server.`);
  }
  if (!emptyDemoFolder(config.dataDir).ok) {
    return err(`${config.dataDir} was not made by a demo and is not empty; nothing was changed.`);
  }
  return ok(await makeDemoCounty(config, now));
}
