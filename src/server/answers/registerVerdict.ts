import { equalBytes } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { type Authority, trustedAuthorities } from "../../core/operator/authority.ts";
import { DIRECTORY_MAX_AGE, type DirectoryHead } from "../../core/operator/directory.ts";
import type { DirectoryHit, OnlineAnswer, StyleTerm, VerifyContext } from "../../core/verify/context.ts";
import type { Verification, WithdrawalNote } from "../../core/verify/verdict.ts";
import { verifyScanned } from "../../core/verify/verify.ts";
import { verifySignature } from "../es256.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { CertificateRecord } from "../store/port.ts";
import { profileHeldAt, publicName } from "./certificateAnswer.ts";
import { flagsAt } from "./credentials.ts";

/** What a verdict of the register rests on besides the record. */
export type VerdictDeps = {
  readonly authority: Authority;
  readonly styleTerms: readonly StyleTerm[];
  readonly now: () => number;
};

/** The note about a withdrawal; undefined when none was given a reason, as where a later certificate supersedes. */
export function withdrawalNote({ state, takenBack }: CertificateRecord): WithdrawalNote | undefined {
  if (state === "active" || takenBack?.reason === undefined) return undefined;
  const { reason, at, operator } = takenBack;
  return { state, reason, at, by: operator === undefined ? "" : publicName(profileHeldAt(operator, at)) };
}

function onlineAnswer(record: CertificateRecord, now: number): OnlineAnswer {
  const withdrawal = withdrawalNote(record);
  const answer = {
    known: true,
    id: record.id,
    statement: record.bytes,
    loggedAt: record.receivedAt,
    flags: flagsAt(record, now),
  } as const;
  return withdrawal === undefined ? answer : { ...answer, withdrawal };
}

/** The register's own verdict on a registered certificate, by the verifier that phones use, over the newest register. */
export function registerVerdict(
  record: CertificateRecord,
  { authority, styleTerms, now }: VerdictDeps,
): Promise<Verification> {
  const head: DirectoryHead = {
    authority: authority.id,
    region: authority.regions[0] ?? "",
    version: 1,
    issuedAt: now(),
    maxAge: DIRECTORY_MAX_AGE,
    digest: record.id,
  };
  const hitOf = (operator: OperatorRecord): DirectoryHit => ({ row: operator.row, head });
  const known = record.station === undefined ? [record.operator] : [record.station, record.operator];
  const context: VerifyContext = {
    authorities: trustedAuthorities({ version: 1, issuedAt: now(), publisher: authority, recognised: [] }),
    rowsByKeyId: async (kid) =>
      known.filter(({ row }) => row.keys.some(({ key }) => equalBytes(keyId(key), kid))).map(hitOf),
    rowOf: async (id) => known.filter((operator) => equalBytes(operator.id, id)).map(hitOf)[0],
    coverage: async () => head,
    heldByNumber: async () => [],
    loggedAt: async () => record.receivedAt,
    withdrawalOf: async () => undefined,
    online: onlineAnswer(record, now()),
    styleTerms,
    now: now(),
    verify: verifySignature,
  };
  return verifyScanned(record.number, context);
}
