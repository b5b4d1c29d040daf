import { generateKeyPairSync, sign, verify } from "node:crypto";

/** How many signatures to check. */
export type VerifyQuestion = { readonly count: number };

/** About what a certificate's signature covers, in bytes. */
const MESSAGE_BYTES = 230;
const MESSAGES = 500;
/** Checks under way at once: more than libuv's pool has threads. */
const AT_ONCE = 64;

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signed = Array.from({ length: MESSAGES }, (_, index) => {
  const message = Buffer.alloc(MESSAGE_BYTES, index);
  return { message, signature: sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" }) };
});

/** Checks a second that the pool of this process manages, with a key that has been imported once. */
function verifyRate(count: number): Promise<number> {
  const started = performance.now();
  const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  return new Promise((resolve, reject) => {
    let begun = 0;
    let done = 0;
    const next = () => {
      const item = signed[begun++ % MESSAGES];
      if (item === undefined) return;
      verify("sha256", item.message, key, item.signature, (error, valid) => {
        if (error !== null || !valid) return reject(new Error("a good signature was refused"));
        done++;
        if (begun < count) next();
        if (done === count) resolve((count * 1000) / (performance.now() - started));
      });
    };
    for (let index = 0; index < AT_ONCE; index++) next();
  });
}

process.on("message", ({ count }: VerifyQuestion) => {
  verifyRate(count).then(
    (value) => process.send?.({ value }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
