import { afterEach, expect, test } from "vitest";

const DATABASE = "webCrypto.browser.test";
const ES256 = { name: "ECDSA", hash: "SHA-256" } as const;

/** Settles with what an IndexedDB request answers. */
function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB gave no reason")));
  });
}

function openKeys(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore("keys"));
  return answerOf(request);
}

async function storeKey(key: CryptoKey): Promise<void> {
  const database = await openKeys();
  const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
  transaction.objectStore("keys").put(key, "device");
  await new Promise((resolve, reject) => {
    transaction.addEventListener("complete", resolve);
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("aborted")));
  });
  database.close();
}

async function storedKey(): Promise<CryptoKey> {
  const database = await openKeys();
  const key: unknown = await answerOf(database.transaction("keys").objectStore("keys").get("device"));
  database.close();
  if (!(key instanceof CryptoKey)) throw new TypeError("the stored key came back as something else");
  return key;
}

afterEach(async () => {
  await answerOf(indexedDB.deleteDatabase(DATABASE));
});

test("a P-256 key that cannot be exported signs after it was stored and its database closed and opened again", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await storeKey(pair.privateKey);

  const key = await storedKey();
  const message = new TextEncoder().encode("承诺达标合格证");
  const signature = await crypto.subtle.sign(ES256, key, message);

  expect(signature.byteLength).toBe(64);
  expect(await crypto.subtle.verify(ES256, pair.publicKey, signature, message)).toBe(true);
});

test("the stored key refuses to be exported, in every format", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  await storeKey(pair.privateKey);

  const key = await storedKey();

  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey("pkcs8", key)).rejects.toThrow(DOMException);
  await expect(crypto.subtle.exportKey("jwk", key)).rejects.toThrow(DOMException);
});
