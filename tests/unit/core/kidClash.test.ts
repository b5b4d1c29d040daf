import { expect, test, vi } from "vitest";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { labelText } from "../../../src/core/qr/qrText.ts";
import { verifyScanned } from "../../../src/core/verify/verify.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  contextOf,
  cooperativeGrant,
  cooperativeRow,
  directory,
  JINCHENG,
  keyRecord,
  ORIGIN,
  row,
  signedCertificate,
} from "../../support/world.ts";

// A real clash of two kids costs 2^32 work; here all keys share one.
vi.mock(import("../../../src/core/key/publicKey.ts"), async (original) => ({
  ...(await original()),
  keyId: () => new Uint8Array(8),
}));

const RIVAL = row("陵川县绿源农场", { keys: [keyRecord(testKey("K2").key)] });
const WORLD = contextOf({ authorities: [JINCHENG], directories: [directory(JINCHENG, [RIVAL, cooperativeRow()])] });

test("under one kid each key's statement is its own operator's", async () => {
  for (const [by, name] of [
    ["K1", cooperativeGrant().name],
    ["K2", RIVAL.name],
  ] as const) {
    const { id, bytes } = await signedCertificate({}, { by });
    const found = await verifyScanned(labelText(ORIGIN, certificateNumber(id), bytes), WORLD);
    expect([found.verdict, found.signer?.name]).toEqual(["authentic", name]);
  }
});

test("under one kid one key's statement does not carry the number of the other's", async () => {
  const [mine, rivals] = [await signedCertificate({}, { by: "K1" }), await signedCertificate({}, { by: "K2" })];
  expect(certificateNumber(mine.id)).not.toBe(certificateNumber(rivals.id));
  const found = await verifyScanned(labelText(ORIGIN, certificateNumber(mine.id), rivals.bytes), WORLD);
  expect([found.verdict, found.code]).toEqual(["forged", "numberMismatch"]);
});

test("a third key under the kid signs for none of them", async () => {
  const { id, bytes } = await signedCertificate({}, { by: "stranger" });
  const found = await verifyScanned(labelText(ORIGIN, certificateNumber(id), bytes), WORLD);
  expect([found.verdict, found.code]).toEqual(["forged", "badSignature"]);
});
