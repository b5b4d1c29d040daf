import { equalBytes, toHex } from "../../src/core/bytes.ts";
import { encodeCbor } from "../../src/core/cbor.ts";
import { BASIS, type Certificate, encodeCertificate, STYLE } from "../../src/core/certificate/certificate.ts";
import { ES256, keyId } from "../../src/core/key/publicKey.ts";
import { type Authority, authorityIdOf, KEY_USES, type TrustedAuthority } from "../../src/core/operator/authority.ts";
import { type DirectoryHead, type EncodedRow, rowsDigest } from "../../src/core/operator/directory.ts";
import { type DirectoryRow, encodeRow } from "../../src/core/operator/directoryRow.ts";
import { DAY, encodeGrant, type Grant, STORAGE } from "../../src/core/operator/grant.ts";
import type { GrantTerms, KeyRecord } from "../../src/core/operator/rights.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { signStatement } from "../../src/core/statement/statement.ts";
import type { DirectoryHit, VerifyContext } from "../../src/core/verify/context.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { testKey } from "./testKeys.ts";

/** The clock of the tests: 2026-11-22T00:00:00Z. */
export const NOW = 1_795_305_600;
/** 2026-02-01 00:00 in China: the 2026 styles come into force. */
export const STYLES_IN_FORCE = 1_769_875_200;
/** Origin under which the pages of the home authority's certificates open. */
export const ORIGIN = "https://hgz.jcagri.cn";
/** Terms of the styles that may be issued. */
export const STYLE_TERMS = [
  { style: STYLE.producer2026, from: STYLES_IN_FORCE },
  { style: STYLE.purchaser2026, from: STYLES_IN_FORCE },
] as const;

/** An authority that uses one published key for each purpose. */
export function testAuthority(name: string, regions: readonly string[], origin: string): Authority {
  const keys = KEY_USES.map((use) => ({ key: testKey(`${name} ${use}`).key, use, from: STYLES_IN_FORCE - 60 * DAY }));
  return { id: authorityIdOf(testKey(`${name} list`).key), name, regions, keys, origin };
}

/** The phone's own authority: the agriculture bureau of Jincheng, for the whole city. */
export const JINCHENG: TrustedAuthority = { ...testAuthority("晋城市农业农村局", ["1405"], ORIGIN), home: true };
/** An authority that Jincheng recognises, for one neighbouring county. */
export const CHANGZHI: TrustedAuthority = {
  ...testAuthority("长治市农业农村局", ["140428"], "https://hgz.czagri.cn"),
  home: false,
};

/** A made-up operator id: as unguessable and as meaningless as a real one. */
export function operatorId(name: string): Uint8Array {
  return sha256(new TextEncoder().encode(`operator ${name}`)).slice(0, 8);
}

/** Terms of a grant that is in force at {@link NOW}. */
export function terms(changes: Partial<GrantTerms> = {}): GrantTerms {
  return {
    alg: ES256,
    roles: ["producer"],
    region: "140525",
    notBefore: NOW - 304 * DAY,
    notAfter: NOW + 90 * DAY,
    storage: STORAGE.nonExtractable,
    ...changes,
  };
}

/** A key with one grant, or with those given. */
export function keyRecord(
  key: Uint8Array,
  grants: readonly GrantTerms[] = [terms()],
  ended?: KeyRecord["ended"],
): KeyRecord {
  return ended === undefined ? { key, grants } : { key, grants, ended };
}

const NONE = new Uint8Array(0);

/** A directory row of an operator in good standing. */
export function row(name: string, changes: Partial<DirectoryRow> = {}): DirectoryRow {
  return {
    operator: operatorId(name),
    name,
    kind: "cooperative",
    region: "140525103",
    standing: [],
    keys: [],
    withdrawn: { recalled: NONE, voided: NONE, superseded: NONE },
    refusedStations: [],
    ...changes,
  };
}

/** A row as it travels. */
export function encoded(entry: DirectoryRow): EncodedRow {
  return { bytes: encodeCbor(encodeRow(entry)), row: entry };
}

/** A directory that the authority signed an hour ago. */
export function directory(
  authority: Authority,
  rows: readonly DirectoryRow[],
  changes: Partial<DirectoryHead> = {},
): { readonly head: DirectoryHead; readonly rows: readonly DirectoryRow[] } {
  const head = {
    authority: authority.id,
    region: authority.regions[0] ?? "",
    version: 7,
    issuedAt: NOW - 3600,
    maxAge: 7 * DAY,
    digest: rowsDigest(rows.map(encoded)),
    ...changes,
  };
  return { head, rows };
}

/** What a device holds and knows. */
export type World = Partial<Omit<VerifyContext, "rowsByKeyId" | "rowOf" | "coverage" | "verify">> & {
  readonly directories?: readonly { readonly head: DirectoryHead; readonly rows: readonly DirectoryRow[] }[];
};

/** The context of a verification on a device in that world. */
export function contextOf({ directories = [], ...world }: World): VerifyContext {
  const hits: DirectoryHit[] = directories.flatMap(({ head, rows }) => rows.map((entry) => ({ row: entry, head })));
  return {
    authorities: [JINCHENG],
    rowsByKeyId: (kid) =>
      Promise.resolve(
        hits.filter((hit) => hit.row.keys.some((record) => equalBytes(keyId(record.key), kid))).slice(0, 4),
      ),
    rowOf: (operator, authority) =>
      Promise.resolve(
        hits.find((hit) => equalBytes(hit.row.operator, operator) && equalBytes(hit.head.authority, authority)),
      ),
    coverage: (region) => Promise.resolve(directories.find(({ head }) => region.startsWith(head.region))?.head),
    heldByNumber: () => Promise.resolve([]),
    loggedAt: () => Promise.resolve(undefined),
    withdrawalOf: () => Promise.resolve(undefined),
    styleTerms: STYLE_TERMS,
    now: NOW,
    verify: verifySignature,
    ...world,
  };
}

/** A look-up by statement id in a fixed table. */
export function byId<T>(entries: readonly (readonly [Uint8Array, T])[]): (id: Uint8Array) => Promise<T | undefined> {
  const found = new Map(entries.map(([id, value]) => [toHex(id), value]));
  return (id) => Promise.resolve(found.get(toHex(id)));
}

/** A certificate for party cabbage of the cooperative whose key is `K1`. */
export function certificate(changes: Partial<Certificate> = {}): Certificate {
  return {
    product: "大白菜",
    quantity: { thousandths: 500_000, unit: 1 },
    origin: "140525",
    style: STYLE.producer2026,
    basis: BASIS.qualityControl,
    lot: operatorId("lot"),
    ...changes,
  };
}

/** What a test says about when and by which key a statement was signed. */
export type SignedAs = { readonly by?: string; readonly iat?: number; readonly seq?: number };

/** A signed certificate statement; by `K1`, a day ago, unless said otherwise. */
export function signedCertificate(
  changes: Partial<Certificate> = {},
  { by = "K1", iat = NOW - DAY, seq = 1 }: SignedAs = {},
): Promise<{ readonly id: Uint8Array; readonly bytes: Uint8Array }> {
  return signStatement(
    { kind: KIND.certificateIssued, iat, seq, body: encodeCertificate(certificate(changes)) },
    testKey(by),
  );
}

/** A signed grant for a key. */
export function signedGrant(
  grant: Grant,
  { by, iat = grant.notBefore + 4 * DAY, seq = 1 }: SignedAs & { readonly by: string },
): Promise<{ readonly id: Uint8Array; readonly bytes: Uint8Array }> {
  return signStatement({ kind: KIND.grant, iat, seq, body: encodeGrant(grant) }, testKey(by));
}

/** The cooperative whose key is `K1`. */
export const COOPERATIVE = "泽州县丰禾种植专业合作社";

/** Its grant as it stands in a chain code. */
export function cooperativeGrant(changes: Partial<Grant> = {}): Grant {
  return { operator: operatorId(COOPERATIVE), name: COOPERATIVE, key: testKey("K1").key, ...terms(), ...changes };
}

/** Its directory row. */
export function cooperativeRow(changes: Partial<DirectoryRow> = {}): DirectoryRow {
  return row(COOPERATIVE, { keys: [keyRecord(testKey("K1").key)], ...changes });
}
