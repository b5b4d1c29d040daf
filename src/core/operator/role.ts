/**
 * What a key may be used for. A grant carries the roles as bits; which kinds of statement a role may sign stands in
 * `statement/whoMaySign.ts` and nowhere else.
 */
export const ROLES = ["producer", "purchaser", "station", "market", "inspector", "lab", "officer"] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Roles whose key waits until the inviter has compared the six digits of both screens. */
export const ROLES_TO_COMPARE: readonly Role[] = ["station", "market", "inspector", "lab", "officer"];
/** Roles that another authority's grants may carry into this one's scope (跨区域亮证). */
export const FEDERATED_ROLES: readonly Role[] = ["producer", "purchaser", "market", "station", "lab"];
/** Roles of the authority's own office. */
export const OFFICE_ROLES: readonly Role[] = ["inspector", "officer"];
/** Roles for which a key wrapped by a PIN is enough. */
export const WRAPPED_KEY_ROLES: readonly Role[] = ["producer", "purchaser"];

/** True for the name of a role. */
export function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}

/** Roles as the bits of a grant: bit 0 producer … bit 6 officer. */
export function roleBits(roles: readonly Role[]): number {
  return ROLES.reduce((bits, role, index) => (roles.includes(role) ? bits | (1 << index) : bits), 0);
}

/** Roles of a grant's bits; bits of roles unknown here are dropped, so a newer grant gives no more than this version knows. */
export function rolesOf(bits: number): readonly Role[] {
  return ROLES.filter((_, index) => (bits & (1 << index)) !== 0);
}
