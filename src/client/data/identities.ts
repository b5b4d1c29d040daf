import { isInForce } from "../../core/operator/grant.ts";
import type { GrantTerms } from "../../core/operator/rights.ts";
import type { Role } from "../../core/operator/role.ts";
import { standingAt } from "../../core/operator/standing.ts";
import type { PhoneDatabase } from "./database.ts";
import type { Hex } from "./hex.ts";
import type { HeldGrant, IdentityRecord } from "./schema.ts";
import { readSetting } from "./settings.ts";

/** The identity that the screens act as: the one chosen last, else the newest; undefined on a phone that never joined. */
export async function actingIdentity(db: PhoneDatabase): Promise<IdentityRecord | undefined> {
  const [identities, chosen] = await Promise.all([db.getAll("identities"), readSetting(db, "actingAs")]);
  return chooseIdentity(identities, chosen);
}

/** The identity with that key id, else the newest. */
export function chooseIdentity(
  identities: readonly IdentityRecord[],
  kid: Hex | undefined,
): IdentityRecord | undefined {
  return identities.find((identity) => identity.kid === kid) ?? newestFirst(identities)[0];
}

function newestFirst(identities: readonly IdentityRecord[]): readonly IdentityRecord[] {
  return [...identities].sort((left, right) => right.joinedAt - left.joinedAt);
}

/** Every identity of this phone, newest first. There are a handful at most. */
export async function allIdentities(db: PhoneDatabase): Promise<readonly IdentityRecord[]> {
  return newestFirst(await db.getAll("identities"));
}

/** Terms of the grants that are in force at `time`. */
export function termsInForce(identity: IdentityRecord, time: number): readonly GrantTerms[] {
  return identity.grants.map(({ grant }) => grant).filter((grant) => isInForce(grant, time));
}

/** The grant that a chain code of a certificate carries, of those of its key, newest first: the newest one in force when it was issued. */
export function grantFor<T extends Pick<HeldGrant, "grant">>(grants: readonly T[], iat: number): T | undefined {
  return grants.find(({ grant }) => isInForce(grant, iat)) ?? grants[0];
}

/** Roles that this identity has at `time`, whatever its standing. */
export function rolesAt(identity: IdentityRecord, time: number): readonly Role[] {
  return [...new Set(termsInForce(identity, time).flatMap((terms) => terms.roles))];
}

/** The identity of this phone that has the role at `time`, the one whose turn it is before others; undefined when none has. */
export async function identityWithRole(
  db: PhoneDatabase,
  role: Role,
  time: number,
): Promise<IdentityRecord | undefined> {
  const acting = await actingIdentity(db);
  const all = [...(acting === undefined ? [] : [acting]), ...(await allIdentities(db))];
  return all.find((identity) => rolesAt(identity, time).includes(role));
}

/** Why an identity may not sign at `time`, as far as this phone knows; undefined when it may. */
export type IdentityRefusal = "grantExpired" | "keyEnded" | "suspended" | "operatorClosed";

/** Whether an identity may sign at all at `time`: its key, its grants and its operator's standing. */
export function refusalFor(identity: IdentityRecord, time: number): IdentityRefusal | undefined {
  if (identity.ended !== undefined && time >= identity.ended.from) return "keyEnded";
  if (termsInForce(identity, time).length === 0) return "grantExpired";
  const standing = standingAt(identity.standing, time);
  if (standing === "normal") return undefined;
  return standing === "closed" ? "operatorClosed" : "suspended";
}

/** The key to sign with for one operator at `time`: one that may sign, else the newest; undefined when none is here. */
export async function identityFor(db: PhoneDatabase, operator: Hex, time: number): Promise<IdentityRecord | undefined> {
  const own = (await allIdentities(db)).filter((identity) => identity.operator === operator);
  return own.find((identity) => refusalFor(identity, time) === undefined) ?? own[0];
}
