import { toHex } from "../../../src/core/bytes.ts";
import { type DirectoryHead, encodeChunk, signDirectoryHead } from "../../../src/core/operator/directory.ts";
import type { DirectoryRow } from "../../../src/core/operator/directoryRow.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { testKey } from "../../support/testKeys.ts";
import { CHANGZHI, cooperativeRow, directory, encoded, JINCHENG, keyRecord, NOW, row } from "../../support/world.ts";
import type { DirectoryUpdateStage, VectorCase } from "../caseFile.ts";
import { vectorCase } from "./stages.ts";

const DIRECTORY_KEY = testKey(`${JINCHENG.name} directory`);

async function signedHead(
  rows: readonly DirectoryRow[],
  changes: Partial<DirectoryHead>,
  key = DIRECTORY_KEY,
): Promise<string> {
  const { head } = directory(JINCHENG, rows, { issuedAt: NOW - 60, ...changes });
  return toHex(await signDirectoryHead(head, key));
}

function chunkOf(rows: readonly DirectoryRow[]): { readonly name: string; readonly bytes: string } {
  const bytes = encodeChunk(rows.map(encoded));
  return { name: toHex(sha256(bytes)), bytes: toHex(bytes) };
}

const HELD = [cooperativeRow(), row("高平市玉屏果业有限公司", { kind: "enterprise", region: "140581" })];
const ADDED = row("陵川县绿源农场", { keys: [keyRecord(testKey("K2").key)] });
const NEXT = [...HELD, ADDED];

async function snapshots(): Promise<readonly DirectoryUpdateStage[]> {
  const chunks = [chunkOf(NEXT.slice(0, 2)), chunkOf(NEXT.slice(2))] as const;
  const [first, second] = chunks;
  const offer = async (name: string, changes: Partial<DirectoryHead>, expected: string, signer = DIRECTORY_KEY) => ({
    name,
    head: await signedHead(NEXT, { version: 8, ...changes }, signer),
    snapshot: chunks,
    expected,
  });
  const head = await signedHead(NEXT, { version: 8 });
  const others = { directory: testKey(`${CHANGZHI.name} directory`), log: testKey(`${JINCHENG.name} log`) };
  return [
    await offer("snapshot of version 6", { version: 6 }, "lowerVersion"),
    { name: "without its second chunk", head, snapshot: [first, { ...second, bytes: null }], expected: "missingChunk" },
    {
      name: "chunk under another name",
      head,
      snapshot: [first, { ...second, name: first.name }],
      expected: "missingChunk",
    },
    await offer("region outside the authority's", { region: "140428" }, "wrongRegion"),
    await offer("head that names another authority", { authority: CHANGZHI.id }, "wrongAuthority"),
    await offer("signed by another authority's directory key", {}, "badSignature", others.directory),
    await offer("signed by the authority's log key", {}, "badSignature", others.log),
    await offer("snapshot of version 8", {}, "accepted"),
  ];
}

async function deltas(): Promise<readonly DirectoryUpdateStage[]> {
  const head = await signedHead(NEXT, { version: 8 });
  const offer = (name: string, from: number, changed: DirectoryRow, expected: string): DirectoryUpdateStage => ({
    name,
    head,
    delta: { from, changed: [toHex(encoded(changed).bytes)], removed: [] },
    expected,
  });
  return [
    offer("delta from 6 to 8", 6, ADDED, "wrongBase"),
    offer(
      "delta from 7 to 8 with another row than was signed",
      7,
      { ...ADDED, name: "陵川县绿源农庄" },
      "digestMismatch",
    ),
    offer("delta from 7 to 8", 7, ADDED, "accepted"),
  ];
}

async function f27(): Promise<VectorCase> {
  return vectorCase(
    {
      id: "F27",
      title: "Directories that are not taken",
      description:
        "Version 7 of region 1405 is held. Everything that is not exactly its successor is refused and version 7 stays.",
      rows: HELD,
    },
    { directoryUpdates: [...(await snapshots()), ...(await deltas())] },
  );
}

/** The cases about offered directories. */
export const DIRECTORIES: readonly (() => Promise<VectorCase>)[] = [f27];
