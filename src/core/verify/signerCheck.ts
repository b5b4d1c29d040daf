import { equalBytes, toHex } from "../bytes.ts";
import { ALGORITHMS, keyId } from "../key/publicKey.ts";
import type { VerifySignature } from "../key/sign1.ts";
import { type Authority, authorityKeys, type TrustedAuthority } from "../operator/authority.ts";
import type { DirectoryRow } from "../operator/directoryRow.ts";
import { type Grant, type GrantError, parseGrant } from "../operator/grant.ts";
import type { KeyRecord } from "../operator/rights.ts";
import type { Result } from "../result.ts";
import { KIND } from "../statement/kind.ts";
import { decodeStatement, isStatementSignedBy, type Statement } from "../statement/statement.ts";
import type { DirectoryHit, VerifyContext } from "./context.ts";
import type { CheckOutcome, Signer } from "./verdict.ts";

/** The grant carried in a chain code, and how far an authority known here stands behind it. */
type CarriedGrant = { readonly grant: Result<Grant, GrantError>; readonly authority: TrustedAuthority | undefined };

/** Who signed a statement, as far as that can be said here. */
export type Identified = {
  readonly outcome: CheckOutcome;
  /** Absent when no key known here signed it. */
  readonly key?: Uint8Array;
  readonly signer?: Signer;
  /** The signer's directory row, which always wins over a carried grant. */
  readonly hit?: DirectoryHit;
  readonly record?: KeyRecord;
  readonly authority?: TrustedAuthority;
  /** What keeps a signature that holds from being enough: who stands behind the key is not settled here. */
  readonly doubt?: "keyClaimedTwice" | "unknownKey";
};

/** The grant of a chain code as it reads, before anything of it is checked. */
export type CarriedStatement = { readonly statement: Statement; readonly grant: Result<Grant, GrantError> };

const UNKNOWN_KEY: Identified = { outcome: { status: "notChecked", code: "unknownKey" } };
/** The key's algorithm or its carried grant is of a kind that only a newer version can check. */
const NEWER_FORMAT: Identified = { outcome: { status: "notChecked", code: "newerFormat" } };
const PASSED: CheckOutcome = { status: "passed" };
/** Candidate keys tried for one kid. */
const MAX_CANDIDATES = 4;

function refused(code: "badSignature" | "badGrant" | "grantForOtherKey"): Identified {
  return { outcome: { status: "failed", code } };
}

/**
 * Finds the key that signed: among the directory's rows under its kid, and in the grant of a chain code. Fails when
 * candidates are known and none of them made the signature, or when a carried grant does not hold.
 */
export async function identifySigner(
  statement: Statement,
  carriedStatement: CarriedStatement | undefined,
  context: VerifyContext,
): Promise<Identified> {
  const carried = carriedStatement === undefined ? undefined : await checkCarried(statement, carriedStatement, context);
  if (carried === "badGrant" || carried === "grantForOtherKey") return refused(carried);
  const hits = (await context.rowsByKeyId(statement.kid)).slice(0, MAX_CANDIDATES);
  const signing = await signingHits(statement, hits, context.verify);
  const [first] = signing;
  if (first !== undefined) return fromDirectory(first, signing, carried, context);
  if (hits.some((hit) => isNewerAlgorithm(statement, hit.row.keys))) return NEWER_FORMAT;
  if (carried?.grant.ok === true) return fromGrant(statement, carried.grant.value, carried.authority, context.verify);
  if (hits.length > 0) return refused("badSignature");
  return carried === undefined ? UNKNOWN_KEY : NEWER_FORMAT;
}

/** True when the directory gives the key an algorithm that the header names too and this version does not have. */
function isNewerAlgorithm({ alg, kid }: Statement, records: readonly KeyRecord[]): boolean {
  if (ALGORITHMS.has(alg)) return false;
  return records.some((record) => hasKeyId(record.key, kid) && record.grants.some((terms) => terms.alg === alg));
}

type SigningHit = { readonly hit: DirectoryHit; readonly record: KeyRecord };

async function signingHits(
  statement: Statement,
  hits: readonly DirectoryHit[],
  verify: VerifySignature,
): Promise<readonly SigningHit[]> {
  const signing: SigningHit[] = [];
  for (const hit of hits) {
    for (const record of hit.row.keys) {
      if (record.grants.length > 0 && !record.grants.some((terms) => terms.alg === statement.alg)) continue;
      if (await isStatementSignedBy(statement, record.key, verify)) signing.push({ hit, record });
    }
  }
  return signing;
}

/** What a directory row says about who signed. */
export function signerOf({ operator, name, kind, region, grade, listings }: DirectoryRow): Signer {
  return {
    operator,
    name,
    kind,
    region,
    ...(grade === undefined ? {} : { grade }),
    ...(listings === undefined ? {} : { listings }),
  };
}

/**
 * What a directory entry says wins over what a carried grant says; but a grant for somebody else's key is a forgery, and
 * one by an authority not known here stays unchecked.
 */
function fromDirectory(
  first: SigningHit,
  signing: readonly SigningHit[],
  carried: CarriedGrant | undefined,
  context: VerifyContext,
): Identified {
  const granted = carried?.grant.ok === true ? carried.grant.value.key : first.record.key;
  if (!equalBytes(granted, first.record.key)) return refused("grantForOtherKey");
  const { row, head } = first.hit;
  const operators = new Set(signing.map(({ hit }) => `${toHex(hit.head.authority)} ${toHex(hit.row.operator)}`));
  const authority = context.authorities.find((candidate) => equalBytes(candidate.id, head.authority));
  return {
    outcome: PASSED,
    key: first.record.key,
    signer: signerOf(row),
    hit: first.hit,
    record: first.record,
    ...(carried !== undefined && carried.authority === undefined ? { doubt: "unknownKey" } : {}),
    ...(operators.size > 1 ? { doubt: "keyClaimedTwice" } : {}),
    ...(authority === undefined ? {} : { authority }),
  };
}

async function fromGrant(
  statement: Statement,
  grant: Grant,
  authority: TrustedAuthority | undefined,
  verify: VerifySignature,
): Promise<Identified> {
  const signed = statement.alg === grant.alg && (await isStatementSignedBy(statement, grant.key, verify));
  if (!signed) return refused("badSignature");
  // Without an authority known here, nothing says whose key this is.
  if (authority === undefined) return UNKNOWN_KEY;
  return {
    outcome: PASSED,
    key: grant.key,
    signer: { operator: grant.operator, name: grant.name, region: grant.region },
    record: { key: grant.key, grants: [grant] },
    authority,
  };
}

/** The authority whose grants key signed; undefined when no known authority has a key under that kid. */
async function grantingAuthority(
  statement: Statement,
  context: VerifyContext,
): Promise<TrustedAuthority | "badGrant" | undefined> {
  const keysOf = (authority: Authority) => authorityKeys(authority, "grants", statement.iat);
  let candidates = 0;
  for (const authority of context.authorities) {
    for (const key of keysOf(authority).filter((entry) => hasKeyId(entry, statement.kid))) {
      candidates++;
      if (await isStatementSignedBy(statement, key, context.verify)) return authority;
    }
  }
  return candidates > 0 ? "badGrant" : undefined;
}

/** Reads the grant of a chain code; undefined when it is not canonical or no grant. */
export function readCarried(bytes: Uint8Array): CarriedStatement | undefined {
  const decoded = decodeStatement(bytes);
  if (!decoded.ok || decoded.value.kind !== KIND.grant) return undefined;
  const grant = parseGrant(decoded.value.body);
  return grant.ok || grant.error !== "malformed" ? { statement: decoded.value, grant } : undefined;
}

async function checkCarried(
  { kid }: Statement,
  { statement, grant }: CarriedStatement,
  context: VerifyContext,
): Promise<CarriedGrant | "badGrant" | "grantForOtherKey"> {
  if (!grant.ok && grant.error !== "newerFormat") return "badGrant";
  if (grant.ok && !hasKeyId(grant.value.key, kid)) return "grantForOtherKey";
  const authority = await grantingAuthority(statement, context);
  return authority === "badGrant" ? authority : { grant, authority };
}

function hasKeyId(key: Uint8Array, kid: Uint8Array): boolean {
  return equalBytes(keyId(key), kid);
}
