import { describe, expect, test } from "vitest";
import { encodeCertificate } from "../../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { encodeProtected } from "../../../src/core/key/sign1.ts";
import type { TrustedAuthority } from "../../../src/core/operator/authority.ts";
import { encodeGrant, type Grant } from "../../../src/core/operator/grant.ts";
import { chainText, labelText } from "../../../src/core/qr/qrText.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { signStatement } from "../../../src/core/statement/statement.ts";
import type { Verification } from "../../../src/core/verify/verdict.ts";
import { verifyScanned } from "../../../src/core/verify/verify.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  CHANGZHI,
  certificate,
  contextOf,
  cooperativeGrant,
  cooperativeRow,
  directory,
  JINCHENG,
  keyRecord,
  NOW,
  ORIGIN,
  row,
  signedCertificate,
  signedGrant,
  terms,
  type World,
} from "../../support/world.ts";
import { issued, make } from "../../vectors/generator/stages.ts";

const HOME = { directories: [directory(JINCHENG, [cooperativeRow()])] };
const BY_JINCHENG = { by: `${JINCHENG.name} grants` };

function said({ verdict, code }: Verification): string {
  return code === undefined ? verdict : `${verdict}: ${code}`;
}

async function lookAtChain(grant: Uint8Array, world: World): Promise<Verification> {
  const { id, bytes } = await signedCertificate();
  return verifyScanned(chainText(ORIGIN, certificateNumber(id), bytes, grant), contextOf(world));
}

async function grantBytes(changes: Partial<Grant> = {}, by = BY_JINCHENG): Promise<Uint8Array> {
  return (await signedGrant(cooperativeGrant(changes), by)).bytes;
}

describe("a chain code", () => {
  test("without a directory is signed by X, vouched for by Y, and open", async () => {
    const found = await lookAtChain(await grantBytes(), {});
    expect([said(found), found.signer?.name, found.authority]).toEqual([
      "unconfirmed: noDirectory",
      cooperativeGrant().name,
      JINCHENG.name,
    ]);
    expect(found.checks.grant.status).toBe("passed");
  });

  test("whose signer a fresh directory of its region does not list is not in the directory", async () => {
    expect(said(await lookAtChain(await grantBytes(), { directories: [directory(JINCHENG, [])] }))).toBe(
      "unconfirmed: notInDirectory",
    );
  });

  test("rests on the directory even where its own grant says more", async () => {
    const limited = cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ roles: ["market"] })])] });
    expect(said(await lookAtChain(await grantBytes(), { directories: [directory(JINCHENG, [limited])] }))).toBe(
      "suspended: wrongRole",
    );
  });

  test("with a grant that was not in force at its date is suspended where no directory knows better", async () => {
    const over = await grantBytes({ notAfter: NOW - 30 * 86_400 });
    expect(said(await lookAtChain(over, {}))).toBe("suspended: grantNotInForce");
    const later = await grantBytes({ notBefore: NOW - 3600 });
    expect(said(await lookAtChain(later, {}))).toBe("suspended: grantNotInForce");
  });

  test("with a grant that its authority did not sign is forged", async () => {
    const grant = await grantBytes();
    grant[grant.length - 1] = (grant[grant.length - 1] ?? 0) ^ 1;
    expect(said(await lookAtChain(grant, HOME))).toBe("forged: badGrant");
  });

  test("with a grant that breaks the limits of grants is forged", async () => {
    expect(said(await lookAtChain(await grantBytes({ notAfter: NOW + 500 * 86_400 }), {}))).toBe("forged: badGrant");
  });

  test("with something else than a canonical grant is malformed", async () => {
    const notAGrant = await signedCertificate();
    expect(said(await lookAtChain(notAGrant.bytes, HOME))).toBe("malformed: malformedStatement");
    const grant = await grantBytes();
    expect(said(await lookAtChain(Uint8Array.of(...grant, 0), HOME))).toBe("malformed: malformedStatement");
  });

  test("with a grant in a newer form is open, or as the directory says", async () => {
    const body = new Map([...encodeGrant(cooperativeGrant()), [10, 1] as const]);
    const { bytes } = await signStatement(
      { kind: KIND.grant, iat: NOW - 86_400, seq: 1, body },
      testKey(BY_JINCHENG.by),
    );
    expect(said(await lookAtChain(bytes, {}))).toBe("unconfirmed: newerFormat");
    expect(said(await lookAtChain(bytes, HOME))).toBe("authentic");
  });

  test("with the grant of an authority that is not known here is never authentic", async () => {
    const grant = await grantBytes({}, { by: "nobody grants" });
    expect(said(await lookAtChain(grant, {}))).toBe("unconfirmed: unknownKey");
    expect(said(await lookAtChain(grant, HOME))).toBe("unconfirmed: unknownKey");
  });
});

describe("the scope of an authority", () => {
  const holder = (region: string) =>
    row("黎城县小米专业合作社", { region: "140428", keys: [keyRecord(testKey("KB1").key, [terms({ region })])] });
  const world = (region: string, authority: TrustedAuthority = CHANGZHI) => ({
    authorities: [JINCHENG, authority],
    directories: [directory(authority, [holder(region)])],
  });
  const look = async (origin: string, device: World) => {
    const { id, bytes } = await signedCertificate({ origin }, { by: "KB1" });
    return said(await verifyScanned(labelText(ORIGIN, certificateNumber(id), bytes), contextOf(device)));
  };

  test("lets a recognised authority's producer issue inside it", async () => {
    expect(await look("140428", world("140428"))).toBe("authentic");
  });

  test("keeps a grant that reaches further from counting outside it", async () => {
    expect(await look("140428", world("14"))).toBe("authentic");
    expect(await look("140525", world("14"))).toBe("unconfirmed: outOfScope");
  });

  test("binds the home authority as well", async () => {
    const narrow = { ...JINCHENG, regions: ["140581"] };
    const device = { authorities: [narrow], directories: [directory(narrow, [holder("140525")])] };
    expect(await look("140525", device)).toBe("unconfirmed: outOfScope");
  });

  test("makes a directory of an authority that is no longer listed worth nothing", async () => {
    expect(await look("140428", { ...world("140428"), authorities: [JINCHENG] })).toBe("unconfirmed: unknownKey");
  });
});

describe("an algorithm", () => {
  test("that only a newer version has leaves the verdict open where the directory gives it to the key", async () => {
    const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ alg: -19 })])] })];
    const made = await make(issued(), { protectedHeader: encodeProtected(-19, testKey("K1").key) });
    const found = await verifyScanned(
      labelText(ORIGIN, made.number, made.cose),
      contextOf({ directories: [directory(JINCHENG, rows)] }),
    );
    expect(said(found)).toBe("unconfirmed: newerFormat");
  });

  test("other than the grant's is forged, even one that this version has", async () => {
    const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ alg: -19 })])] })];
    const { id, bytes } = await signedCertificate();
    const found = await verifyScanned(
      labelText(ORIGIN, certificateNumber(id), bytes),
      contextOf({ directories: [directory(JINCHENG, rows)] }),
    );
    expect(said(found)).toBe("forged: badSignature");
  });
});

test("a statement of another kind in a label code is no certificate", async () => {
  const body = encodeCertificate(certificate());
  const { id, bytes } = await signStatement({ kind: KIND.checkRecorded, iat: NOW, seq: 1, body }, testKey("K1"));
  const found = await verifyScanned(labelText(ORIGIN, certificateNumber(id), bytes), contextOf(HOME));
  expect(said(found)).toBe("malformed: notACertificate");
});
