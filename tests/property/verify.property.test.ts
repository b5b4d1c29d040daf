import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { concatBytes } from "../../src/core/bytes.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { encodeDigits, labelText } from "../../src/core/qr/qrText.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import type { VerifyContext } from "../../src/core/verify/context.ts";
import { CHECKS, decideVerdict, VERDICTS } from "../../src/core/verify/verdict.ts";
import { verifyScanned } from "../../src/core/verify/verify.ts";
import {
  contextOf,
  cooperativeGrant,
  cooperativeRow,
  directory,
  JINCHENG,
  ORIGIN,
  signedCertificate,
  signedGrant,
} from "../support/world.ts";

let context: VerifyContext;
/** A genuine certificate and grant, and the payloads of the label and the chain code that hold them. */
let genuine: { readonly id: Uint8Array; readonly label: Uint8Array; readonly chain: Uint8Array };

beforeAll(async () => {
  context = contextOf({ directories: [directory(JINCHENG, [cooperativeRow()])] });
  const { id, bytes } = await signedCertificate();
  const grant = await signedGrant(cooperativeGrant(), { by: `${JINCHENG.name} grants` });
  genuine = { id, label: bytes, chain: concatBytes(Uint8Array.of(0x82), bytes, grant.bytes) };
});

/** Text of a code whose payload is given, under the genuine certificate's number. */
function textOf(payload: Uint8Array): string {
  return labelText(ORIGIN, certificateNumber(genuine.id), payload);
}

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

async function verdictOf(payload: Uint8Array): Promise<string> {
  const found = await verifyScanned(textOf(payload), context);
  return found.verdict;
}

test("the codes that the other tests damage are authentic as they are", async () => {
  expect(await verdictOf(genuine.label)).toBe("authentic");
  expect(await verdictOf(genuine.chain)).toBe("authentic");
});

test("no single flipped bit of a label code leaves it authentic: every bit", async () => {
  const survivors: number[] = [];
  for (let bit = 0; bit < genuine.label.length * 8; bit++) {
    if ((await verdictOf(flipped(genuine.label, bit))) === "authentic") survivors.push(bit);
  }
  expect(survivors).toEqual([]);
});

test("no single flipped bit of a chain code leaves it authentic: every bit", async () => {
  const survivors: number[] = [];
  for (let bit = 0; bit < genuine.chain.length * 8; bit++) {
    if ((await verdictOf(flipped(genuine.chain, bit))) === "authentic") survivors.push(bit);
  }
  expect(survivors).toEqual([]);
});

/** Payloads with bytes changed, cut off or put in. */
const damaged = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
    fc.nat({ max: 9 }),
  )
  .map(([isChain, changes, cut]) => {
    const bytes = (isChain ? genuine.chain : genuine.label).slice();
    for (const [place, change] of changes) bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ change;
    return cut > 6 ? bytes.subarray(0, bytes.length - cut + 6) : bytes;
  });

test("no damaged code is authentic, whatever was changed in it", async () => {
  await fc.assert(
    fc.asyncProperty(damaged, async (payload) => {
      expect(await verdictOf(payload)).not.toBe("authentic");
    }),
    { numRuns: 300 },
  );
});

test("random bytes are a statement for nobody and throw for nobody", () => {
  const almost = fc.uint8Array({ maxLength: 200 }).map((bytes) => concatBytes(Uint8Array.of(0xd2, 0x84), bytes));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), almost), (bytes) => {
      expect(decodeStatement(bytes)).toEqual({ ok: false, error: "malformed" });
    }),
    { numRuns: 1000 },
  );
});

test("every text gets a verdict that follows from its checks, and none throws", async () => {
  const payload = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 80 }), damaged);
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.webUrl(),
    payload.map(textOf),
    payload.map((bytes) => `1${encodeDigits(bytes)}`),
    fc.stringMatching(/^[0-9A-Za-z -]{14,20}$/),
    fc.constantFrom("", " ", "#", `${ORIGIN}/c/`, `${ORIGIN}/r/0000000000000000`, "0000000000000000", "\ud800"),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const found = await verifyScanned(text, context);
      expect(VERDICTS).toContain(found.verdict);
      expect(Object.keys(found.checks).sort()).toEqual([...CHECKS].sort());
      expect(decideVerdict(found.checks).verdict).toBe(found.verdict);
      expect(found.verdict === "authentic").toBe(CHECKS.every((name) => found.checks[name].status === "passed"));
    }),
    { numRuns: 500 },
  );
});
