import { isKnownDivision } from "../../core/reference/divisions.ts";
import { readConfig } from "../config.ts";
import { openDivisionTable } from "../endpoint.ts";
import { openStore } from "../store/openStore.ts";
import { openControl } from "./control.ts";

/** Derives everything anew from the log of a data folder that no server has open. @returns a sentence and the exit code */
async function rebuild(): Promise<readonly [string, number]> {
  const table = openDivisionTable();
  const config = readConfig(process.env, { isDivision: (code) => isKnownDivision(table, code) });
  if (!config.ok) return [config.error, 1];
  const { dataDir } = config.value;
  const control = await openControl(dataDir, async () => ({
    outcome: "refused",
    sentence: "The register is being rebuilt; try again later.",
  }));
  if (!control.ok) return [`${dataDir} is in use by a running server; stop it first.`, 1];
  try {
    const store = await openStore(dataDir);
    if (!store.ok) return [store.error, 1];
    const read = await store.value.rebuild();
    await store.value.close();
    return [`Derived everything anew from ${read} statements.`, 0];
  } finally {
    await control.value.close();
  }
}

const [sentence, code] = await rebuild();
(code === 0 ? process.stdout : process.stderr).write(`${sentence}\n`);
process.exitCode = code;
