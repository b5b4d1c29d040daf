import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressPoint, ES256 } from "../../core/key/publicKey.ts";
import type { Signer } from "../../core/key/sign1.ts";
import type { KeyUse } from "../../core/operator/authority.ts";

/** The authority's keys by use. */
export type AuthoritySigners = { readonly [Use in KeyUse]: Signer };

/** Only the server's own account may read what lies in the folder of keys. */
const OWNER_ONLY = 0o600;

/** A signer from a private key on P-256. @throws TypeError for a key on another curve */
export function signerFrom(privateKey: KeyObject): Signer {
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const key = compressPoint(new Uint8Array(point));
  if (!key.ok) throw new TypeError("a key file of the authority does not hold a P-256 key");
  return {
    key: key.value,
    alg: ES256,
    sign: async (message) => new Uint8Array(sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" })),
  };
}

function openSigner(folder: string, use: KeyUse): Signer {
  const file = join(folder, `${use}.pem`);
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    // "wx": two starts at the same moment must not replace each other's key.
    writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: OWNER_ONLY, flag: "wx" });
  }
  return signerFrom(createPrivateKey(readFileSync(file)));
}

/** Opens the keys in a data folder, made at the first start: PKCS #8 files that only the owner may read. */
export function openAuthorityKeys(dataDir: string): AuthoritySigners {
  const folder = join(dataDir, "keys");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    grants: openSigner(folder, "grants"),
    directory: openSigner(folder, "directory"),
    log: openSigner(folder, "log"),
    list: openSigner(folder, "list"),
  };
}
