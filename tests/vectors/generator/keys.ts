import { toHex } from "../../../src/core/bytes.ts";
import { keyId } from "../../../src/core/key/publicKey.ts";
import { toBytes } from "../../support/p256.ts";
import { testKey } from "../../support/testKeys.ts";
import { CHANGZHI, JINCHENG } from "../../support/world.ts";

const AUTHORITY_USES = ["list", "grants", "directory", "log"];

/** Names of the keys that the cases use. */
export const VECTOR_KEYS: readonly string[] = [
  "K1",
  "K2",
  "S1",
  "O1",
  "KB1",
  "stranger",
  ...[JINCHENG.name, CHANGZHI.name, "邯郸市农业农村局"].flatMap((name) =>
    AUTHORITY_USES.map((use) => `${name} ${use}`),
  ),
];

/** The published key pairs as a file: everybody can sign with them, so nothing real may trust them. */
export function keysText(): string {
  const rows = VECTOR_KEYS.map((name) => {
    const { key, secret } = testKey(name);
    return `  ${JSON.stringify({ name, private: toHex(toBytes(secret)), public: toHex(key), kid: toHex(keyId(key)) })}`;
  });
  return `[\n${rows.join(",\n")}\n]\n`;
}
