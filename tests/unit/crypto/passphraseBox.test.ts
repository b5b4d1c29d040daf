import { expect, test } from "vitest";
import { utf8 } from "../../../src/core/bytes.ts";
import {
  MAX_ITERATIONS,
  MIN_ITERATIONS,
  openWithPassphrase,
  sealWithPassphrase,
} from "../../../src/crypto/passphraseBox.ts";

/** Deriving a key is slow on purpose. */
const SLOW = { timeout: 30_000 };

const PURPOSE = utf8("test");
const PLAIN = utf8("二〇二六年十一月的备份");

test("a box opens with its passphrase, however its characters are composed, and with no other", SLOW, async () => {
  const box = await sealWithPassphrase(PLAIN, "晋城Ａ１２３é", PURPOSE);
  expect(box.iterations).toBeGreaterThanOrEqual(600_000);
  expect(await openWithPassphrase(box, "晋城A123e\u0301", PURPOSE)).toEqual({ ok: true, value: PLAIN });
  expect(await openWithPassphrase(box, "晋城A124é", PURPOSE)).toEqual({ ok: false, error: "wrongPassphrase" });
});

test("a box for one purpose does not open for another, and a changed one not at all", SLOW, async () => {
  const box = await sealWithPassphrase(PLAIN, "passphrase", PURPOSE);
  const changed = Uint8Array.from(box.sealed, (byte, index) => (index === 3 ? byte ^ 1 : byte));
  expect(await openWithPassphrase(box, "passphrase", utf8("other"))).toEqual({ ok: false, error: "wrongPassphrase" });
  expect(await openWithPassphrase({ ...box, sealed: changed }, "passphrase", PURPOSE)).toEqual({
    ok: false,
    error: "wrongPassphrase",
  });
});

test("parameters that are too weak, or would keep a phone busy for hours, are not tried", SLOW, async () => {
  const box = await sealWithPassphrase(PLAIN, "passphrase", PURPOSE);
  for (const iterations of [MIN_ITERATIONS - 1, MAX_ITERATIONS + 1, Number.NaN, 600_000.5]) {
    expect(await openWithPassphrase({ ...box, iterations }, "passphrase", PURPOSE)).toEqual({
      ok: false,
      error: "badBox",
    });
  }
  expect(await openWithPassphrase({ ...box, salt: new Uint8Array(8) }, "passphrase", PURPOSE)).toEqual({
    ok: false,
    error: "badBox",
  });
});

test("two boxes of the same bytes have nothing in common", SLOW, async () => {
  const [one, two] = [
    await sealWithPassphrase(PLAIN, "passphrase", PURPOSE),
    await sealWithPassphrase(PLAIN, "passphrase", PURPOSE),
  ];
  expect(one.salt).not.toEqual(two.salt);
  expect(one.nonce).not.toEqual(two.nonce);
  expect(one.sealed).not.toEqual(two.sealed);
});
