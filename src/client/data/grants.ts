import { equalBytes, toHex } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import type { Authority } from "../../core/operator/authority.ts";
import { parseGrant } from "../../core/operator/grant.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy, statementId } from "../../core/statement/statement.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import type { HeldGrant } from "./schema.ts";

/**
 * Opens a grant that the authority must have signed with a grants key that was valid then. Undefined when it is not
 * one, or not for this key: nothing of it may be stored.
 */
export async function openGrant(
  bytes: Uint8Array,
  key: Uint8Array,
  authority: Authority,
): Promise<HeldGrant | undefined> {
  const statement = decodeStatement(bytes);
  if (!statement.ok || statement.value.kind !== KIND.grant) return undefined;
  const grant = parseGrant(statement.value.body);
  if (!grant.ok || !equalBytes(grant.value.key, key)) return undefined;
  const { iat, kid } = statement.value;
  const candidates = authority.keys.filter(({ key: signing, use, from, to }) => {
    return use === "grants" && from <= iat && (to === undefined || iat <= to) && equalBytes(keyId(signing), kid);
  });
  for (const candidate of candidates) {
    if (await isStatementSignedBy(statement.value, candidate.key, verifySignature)) {
      return { id: toHex(statementId(statement.value, candidate.key)), bytes, grant: grant.value };
    }
  }
  return undefined;
}

/** Grants with further ones, newest first and each once. */
export function withGrants(held: readonly HeldGrant[], further: readonly HeldGrant[]): readonly HeldGrant[] {
  const all = [...further, ...held];
  const distinct = all.filter((grant, index) => all.findIndex((other) => other.id === grant.id) === index);
  return distinct.sort((left, right) => right.grant.notAfter - left.grant.notAfter);
}
