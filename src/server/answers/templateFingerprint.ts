import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Everything in the source tree that answers about certificates are made by. */
const MADE_BY = [
  "../../page",
  "../answers",
  "../../data/styles.json",
  "../../data/units.json",
  "../../data/counties.json",
  "../../data/certificationKinds.json",
] as const;

function readAll(path: string): readonly Buffer[] {
  if (/\.(?:ts|json)$/.test(path)) return [readFileSync(path)];
  const entries = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort();
  return entries.map((name) => readFileSync(join(path, name)));
}

/**
 * Changes whenever answers would come out differently for the same certificate: with the code and packs that make them,
 * and with what else they show. Answers that were kept under another fingerprint are made anew.
 */
export function templateFingerprint(shown: readonly string[]): Uint8Array {
  const here = dirname(fileURLToPath(import.meta.url));
  const sources = MADE_BY.flatMap((path) => readAll(join(here, path)));
  return new Uint8Array(hash("sha256", Buffer.concat([...sources, Buffer.from(JSON.stringify(shown))]), "buffer"));
}
