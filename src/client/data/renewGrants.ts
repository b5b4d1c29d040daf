import { toHex } from "../../core/bytes.ts";
import { GRANT_RENEWAL } from "../../core/operator/grant.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { base64UrlBytes } from "../../wire/fields.ts";
import { heldAuthority } from "./authorities.ts";
import { type StoreError, writeAll } from "./database.ts";
import { openGrant, withGrants } from "./grants.ts";
import type { Phone } from "./phone.ts";
import type { HeldGrant, IdentityRecord } from "./schema.ts";
import { openSession, type SessionError } from "./sessions.ts";

/** True when the newest grant ends within 60 days of `time`, or has ended. */
export function needsRenewal(identity: IdentityRecord, time: number): boolean {
  const last = Math.max(0, ...identity.grants.map(({ grant }) => grant.notAfter));
  return last - time <= GRANT_RENEWAL;
}

/**
 * Takes the grants that the endpoint gives with a session, a renewed one included. Each is checked under the
 * authority's grants key before it is kept.
 */
export async function renewGrants(
  phone: Phone,
  identity: IdentityRecord,
): Promise<Result<readonly HeldGrant[], SessionError["code"] | StoreError | "noAuthority">> {
  const authority = await heldAuthority(phone);
  if (authority === undefined) return err("noAuthority");
  const session = await openSession(phone, identity);
  if (!session.ok) return err(session.error.code);
  const offered = session.value.grants.map(base64UrlBytes).flatMap((bytes) => (bytes.ok ? [bytes.value] : []));
  const opened = await Promise.all(offered.map((bytes) => openGrant(bytes, identity.key, authority.list.publisher)));
  const own = opened.filter(
    (grant): grant is HeldGrant => grant !== undefined && toHex(grant.grant.operator) === identity.operator,
  );
  const written = await writeAll(phone.db, ["identities"], async (transaction) => {
    const store = transaction.objectStore("identities");
    const current = await store.get(identity.kid);
    if (current === undefined) return [];
    const grants = withGrants(current.grants, own);
    if (grants.length !== current.grants.length) await store.put({ ...current, grants });
    return grants;
  });
  if (written.ok) phone.changes.tell("identities");
  return written.ok ? ok(written.value) : written;
}
