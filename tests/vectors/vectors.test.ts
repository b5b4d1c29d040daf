import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { decodeCbor, encodeCbor } from "../../src/core/cbor.ts";
import { certificateNumber, parseTypedNumber } from "../../src/core/certificate/number.ts";
import { parseWithdrawn } from "../../src/core/certificate/withdrawal.ts";
import { ES256 } from "../../src/core/key/publicKey.ts";
import { assembleSign1, decodeSign1 } from "../../src/core/key/sign1.ts";
import { verifyReceipt } from "../../src/core/log/receipt.ts";
import { judgeHead, openTreeHead } from "../../src/core/log/treeHead.ts";
import { encodeRow } from "../../src/core/operator/directoryRow.ts";
import { verifyActivation, verifySession } from "../../src/core/operator/proofs.ts";
import { isRole } from "../../src/core/operator/role.ts";
import { decodeDigits, encodeDigits } from "../../src/core/qr/qrText.ts";
import { decodeStatement, isStatementSignedBy, statementId } from "../../src/core/statement/statement.ts";
import { refusalForKey } from "../../src/core/statement/whoMaySign.ts";
import { verifyScanned } from "../../src/core/verify/verify.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { terms } from "../support/world.ts";
import { fromJson, type Hex, type StatementStage, unhex, type VectorCase } from "./caseFile.ts";
import {
  digest,
  itemOutcome,
  messageOutcomes,
  otherCbor,
  statementOutcome,
  textOutcome,
  updateOutcome,
} from "./outcomes.ts";
import { authoritiesOf, contextOf, must, openDirectory } from "./world.ts";

const FILES = readdirSync(import.meta.dirname).filter((name) => /^[A-Z]\d\d\.json$/.test(name));
const CASES = FILES.map((name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as VectorCase);

/** Every stage from what the statement says to its bytes, each made from the one before. */
function expectMaking(stage: StatementStage): void {
  const { says, payload, externalAad, sigStructure, signature } = stage;
  const header = stage.protected;
  if (says === undefined || payload === undefined || externalAad === undefined || header === undefined) return;
  expect(toHex(encodeCbor([says.kind, says.iat, says.seq, fromJson(says.body)])), "payload").toBe(payload);
  const covered = ["Signature1", unhex(header), unhex(externalAad), unhex(payload)];
  expect(otherCbor(covered), "Sig_structure").toBe(sigStructure);
  expect(toHex(assembleSign1(unhex(header), unhex(payload), unhex(signature ?? ""))), "COSE").toBe(stage.cose);
  const own = otherCbor(["hgz1.statement", unhex(stage.key ?? "")]);
  const named = ["Signature1", unhex(header), unhex(own), unhex(payload)];
  expect(digest(otherCbor(named)), "id").toBe(stage.expected.id);
}

function testWorld(vector: VectorCase): void {
  test("the authorities and directories say what the file says", async () => {
    const authorities = await authoritiesOf(vector);
    const list = decodeSign1(unhex(vector.authorities.list));
    expect(list.ok && toHex(list.value.payload)).toBe(toHex(encodeCbor(fromJson(vector.authorities.says))));
    for (const stage of vector.directories) {
      const { rows } = await openDirectory(stage, authorities);
      expect(rows.map(({ row }) => toHex(encodeCbor(encodeRow(row))))).toEqual(rows.map(({ bytes }) => toHex(bytes)));
      expect(rows.map(({ bytes }) => toHex(bytes))).toEqual(stage.rows.map((row) => toHex(encodeCbor(fromJson(row)))));
    }
  });
}

function testStatements(vector: VectorCase): void {
  for (const stage of vector.statements ?? []) {
    test(`statement: ${stage.name}`, async () => {
      expectMaking(stage);
      expect(await statementOutcome(stage)).toEqual(stage.expected);
    });
  }
}

function testTexts(vector: VectorCase): void {
  for (const stage of vector.texts ?? []) {
    test(`text: ${stage.name}`, async () => {
      if (stage.fragment !== undefined) {
        expect(encodeDigits(unhex(stage.fragment.payload)), "digits").toBe(stage.fragment.digits);
        expect(stage.text.endsWith(`1${stage.fragment.digits}`), "text").toBe(true);
      }
      const found = await verifyScanned(stage.text, await contextOf(vector, stage));
      expect(textOutcome(stage.text, found)).toEqual(stage.expected);
    });
  }
}

function testTyping(vector: VectorCase): void {
  for (const { digits, bytes } of vector.digits ?? []) {
    test(`digits: ${digits.slice(0, 40)} (${digits.length})`, () => {
      const decoded = decodeDigits(digits);
      expect(decoded === undefined ? null : toHex(decoded)).toBe(bytes);
      if (bytes !== null) expect(encodeDigits(unhex(bytes))).toBe(digits);
    });
  }

  for (const { typed, expected } of vector.numbers ?? []) {
    test(`number: "${typed}"`, () => {
      const read = parseTypedNumber(typed);
      expect(read.ok ? read.value : read.error.code).toBe(expected);
    });
  }
}

function testDirectoryUpdates(vector: VectorCase): void {
  for (const update of vector.directoryUpdates ?? []) {
    test(`directory: ${update.name}`, async () => {
      expect(await updateOutcome(update, vector)).toBe(update.expected);
    });
  }
}

function testProofs(vector: VectorCase): void {
  for (const { name, key, message, expected } of vector.messages ?? []) {
    test(`message: ${name}`, async () => {
      expect(await messageOutcomes(unhex(message), unhex(key))).toEqual(expected);
    });
  }

  for (const { name, message, challenge, expected } of vector.sessions ?? []) {
    test(`session: ${name}`, async () => {
      const { origin, expires } = challenge;
      const claim = {
        origin,
        expires,
        authority: unhex(challenge.authority),
        nonce: unhex(challenge.nonce),
        key: unhex(challenge.key),
      };
      const verified = await verifySession(unhex(message), claim, verifySignature);
      expect(verified.ok ? "ok" : verified.error).toBe(expected);
    });
  }
}

function testKeys(vector: VectorCase): void {
  if (vector.candidates !== undefined) {
    const { payload, candidates, protected: header } = vector.candidates;
    test.each(candidates)("candidate $key", async ({ key, signature, id, number }) => {
      const bytes = assembleSign1(unhex(header), unhex(payload), unhex(signature));
      const statement = must(decodeStatement(bytes), "statement");
      const sigStructure = otherCbor([
        "Signature1",
        unhex(header),
        unhex(otherCbor(["hgz1.statement", unhex(key)])),
        unhex(payload),
      ]);
      expect(await verifySignature(unhex(key), statement.signature, unhex(sigStructure))).toBe(true);
      expect(digest(sigStructure)).toBe(id);
      expect(toHex(statementId(statement, unhex(key)))).toBe(id);
      expect(certificateNumber(unhex(id))).toBe(number);
    });
    test("no two candidates share id or number", () => {
      expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
      expect(new Set(candidates.map(({ number }) => number)).size).toBe(candidates.length);
    });
  }

  const recovery = vector.recoveredKey;
  if (recovery !== undefined) {
    test("the recovered key is of no use", async () => {
      const statement = must(decodeStatement(unhex(recovery.statement)), "statement");
      const covered = otherCbor([
        "Signature1",
        statement.protectedHeader,
        unhex(otherCbor(["hgz1.statement", unhex(recovery.signer)])),
        statement.payload,
      ]);
      const recovered = unhex(recovery.recovered);
      expect(await verifySignature(recovered, statement.signature, unhex(covered)), "over the same bytes").toBe(true);
      expect(await isStatementSignedBy(statement, recovered, verifySignature), "as a statement").toBe(false);
      const { message, origin, secret } = recovery.activation;
      const activated = await verifyActivation(
        unhex(message),
        { origin, secret: unhex(secret), key: recovered },
        verifySignature,
      );
      expect(activated).toEqual({ ok: false, error: recovery.expected.activation });
    });
  }
}

function testEffects(vector: VectorCase): void {
  for (const effect of vector.effects ?? []) {
    test(`effect: ${effect.name}`, () => {
      const statement = must(decodeStatement(unhex(effect.statement)), "statement");
      const state = parseWithdrawn(statement.body)?.state;
      if (state === undefined) throw new Error("not a withdrawal");
      const act = { kind: statement.kind, state, own: effect.own, behalf: false, region: effect.region };
      const granted = [terms({ roles: effect.roles.filter(isRole), region: effect.grantRegion })];
      expect(refusalForKey(act, granted) ?? "effect").toBe(effect.expected);
    });
  }
}

function testBatch(vector: VectorCase): void {
  const { batch } = vector;
  if (batch !== undefined) {
    test.each(batch.orders.map((order, index) => ({ order, expected: batch.expected[index] })))(
      "batch in order $order",
      async ({ order, expected }) => {
        const seen = new Set<Hex>();
        const outcomes = [];
        for (const index of order) outcomes.push(await itemOutcome(batch.items[index] ?? "", batch, seen));
        expect(outcomes).toEqual(expected);
      },
    );
  }
}

function testLog(vector: VectorCase): void {
  for (const { name, id, receivedAt, logKey, receipt, expected } of vector.receipts ?? []) {
    test(`receipt: ${name}`, async () => {
      const claim = { id: unhex(id), receivedAt };
      const options = { alg: ES256, verify: verifySignature };
      const verified = await verifyReceipt(unhex(receipt), claim, [unhex(logKey)], options);
      expect(verified.ok ? "ok" : verified.error).toBe(expected);
    });
  }

  for (const { name, logKey, held, offered, proof, expected } of vector.treeHeads ?? []) {
    test(`tree head: ${name}`, async () => {
      const open = async (hex: Hex) =>
        must(await openTreeHead(unhex(hex), [unhex(logKey)], verifySignature), "tree head");
      expect(judgeHead(await open(held), await open(offered), proof.map(unhex))).toBe(expected);
    });
  }
}

describe.each(CASES.map((vector) => ({ ...vector, name: `${vector.id} ${vector.title}` })))("$name", (vector) => {
  testWorld(vector);
  testStatements(vector);
  testTexts(vector);
  testTyping(vector);
  testDirectoryUpdates(vector);
  testProofs(vector);
  testKeys(vector);
  testEffects(vector);
  testBatch(vector);
  testLog(vector);
});

test("every payload of a case file is the only encoding of what it says", () => {
  const payloads = CASES.flatMap((vector) => vector.statements ?? []).filter((stage) => stage.expected.decode === "ok");
  for (const { payload = "" } of payloads) {
    const decoded = must(decodeCbor(unhex(payload)), "payload");
    expect(toHex(encodeCbor(decoded))).toBe(payload);
  }
  expect(payloads.length).toBeGreaterThan(50);
});
