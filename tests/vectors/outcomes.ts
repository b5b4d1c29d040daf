import { createHash } from "node:crypto";
import { encode, rfc8949EncodeOptions } from "cborg";
import { toHex } from "../../src/core/bytes.ts";
import { parseCertificate } from "../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { parseWithdrawn } from "../../src/core/certificate/withdrawal.ts";
import { openMessage } from "../../src/core/key/message.ts";
import { CONTEXT } from "../../src/core/key/sign1.ts";
import { parseHarvestedLot } from "../../src/core/lot/lot.ts";
import { applyDelta, assembleSnapshot, openDirectoryHead, readRows } from "../../src/core/operator/directory.ts";
import { parseGrant } from "../../src/core/operator/grant.ts";
import { parseScanned } from "../../src/core/qr/qrText.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import {
  decodeStatement,
  isStatementSignedBy,
  type Statement,
  statementId,
} from "../../src/core/statement/statement.ts";
import { CHECKS, type CheckOutcome, type Verification } from "../../src/core/verify/verdict.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import {
  type BatchStage,
  type DirectoryUpdateStage,
  type Hex,
  type StatementStage,
  type TextExpectation,
  unhex,
  type VectorCase,
} from "./caseFile.ts";
import { authoritiesOf, openDirectory } from "./world.ts";

/** SHA-256 by another implementation than the core's. */
export function digest(hex: Hex): Hex {
  return createHash("sha256").update(hex, "hex").digest("hex");
}

/** Deterministic CBOR by another implementation than the core's. */
export function otherCbor(value: unknown): Hex {
  return Buffer.from(encode(value, rfc8949EncodeOptions)).toString("hex");
}

function bodyOutcome(statement: Statement): string {
  if (statement.kind === KIND.certificateIssued) {
    const parsed = parseCertificate(statement.body);
    if (!parsed.ok) return parsed.error;
    return parsed.value.newerFormat ? "newerFormat" : "ok";
  }
  if (statement.kind === KIND.grant) {
    const parsed = parseGrant(statement.body);
    return parsed.ok ? "ok" : parsed.error;
  }
  if (statement.kind === KIND.certificateWithdrawn)
    return parseWithdrawn(statement.body) === undefined ? "malformed" : "ok";
  return parseHarvestedLot(statement.body) === undefined ? "malformed" : "ok";
}

/** What reading and checking a statement comes to. */
export async function statementOutcome(stage: StatementStage): Promise<StatementStage["expected"]> {
  const decoded = decodeStatement(unhex(stage.cose));
  if (!decoded.ok) return { decode: "malformed" };
  const key = unhex(stage.key ?? "");
  const id = statementId(decoded.value, key);
  const signed = await isStatementSignedBy(decoded.value, key, verifySignature);
  return {
    decode: "ok",
    body: bodyOutcome(decoded.value),
    signature: signed ? "passed" : "failed",
    id: toHex(id),
    ...(decoded.value.kind === KIND.certificateIssued ? { number: certificateNumber(id) } : {}),
  };
}

function checkText(outcome: CheckOutcome): string {
  return outcome.status === "passed" ? "passed" : `${outcome.status}: ${outcome.code}`;
}

/** A verification as a case file writes it down. */
export function textOutcome(text: string, found: Verification): TextExpectation {
  const scanned = parseScanned(text);
  return {
    scan: scanned.ok ? scanned.value.form : scanned.error,
    verdict: found.verdict,
    ...(found.code === undefined ? {} : { code: found.code }),
    checks: Object.fromEntries(
      CHECKS.map((name) => [name, checkText(found.checks[name])]),
    ) as TextExpectation["checks"],
    warnings: found.warnings,
    ...(found.number === undefined ? {} : { number: found.number }),
    ...(found.id === undefined ? {} : { id: toHex(found.id) }),
    ...(found.onBehalfOf === undefined ? {} : { onBehalfOf: found.onBehalfOf.name }),
  };
}

/** What comes of a directory offered to a device that holds the case's first one. */
export async function updateOutcome(update: DirectoryUpdateStage, vector: VectorCase): Promise<string> {
  const authorities = await authoritiesOf(vector);
  const [first] = vector.directories;
  const [home] = authorities;
  if (first === undefined || home === undefined) throw new Error("no directory is held");
  const held = await openDirectory(first, authorities);
  const head = await openDirectoryHead(unhex(update.head), home, verifySignature);
  if (!head.ok) return head.error;
  if (update.delta !== undefined) {
    const changed = readRows(update.delta.changed.map(unhex));
    if (changed === undefined) return "malformed";
    const { from, removed } = update.delta;
    const applied = applyDelta(held, { from, head: head.value, changed, removed: removed.map(unhex) });
    return applied.ok ? "accepted" : applied.error;
  }
  const chunks = (update.snapshot ?? []).map(({ name, bytes }) => ({
    name: unhex(name),
    bytes: bytes === null ? undefined : unhex(bytes),
  }));
  const assembled = assembleSnapshot(head.value, chunks, held.head);
  return assembled.ok ? "accepted" : assembled.error;
}

/** What the core decides of one item of an upload; `seen` holds the ids that came before it. */
export async function itemOutcome(
  item: Hex,
  { knownKeys }: BatchStage,
  seen: Set<Hex>,
): Promise<BatchStage["expected"][number][number]> {
  const decoded = decodeStatement(unhex(item));
  if (!decoded.ok) return { status: "rejected", code: "malformed" };
  const candidates = knownKeys.map(unhex).filter((key) => digest(toHex(key)).startsWith(toHex(decoded.value.kid)));
  if (candidates.length === 0) return { status: "rejected", code: "unknownKey" };
  for (const key of candidates) {
    if (!(await isStatementSignedBy(decoded.value, key, verifySignature))) continue;
    const id = toHex(statementId(decoded.value, key));
    const status = seen.has(id) ? "duplicate" : "accepted";
    seen.add(id);
    return { status, id };
  }
  return { status: "rejected", code: "badSignature" };
}

/** What each context says to a message that `key` signed in one of them. */
export async function messageOutcomes(message: Uint8Array, key: Uint8Array): Promise<Record<string, string>> {
  const decoded = decodeStatement(message);
  const signed = decoded.ok && (await isStatementSignedBy(decoded.value, key, verifySignature));
  const refusal = decoded.ok ? "badSignature" : "malformed";
  const outcomes: Record<string, string> = { [CONTEXT.statement]: signed ? "ok" : refusal };
  for (const context of Object.values(CONTEXT)) {
    if (context === CONTEXT.statement) continue;
    const opened = await openMessage(context, message, key, verifySignature);
    outcomes[context] = opened.ok ? "ok" : opened.error;
  }
  return outcomes;
}
