import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../../core/result.ts";

/** Says that a folder is a demo's own and may be emptied. */
const MARKER = "DEMO";
const MARKER_TEXT =
  "演示数据，每次运行 npm run demo 都会删除重建。\nDemo data: deleted and made anew at each npm run demo.\n";

/**
 * Makes an empty folder for a demo. Only one that an earlier demo marked as its own is emptied; any other that holds
 * something is left alone: `notADemo`.
 */
export function emptyDemoFolder(dataDir: string): Result<void, "notADemo"> {
  mkdirSync(dataDir, { recursive: true });
  const entries = readdirSync(dataDir);
  if (entries.length > 0 && !entries.includes(MARKER)) return err("notADemo");
  // The marker stays all the while, so that a start that was cut off can be repeated.
  writeFileSync(join(dataDir, MARKER), MARKER_TEXT);
  for (const entry of entries) if (entry !== MARKER) rmSync(join(dataDir, entry), { recursive: true });
  return ok(undefined);
}
