import { writeFileSync } from "node:fs";
import { allCases, caseText } from "./generator/allCases.ts";
import { keysText, VECTOR_KEYS } from "./generator/keys.ts";

/** Writes every case and the published keys beside this file: `node tests/vectors/generate.ts`. */
const cases = await allCases();
for (const vector of cases) writeFileSync(new URL(`${vector.id}.json`, import.meta.url), caseText(vector));
writeFileSync(new URL("keys.json", import.meta.url), keysText());
console.log(`${cases.length} cases, ${VECTOR_KEYS.length} keys`);
