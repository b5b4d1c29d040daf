import { describe, expect, test } from "vitest";
import { utf8 } from "../../../src/core/bytes.ts";
import { deviceSigner, exportPrivateKey, generateDeviceKey, importPrivateKey } from "../../../src/crypto/deviceKey.ts";
import { verifySignature } from "../../../src/crypto/verifySignature.ts";

const MESSAGE = utf8("承诺达标合格证");

async function signed() {
  const made = await generateDeviceKey({ extractable: false });
  const signer = deviceSigner(made);
  return { made, signer, signature: await signer.sign(MESSAGE) };
}

describe("a device key", () => {
  test("signs what verifies under its own compressed key and under no other", async () => {
    const { signer, signature } = await signed();
    const other = await generateDeviceKey({ extractable: false });
    expect(signer.key).toHaveLength(33);
    expect(signature).toHaveLength(64);
    expect(await verifySignature(signer.key, signature, MESSAGE)).toBe(true);
    expect(await verifySignature(other.key, signature, MESSAGE)).toBe(false);
    expect(await verifySignature(signer.key, signature, utf8("另一句话"))).toBe(false);
  });

  test("gives its private half to nobody", async () => {
    const { made } = await signed();
    expect(made.privateKey.extractable).toBe(false);
    await expect(exportPrivateKey(made.privateKey)).rejects.toThrow(DOMException);
  });

  test("that had to be extractable comes back from its wrapping as one that is not", async () => {
    const made = await generateDeviceKey({ extractable: true });
    const again = await importPrivateKey(await exportPrivateKey(made.privateKey));
    const signature = await deviceSigner({ privateKey: again, key: made.key }).sign(MESSAGE);
    expect(again.extractable).toBe(false);
    expect(await verifySignature(made.key, signature, MESSAGE)).toBe(true);
  });
});

describe("checking a signature", () => {
  test("says false, and throws nothing, for every kind of bad input", async () => {
    const { signer, signature } = await signed();
    const offCurve = Uint8Array.from(signer.key, (byte, index) => (index === 0 ? 4 : byte));
    expect(await verifySignature(new Uint8Array(0), signature, MESSAGE)).toBe(false);
    expect(await verifySignature(offCurve, signature, MESSAGE)).toBe(false);
    expect(await verifySignature(signer.key, signature.subarray(0, 63), MESSAGE)).toBe(false);
    expect(await verifySignature(signer.key, new Uint8Array(64), MESSAGE)).toBe(false);
    expect(await verifySignature(signer.key, signature, new Uint8Array(0))).toBe(false);
  });

  test("goes on after more keys than are kept", async () => {
    const { signer, signature } = await signed();
    const others = await Promise.all(Array.from({ length: 300 }, () => generateDeviceKey({ extractable: false })));
    for (const { key } of others) expect(await verifySignature(key, signature, MESSAGE)).toBe(false);
    expect(await verifySignature(signer.key, signature, MESSAGE)).toBe(true);
  });
});
