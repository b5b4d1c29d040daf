import { equalBytes, toHex } from "../../src/core/bytes.ts";
import { ES256, keyId } from "../../src/core/key/publicKey.ts";
import { verifyReceipt } from "../../src/core/log/receipt.ts";
import { openAuthorityList, trustedAuthorities } from "../../src/core/operator/authority.ts";
import { assembleSnapshot, type HeldDirectory, openDirectoryHead } from "../../src/core/operator/directory.ts";
import type { Result } from "../../src/core/result.ts";
import { sha256 } from "../../src/core/sha256.ts";
import type { DirectoryHit, OnlineAnswer, VerifyContext } from "../../src/core/verify/context.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import {
  type DirectoryStage,
  type HeldReceipt,
  type OnlineStage,
  type TextStage,
  unhex,
  type VectorCase,
} from "./caseFile.ts";

/** The value of a result that must be one. @throws Error naming the error: the case's world does not hold together */
export function must<T, E>(result: Result<T, E>, what: string): T {
  if (result.ok) return result.value;
  throw new Error(`${what}: ${JSON.stringify(result.error)}`);
}

/** Opens the case's authority list under the pinned fingerprint. */
export async function authoritiesOf({
  authorities,
}: Pick<VectorCase, "authorities">): Promise<VerifyContext["authorities"]> {
  const anchor = { fingerprint: unhex(authorities.fingerprint) };
  return trustedAuthorities(
    must(await openAuthorityList(unhex(authorities.list), anchor, verifySignature), "authority list"),
  );
}

/** Opens a directory as a phone does: signature, scope, chunks, digest. */
export async function openDirectory(
  stage: DirectoryStage,
  authorities: VerifyContext["authorities"],
): Promise<HeldDirectory> {
  const authority = authorities.find((candidate) => toHex(candidate.id) === stage.authority);
  if (authority === undefined) throw new Error("the directory of an authority that is not listed");
  const head = must(await openDirectoryHead(unhex(stage.head), authority, verifySignature), "directory head");
  const chunks = stage.chunks.map((hex) => ({ name: sha256(unhex(hex)), bytes: unhex(hex) }));
  return must(assembleSnapshot(head, chunks, undefined), "directory");
}

function onlineOf(stage: OnlineStage): OnlineAnswer {
  return stage.known ? { ...stage, id: unhex(stage.id), statement: unhex(stage.statement) } : stage;
}

/** When a log had each statement, by the receipts that verify. */
async function receivedBy(receipts: readonly HeldReceipt[]): Promise<ReadonlyMap<string, number>> {
  const received = new Map<string, number>();
  for (const { id, receivedAt, logKey, receipt } of receipts) {
    const claim = { id: unhex(id), receivedAt };
    const options = { alg: ES256, verify: verifySignature };
    must(await verifyReceipt(unhex(receipt), claim, [unhex(logKey)], options), "receipt");
    received.set(id, receivedAt);
  }
  return received;
}

/** What the device of a case holds when it looks at one text. */
export async function contextOf(vector: VectorCase, text: TextStage): Promise<VerifyContext> {
  const authorities = await authoritiesOf(vector);
  const stages = text.directories ?? vector.directories;
  const directories = await Promise.all(stages.map((stage) => openDirectory(stage, authorities)));
  const hits: readonly DirectoryHit[] = directories.flatMap(({ head, rows }) => rows.map(({ row }) => ({ row, head })));
  const received = await receivedBy(text.receipts ?? []);
  const held = new Map((text.held ?? []).map(({ number, statements }) => [number, statements.map(unhex)]));
  return {
    authorities,
    rowsByKeyId: (kid) =>
      Promise.resolve(hits.filter(({ row }) => row.keys.some(({ key }) => equalBytes(keyId(key), kid))).slice(0, 4)),
    rowOf: (operator, authority) =>
      Promise.resolve(
        hits.find(({ row, head }) => equalBytes(row.operator, operator) && equalBytes(head.authority, authority)),
      ),
    coverage: (region) => Promise.resolve(directories.find(({ head }) => region.startsWith(head.region))?.head),
    heldByNumber: (number) => Promise.resolve(held.get(number) ?? []),
    loggedAt: (id) => Promise.resolve(received.get(toHex(id))),
    withdrawalOf: () => Promise.resolve(undefined),
    ...(text.online === undefined ? {} : { online: onlineOf(text.online) }),
    styleTerms: vector.styleTerms,
    now: text.now ?? vector.now,
    verify: verifySignature,
  };
}
