import { type Grant, isInForce } from "./grant.ts";
import { OFFICE_ROLES, type Role } from "./role.ts";
import type { EndReason } from "./standing.ts";

/** The terms of one grant of a key, as a directory row lists them. */
export type GrantTerms = Pick<Grant, "alg" | "roles" | "region" | "notBefore" | "notAfter" | "storage" | "staff">;

/** That a key's rights ended, and up to where the log knows it. */
export type KeyEnd = {
  /** Unix seconds from which the key signs no more. */
  readonly from: number;
  readonly reason: EndReason;
  /** Highest seq of the key in the log when the end was logged. */
  readonly highestSeq: number;
  /** Unix seconds at which the end was logged. */
  readonly loggedAt: number;
};

/** A key of an operator with everything that was granted to it. */
export type KeyRecord = { readonly key: Uint8Array; readonly grants: readonly GrantTerms[]; readonly ended?: KeyEnd };

/** A left or expired key's statements still count when they reached a log this long after (seconds). */
const LOGGING_GRACE = 30 * 86_400;

/** Terms in force at `time`, not looking at the key's end. */
export function termsAt(record: KeyRecord, time: number): readonly GrantTerms[] {
  return record.grants.filter((terms) => isInForce(terms, time));
}

/** Regions in which the terms give a role. */
export function regionsOf(terms: readonly GrantTerms[], role: Role): readonly string[] {
  return terms.filter((entry) => entry.roles.includes(role)).map((entry) => entry.region);
}

/**
 * The terms by which a key speaks for its whole operator, as whoever leads it does: not those of keys that another key
 * of the operator invited, nor those of the authority's own office, whose officers see to that.
 */
export function ownerTerms(terms: readonly GrantTerms[]): readonly GrantTerms[] {
  return terms.filter(({ staff, roles }) => staff !== true && !roles.some((role) => OFFICE_ROLES.includes(role)));
}

/** What the end or expiry of a key means for a statement it signed. */
export type KeyTiming =
  /** The key was and is in force, or the statement is proven to be older than its end. */
  | "inForce"
  /** Signed before the key's first grant or after its last one. */
  | "notGranted"
  /** Signed at or after the moment from which the key was ended. */
  | "ended"
  /** Dated before the end, which nothing but the signer's word supports. */
  | "notProvenBeforeEnd";

/**
 * Judges the date of a statement (wire format, back-dating). `iat` is the signer's word and suffices while the key
 * is in force; for an ended or expired key the statement must have reached a log in time.
 *
 * @param loggedAt when a log received it, by a verified receipt or by the endpoint's word; undefined when unknown
 */
export function keyTiming(record: KeyRecord, iat: number, now: number, loggedAt: number | undefined): KeyTiming {
  if (termsAt(record, iat).length === 0) return "notGranted";
  if (record.ended !== undefined && iat >= record.ended.from) return "ended";
  const deadline = loggingDeadline(record, now);
  if (deadline === undefined) return "inForce";
  return loggedAt !== undefined && loggedAt <= deadline ? "inForce" : "notProvenBeforeEnd";
}

/** The last moment at which what the key signed must have reached a log; undefined while the key is in force. */
function loggingDeadline({ grants, ended }: KeyRecord, now: number): number | undefined {
  const expires = Math.max(...grants.map((terms) => terms.notAfter));
  const deadlines = now > expires ? [expires + LOGGING_GRACE] : [];
  if (ended !== undefined && now >= ended.from) {
    deadlines.push(ended.reason === "left" ? ended.from + LOGGING_GRACE : ended.loggedAt - 1);
  }
  return deadlines.length === 0 ? undefined : Math.min(...deadlines);
}
