import { AUTHORITY_STORES, keepAuthorityIn } from "../../src/client/data/authorities.ts";
import { writeAll } from "../../src/client/data/database.ts";
import type { KeptDraft } from "../../src/client/data/enteredRecords.ts";
import { openPhone, type Phone, type PhoneSurroundings } from "../../src/client/data/phone.ts";
import type { HeldGrant, IdentityRecord, KeptKey } from "../../src/client/data/schema.ts";
import { toHex } from "../../src/core/bytes.ts";
import { STYLE } from "../../src/core/certificate/certificate.ts";
import type { Draft } from "../../src/core/certificate/draft.ts";
import type { IssueOrder } from "../../src/core/certificate/issue.ts";
import { ES256, keyId } from "../../src/core/key/publicKey.ts";
import type { Signer } from "../../src/core/key/sign1.ts";
import {
  type Authority,
  type AuthorityList,
  authorityIdOf,
  signAuthorityList,
} from "../../src/core/operator/authority.ts";
import { DAY, encodeGrant, GRANT_BACKDATING, type Grant, STORAGE } from "../../src/core/operator/grant.ts";
import type { Role } from "../../src/core/operator/role.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { signStatement } from "../../src/core/statement/statement.ts";
import type { StyleTerm } from "../../src/core/verify/context.ts";
import { deviceSigner, generateDeviceKey } from "../../src/crypto/deviceKey.ts";

/** 2026-11-22T00:00:00Z. */
export const NOW = 1_795_305_600;
/** Origin of the endpoint that the phones of the tests belong to. */
export const ORIGIN = "https://lz.example.cn";

/** The 2026 styles, in force since 2026-02-01 CST. */
export const STYLE_TERMS: readonly StyleTerm[] = [
  { style: STYLE.producer2026, from: 1_769_875_200 },
  { style: STYLE.purchaser2026, from: 1_769_875_200 },
];

/** A key with its signer. */
export type TestKey = { readonly signer: Signer; readonly kept: KeptKey };

/** A new key in this process. */
export async function newKey(): Promise<TestKey> {
  const made = await generateDeviceKey({ extractable: false });
  return { signer: deviceSigner(made), kept: { storage: "nonExtractable", privateKey: made.privateKey } };
}

/** The authority of 晋城市 with one key for everything. */
export type TestAuthority = {
  readonly signer: Signer;
  readonly authority: Authority;
  readonly list: AuthorityList;
  readonly message: Uint8Array;
};

/** Makes the authority of 晋城市 anew. */
export async function newAuthority(origin: string = ORIGIN): Promise<TestAuthority> {
  const { signer } = await newKey();
  const keys = (["grants", "directory", "log", "list"] as const).map((use) => ({
    key: signer.key,
    use,
    from: NOW - 400 * DAY,
  }));
  const authority: Authority = {
    id: authorityIdOf(signer.key),
    name: "晋城市农业农村局",
    regions: ["1405"],
    keys,
    origin,
  };
  const list: AuthorityList = { version: 1, issuedAt: NOW - 30 * DAY, publisher: authority, recognised: [] };
  return { signer, authority, list, message: await signAuthorityList(list, signer) };
}

/** What a grant of the tests differs in. */
export type GrantTerms = {
  readonly operator: Uint8Array;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly region: string;
};

/** Signs a grant of 400 days for a key. */
export async function grantTo(
  authority: TestAuthority,
  key: Uint8Array,
  terms: GrantTerms,
  days = 400,
): Promise<HeldGrant> {
  const grant: Grant = {
    ...terms,
    key,
    alg: ES256,
    notBefore: NOW - 10 * DAY - GRANT_BACKDATING,
    notAfter: NOW - 10 * DAY + days * DAY,
    storage: STORAGE.nonExtractable,
  };
  const signed = await signStatement(
    { kind: KIND.grant, iat: NOW - 10 * DAY, seq: 1, body: encodeGrant(grant) },
    authority.signer,
  );
  return { id: toHex(signed.id), bytes: signed.bytes, grant };
}

/** 陵川县崇文镇利民种植专业合作社, a producer. */
export const LIMIN: GrantTerms = {
  operator: Uint8Array.of(0x4c, 0x69, 0x4d, 0x69, 0x6e, 0, 0, 1),
  name: "陵川县利民种植专业合作社",
  roles: ["producer"],
  region: "140524100201",
};

/** A phone on its own, in a database of its own. */
export async function newPhone(more: Partial<PhoneSurroundings> = {}): Promise<Phone> {
  const opened = await openPhone({
    origin: ORIGIN,
    clock: () => NOW,
    random: () => 0.5,
    fetch: () => Promise.reject(new TypeError("offline")),
    styleTerms: STYLE_TERMS,
    webLocks: undefined,
    channel: undefined,
    database: `phone ${crypto.randomUUID()}`,
    ...more,
  });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** Puts an identity on a phone as joining would. */
export async function joined(
  phone: Phone,
  authority: TestAuthority,
  terms: GrantTerms = LIMIN,
  key?: TestKey,
): Promise<IdentityRecord> {
  const { signer, kept } = key ?? (await newKey());
  const identity: IdentityRecord = {
    kid: toHex(keyId(signer.key)),
    key: signer.key,
    alg: ES256,
    kept,
    operator: toHex(terms.operator),
    authority: toHex(authority.authority.id),
    name: terms.name,
    kind: "cooperative",
    region: terms.region,
    address: "崇文镇西街村",
    grants: [await grantTo(authority, signer.key, terms)],
    standing: [],
    joinedAt: NOW - 10 * DAY,
  };
  const stored = await writeAll(phone.db, [...AUTHORITY_STORES, "identities"], async (transaction) => {
    await transaction.objectStore("identities").put(identity);
    const { list, message } = authority;
    await keepAuthorityIn(transaction, { slot: "home", list, message, anchoredBy: "joinLink", openedAt: NOW });
  });
  if (!stored.ok) throw new Error(stored.error);
  return identity;
}

/** 600 千克 of potatoes from 陵川, harvested the day before. */
export const POTATOES: Draft = {
  product: "马铃薯",
  productCode: 10_203,
  quantity: { thousandths: 600_000, unit: 1 },
  origin: "140524100201",
  place: "西街村东坡地",
  plots: ["东坡地"],
  day: "2026-11-21",
  basis: 1,
  tests: [],
};

/** An order for a harvest of exactly what is certified. */
export function harvestOrder(draft: Draft = POTATOES): IssueOrder {
  return { draft, style: STYLE.producer2026, lot: { make: "harvested", quantity: draft.quantity } };
}

/** A certificate begun and left at its details. */
export const KEPT_DRAFT: KeptDraft = {
  step: "details",
  trade: "producer",
  input: {
    product: "马铃薯",
    productCode: 10_203,
    quantity: "600",
    unit: 1,
    origin: "140524100201",
    place: "西街村东坡地",
    plots: ["东坡地"],
    day: "2026-11-21",
    qualityControl: true,
    tests: [],
  },
  oldAllowed: false,
  lotQuantity: "",
  sources: [],
  mode: "mixed",
};
