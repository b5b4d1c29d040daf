import { resolve } from "node:path";
import { isKnownDivision } from "../../core/reference/divisions.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type Config, readConfig } from "../config.ts";
import { type Endpoint, openDivisionTable, openEndpoint } from "../endpoint.ts";
import { emptyDemoFolder } from "./demoFolder.ts";
import { type DemoCounty, makeDemoCounty } from "./makeDemo.ts";

/** Where real data lies, which no demo touches. */
const REAL_DATA = "data";
const DEMO_DATA = "data-demo";

/** A demo county behind an endpoint on which nothing listens yet. */
export type OpenDemo = { readonly endpoint: Endpoint; readonly county: DemoCounty; readonly config: Config };

/** What the environment says about a demo: as at a normal start, but with its own folder and its own authority. */
export function readDemoConfig(environment: Readonly<Record<string, string | undefined>>): Result<Config, string> {
  const { AUTHORITY_NAME: _name, AUTHORITY_REGION: _region, ...rest } = environment;
  const table = openDivisionTable();
  const own = { ...rest, DATA_DIR: environment["DATA_DIR"] || DEMO_DATA };
  const config = readConfig(own, { isDivision: (code) => isKnownDivision(table, code) });
  if (!config.ok) return config;
  if (config.value.dataDir === resolve(REAL_DATA)) {
    return err(`DATA_DIR is ${config.value.dataDir}, where real data belongs; a demo needs a folder of its own.`);
  }
  return config;
}

/**
 * Makes the county anew and opens its endpoint. An error is one sentence; a folder that no demo made is left alone.
 *
 * @param now Unix seconds; the story leads to the moment of the call
 */
export async function openDemo(config: Config, now: () => number): Promise<Result<OpenDemo, string>> {
  if (!emptyDemoFolder(config.dataDir).ok) {
    return err(`${config.dataDir} was not made by a demo and is not empty; nothing was changed.`);
  }
  const county = await makeDemoCounty(config, now());
  const endpoint = await openEndpoint({ config, now, log: false, onWaiting: () => undefined });
  return endpoint.ok ? ok({ endpoint: endpoint.value, county, config }) : endpoint;
}
