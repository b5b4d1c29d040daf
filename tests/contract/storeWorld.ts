import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { toHex } from "../../src/core/bytes.ts";
import { type CborMap, encodeByteStringSequence } from "../../src/core/cbor.ts";
import { type Certificate, encodeCertificate, STYLE } from "../../src/core/certificate/certificate.ts";
import { encodeWithdrawn, type Withdrawn } from "../../src/core/certificate/withdrawal.ts";
import { compressPoint, ES256 } from "../../src/core/key/publicKey.ts";
import type { Signer } from "../../src/core/key/sign1.ts";
import { encodeHarvestedLot, type HarvestedLot } from "../../src/core/lot/lot.ts";
import { encodeGrant, GRANT_BACKDATING, GRANT_LIFE, type Grant, STORAGE } from "../../src/core/operator/grant.ts";
import { encodeProfile, operatorIdOf, type Profile } from "../../src/core/operator/profile.ts";
import {
  encodeGrantEnded,
  encodeStandingSet,
  type GrantEnded,
  type StandingSet,
} from "../../src/core/operator/standing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { signStatement } from "../../src/core/statement/statement.ts";

/** 2026-11-22T00:00:00Z, the clock of every test. */
export const NOW = 1_795_305_600;

/** A signed statement with its id. */
export type Signed = { readonly id: Uint8Array; readonly bytes: Uint8Array };

/** A key with its own sequence, as a phone or the authority holds it. */
export type Pen = Signer & {
  readonly privateKey: KeyObject;
  /** Signs the next statement of the key; `seq` overrides the next one. */
  readonly say: (kind: number, body: CborMap, at?: number, seq?: number) => Promise<Signed>;
};

/** Makes a key pair with a sequence that starts at 1. */
export function newPen(): Pen {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(jwk.x ?? "", "base64url"),
    Buffer.from(jwk.y ?? "", "base64url"),
  ]);
  const key = compressPoint(new Uint8Array(point));
  if (!key.ok) throw new Error("generated key is not on the curve");
  const signer: Signer = {
    key: key.value,
    alg: ES256,
    sign: async (message) => new Uint8Array(sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" })),
  };
  let next = 1;
  const say: Pen["say"] = (kind, body, at = NOW, seq = next++) => signStatement({ kind, iat: at, seq, body }, signer);
  return { ...signer, privateKey, say };
}

/** 陵川县 and a village in it. */
export const COUNTY = "140524";
const VILLAGE = "140524102201";

/** Body of a register entry; a cooperative in 陵川县 unless said otherwise. */
export function profileOf(change: Partial<Profile> = {}): CborMap {
  return encodeProfile({
    name: "陵川县岭常村惠民种植专业合作社",
    kind: "cooperative",
    region: VILLAGE,
    person: false,
    ...change,
  });
}

/** Body of a grant for one key; a producer's, made at {@link NOW}, unless said otherwise. */
export function grantOf(operator: Uint8Array, key: Uint8Array, change: Partial<Grant> = {}): CborMap {
  return encodeGrant({
    operator,
    name: "惠民合作社",
    key,
    alg: ES256,
    roles: ["producer"],
    region: VILLAGE,
    notBefore: NOW - GRANT_BACKDATING,
    notAfter: NOW + GRANT_LIFE - 1,
    storage: STORAGE.nonExtractable,
    ...change,
  });
}

/** Body of a harvested lot of 500 kg of potatoes. */
export function lotOf(change: Partial<HarvestedLot> = {}): CborMap {
  return encodeHarvestedLot({
    product: "马铃薯",
    quantity: { thousandths: 500_000, unit: 1 },
    origin: VILLAGE,
    harvested: "2026-11-20",
    plots: ["村东坡地"],
    ...change,
  });
}

/** Body of a producer's certificate for 100 kg on a lot. */
export function certificateOf(lot: Uint8Array, change: Partial<Certificate> = {}): CborMap {
  return encodeCertificate({
    product: "马铃薯",
    quantity: { thousandths: 100_000, unit: 1 },
    origin: VILLAGE,
    style: STYLE.producer2026,
    basis: 1,
    lot: lot.slice(0, 8),
    ...change,
  });
}

/** Body of a withdrawal. */
export function withdrawalOf(certificate: Uint8Array, state: Withdrawn["state"], reason = "标签贴错"): CborMap {
  return encodeWithdrawn({ certificate, state, reason });
}

/** Body of an end of a key. */
export function endOf(ended: GrantEnded): CborMap {
  return encodeGrantEnded(ended);
}

/** Body of a standing. */
export function standingOf(set: StandingSet): CborMap {
  return encodeStandingSet(set);
}

/** A registered operator with a key of its own. */
export type Member = Pen & { readonly operator: Uint8Array; readonly joined: readonly Signed[] };

/** The authority of 陵川县, who can take in operators. */
export type County = {
  readonly authority: Pen;
  /** Registers an operator and grants one key; the statements stand in `joined`. */
  readonly admit: (profile?: Partial<Profile>, grant?: Partial<Grant>) => Promise<Member>;
};

/** Starts an authority whose grants key is fresh. */
export function newCounty(): County {
  const authority = newPen();
  return {
    authority,
    admit: async (profile = {}, grant = {}) => {
      const registration = await authority.say(KIND.operatorProfile, profileOf(profile), NOW - 86_400);
      const operator = operatorIdOf(registration.id);
      const pen = newPen();
      const granted = await authority.say(KIND.grant, grantOf(operator, pen.key, grant), NOW - 86_400);
      return { ...pen, operator, joined: [registration, granted] };
    },
  };
}

/** An upload's body, in a buffer of its own that may be handed over. */
export function batchOf(statements: readonly (Signed | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    encodeByteStringSequence(statements.map((entry) => (entry instanceof Uint8Array ? entry : entry.bytes))),
  );
}

/** Lower-case hex of a statement's id. */
export function idOf(statement: Signed): string {
  return toHex(statement.id);
}
