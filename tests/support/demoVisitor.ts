import { equalBytes, fromBase64Url } from "../../src/core/bytes.ts";
import { keyFingerprint, keyId } from "../../src/core/key/publicKey.ts";
import { openAuthorityList, trustedAuthorities } from "../../src/core/operator/authority.ts";
import { assembleSnapshot, type HeldDirectory, openDirectoryHead } from "../../src/core/operator/directory.ts";
import { regionContains } from "../../src/core/operator/region.ts";
import { readStyles } from "../../src/core/reference/styles.ts";
import type { Result } from "../../src/core/result.ts";
import type { OnlineAnswer, VerifyContext } from "../../src/core/verify/context.ts";
import type { Verification } from "../../src/core/verify/verdict.ts";
import { verifyScanned } from "../../src/core/verify/verify.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import styles from "../../src/data/styles.json" with { type: "json" };
import type { AuthorityAnswer } from "../../src/wire/authority.ts";
import type { CertificateAnswer } from "../../src/wire/certificates.ts";
import type { DirectorySnapshot } from "../../src/wire/directory.ts";
import { hexBytes } from "../../src/wire/fields.ts";
import { certificatePath, directoryChunkPath, directoryPath, PATH } from "../../src/wire/paths.ts";

/** Somebody with a phone and no account, who knows what the endpoint's public answers say and nothing else. */
export type Visitor = {
  readonly directory: HeldDirectory;
  readonly answerAbout: (number: string) => Promise<CertificateAnswer | undefined>;
  /** Verifies a code or number, asking the endpoint about it. */
  readonly verify: (text: string, number: string) => Promise<Verification>;
};

function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

function bytesOf(base64Url: string): Uint8Array {
  const bytes = fromBase64Url(base64Url);
  if (bytes === undefined) throw new Error("not base64url");
  return bytes;
}

async function ask<T>(origin: string, path: string): Promise<T | undefined> {
  const answered = await fetch(`${origin}${path}`);
  if (answered.status === 404) return undefined;
  if (!answered.ok) throw new Error(`${path} answered ${answered.status}`);
  return (await answered.json()) as T;
}

async function insist<T>(origin: string, path: string): Promise<T> {
  const answer = await ask<T>(origin, path);
  if (answer === undefined) throw new Error(`${path} is not there`);
  return answer;
}

function onlineAnswer(answer: CertificateAnswer | undefined): OnlineAnswer {
  if (answer === undefined) return { known: false };
  const { id, statement, receivedAt, state, withdrawn, flags } = answer;
  const known = { known: true, id: hexBytes(id), statement: bytesOf(statement), loggedAt: receivedAt, flags } as const;
  if (state === "active" || withdrawn === undefined) return known;
  return { ...known, withdrawal: { state, reason: withdrawn.reason ?? "", at: withdrawn.at, by: withdrawn.by.name } };
}

/** Reads authority list and directory over HTTP, checking both as a phone does. */
export async function visit(origin: string): Promise<Visitor> {
  const { list, listKey, regions, time } = await insist<AuthorityAnswer>(origin, PATH.authority);
  const anchor = { fingerprint: keyFingerprint(bytesOf(listKey)) };
  const authorities = trustedAuthorities(must(await openAuthorityList(bytesOf(list), anchor, verifySignature)));
  const [home] = authorities;
  const [region] = regions;
  if (home === undefined || region === undefined) throw new Error("an authority without a region");
  const snapshot = await insist<DirectorySnapshot>(origin, directoryPath(region));
  const head = must(await openDirectoryHead(bytesOf(snapshot.head), home, verifySignature));
  const chunks = await Promise.all(
    snapshot.chunks.map(async (name) => {
      const answered = await fetch(`${origin}${directoryChunkPath(name)}`);
      return { name: hexBytes(name), bytes: new Uint8Array(await answered.arrayBuffer()) };
    }),
  );
  const directory = must(assembleSnapshot(head, chunks, undefined));
  const answerAbout = (number: string) => ask<CertificateAnswer>(origin, certificatePath(number));
  const hits = directory.rows.map(({ row }) => ({ row, head }));
  const context: VerifyContext = {
    authorities,
    rowsByKeyId: async (kid) => hits.filter(({ row }) => row.keys.some(({ key }) => equalBytes(keyId(key), kid))),
    rowOf: async (operator) => hits.find(({ row }) => equalBytes(row.operator, operator)),
    coverage: async (place) => (regionContains(head.region, place) ? head : undefined),
    heldByNumber: async () => [],
    loggedAt: async () => undefined,
    withdrawalOf: async () => undefined,
    styleTerms: must(readStyles(styles)).styles.map(({ code, from }) => ({ style: code, from })),
    now: time,
    verify: verifySignature,
  };
  const verify: Visitor["verify"] = async (text, number) =>
    verifyScanned(text, { ...context, online: onlineAnswer(await answerAbout(number)) });
  return { directory, answerAbout, verify };
}
