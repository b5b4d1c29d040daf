import { readReadings } from "../../core/reference/readings.ts";
import readingsPack from "../../data/readings.json";
import { openDatabase } from "./database.ts";
import { type DirectoryNames, readDirectoryNames } from "./directoryNames.ts";
import type { NamesOrder, NamesReply } from "./namesMessages.ts";

let kept: { readonly name: string; readonly names: Promise<DirectoryNames> } | undefined;

async function readNames(regions: readonly string[]): Promise<DirectoryNames> {
  const readings = readReadings(readingsPack);
  if (!readings.ok) throw new Error("the readings of this version cannot be read");
  const opened = await openDatabase();
  if (!opened.ok) throw new Error(opened.error);
  try {
    return await readDirectoryNames(opened.value, regions, readings.value);
  } finally {
    opened.value.close();
  }
}

async function answer({ ticket, held, question }: NamesOrder): Promise<NamesReply> {
  if (kept?.name !== held.name) kept = { name: held.name, names: readNames(held.regions) };
  const { names } = kept;
  try {
    const ready = await names;
    return { ticket, rows: question === undefined ? [] : ready.find(question) };
  } catch {
    // The next question tries again.
    kept = undefined;
    return { ticket, rows: undefined };
  }
}

addEventListener(
  "message",
  ({ data }: MessageEvent<NamesOrder>) => void answer(data).then((reply) => postMessage(reply)),
);
