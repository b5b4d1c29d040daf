import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../core/result.ts";

/** The file of a data folder that replaces a pack that ships with the endpoint. */
function fileOf(dataDir: string, name: string): string {
  return join(dataDir, "packs", `${name}.json`);
}

/** A pack that the region has put in place of the shipped one; undefined when it has not. An error is one sentence. */
export function regionPack(dataDir: string, name: string): Result<unknown, string> {
  const file = fileOf(dataDir, name);
  if (!existsSync(file)) return ok(undefined);
  try {
    return ok(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return err(`${file} is not JSON: ${String(error)}`);
  }
}

/** Says in one sentence that what a region has put in place of a pack cannot be used. */
export function unlikePack(dataDir: string, name: string): string {
  return `${fileOf(dataDir, name)} has not the form of the pack that it replaces.`;
}
