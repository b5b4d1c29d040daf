import { concatBytes, toHex } from "../../../src/core/bytes.ts";
import { encodeCbor } from "../../../src/core/cbor.ts";
import { ES256, keyId } from "../../../src/core/key/publicKey.ts";
import { assembleSign1, encodeProtected } from "../../../src/core/key/sign1.ts";
import { encodeGrant } from "../../../src/core/operator/grant.ts";
import { signActivation, signSession } from "../../../src/core/operator/proofs.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { ORDER, recoverKeys, toBytes } from "../../support/p256.ts";
import { testKey } from "../../support/testKeys.ts";
import { cooperativeGrant, JINCHENG, NOW, ORIGIN, operatorId } from "../../support/world.ts";
import type { MessageStage, VectorCase } from "../caseFile.ts";
import {
  checks,
  forged,
  issued,
  labelStage,
  MALFORMED,
  make,
  malformedStage,
  statementStage,
  vectorCase,
  withoutId,
} from "./stages.ts";

const BAD_SIGNATURE = forged("badSignature");

async function f11(): Promise<VectorCase> {
  const original = await make(issued());
  const changed = await make(issued({ product: "大白萝" }), { signature: () => original.signature });
  return vectorCase(
    {
      id: "F11",
      title: "Changed text, number recomputed",
      description:
        "The product of P01 is changed in the code and the number made to fit; the signature is that of P01.",
    },
    {
      statements: [statementStage("changed", changed, { signature: "failed" })],
      texts: [withoutId(labelStage("label code", changed, BAD_SIGNATURE))],
    },
  );
}

async function f12(): Promise<VectorCase> {
  const [shown, other] = [await make(issued()), await make(issued({ product: "小米" }))];
  const mismatch = {
    verdict: "forged",
    code: "numberMismatch",
    checks: checks({ number: "failed: numberMismatch" }),
  } as const;
  return vectorCase(
    {
      id: "F12",
      title: "Number of another certificate",
      description: "Genuine digits behind the number of another genuine certificate.",
    },
    {
      statements: [statementStage("shown", shown), statementStage("named", other)],
      texts: [labelStage("label code", shown, mismatch, { number: other.number })],
    },
  );
}

async function f13(): Promise<VectorCase> {
  const made = await make(issued(), { externalAad: new Uint8Array(0) });
  return vectorCase(
    {
      id: "F13",
      title: "Plain COSE",
      description: "Signed by K1 with an empty external_aad, as a COSE library does by itself.",
    },
    {
      statements: [statementStage("certificate", made, { signature: "failed" })],
      texts: [withoutId(labelStage("label code", made, BAD_SIGNATURE))],
    },
  );
}

async function f14(): Promise<VectorCase> {
  const content = issued();
  const first = await make(content);
  const second = await make(content, { key: testKey("K2"), protectedHeader: first.protectedHeader });
  const candidates = [first, second].map(({ key, signature, id, number }) => ({
    key: toHex(key.key),
    signature: toHex(signature),
    id: toHex(id),
    number,
  }));
  return vectorCase(
    {
      id: "F14",
      title: "Two keys under one kid",
      description:
        "A look-up by kid is taken to give both keys (a real clash costs 2^32 work). The second key's signature over the first key's header and payload is a valid statement of its own: another id, another number.",
    },
    { candidates: { protected: toHex(first.protectedHeader), payload: toHex(first.payload), candidates } },
  );
}

async function f15(): Promise<VectorCase> {
  const made = await make(issued());
  const recovered = recoverKeys(made.signature, made.sigStructure)
    .map(toHex)
    .find((key) => key !== toHex(made.key.key));
  if (recovered === undefined) throw new TypeError("a signature holds under two keys");
  const secret = sha256(operatorId("secret")).slice(0, 16);
  const claim = encodeCbor([ORIGIN, sha256(secret), made.key.key, NOW]);
  return vectorCase(
    {
      id: "F15",
      title: "Key recovered from a signature",
      description:
        "The signature of P01 holds over the same bytes under a second key (R → −R), which nobody has. Because external_aad names the signer's key, P01 is no statement of the second key; and nobody can prove to possess it.",
    },
    {
      statements: [statementStage("certificate", made)],
      recoveredKey: {
        statement: toHex(made.cose),
        signer: toHex(made.key.key),
        recovered,
        activation: {
          message: toHex(
            assembleSign1(
              encodeProtected(ES256, Uint8Array.from(Buffer.from(recovered, "hex"))),
              claim,
              made.signature,
            ),
          ),
          origin: ORIGIN,
          secret: toHex(secret),
        },
        expected: { overTheSameBytes: "passed", asStatement: "failed", activation: "badSignature" },
      },
    },
  );
}

async function f16(): Promise<VectorCase> {
  const made = await make(issued());
  const claim = { origin: ORIGIN, authority: JINCHENG.id, nonce: sha256(operatorId("nonce")), expires: NOW + 120 };
  const session = await signSession(claim, made.key);
  const activation = await signActivation({ origin: ORIGIN, secret: operatorId("secret"), time: NOW }, made.key);
  const sessionSignature = session.subarray(session.length - 64);
  const contexts = (ok: string, others: Partial<MessageStage["expected"]> = {}): MessageStage["expected"] => {
    const all = ["hgz1.session", "hgz1.activation", "hgz1.directory", "hgz1.authorities", "hgz1.log"];
    const refused = Object.fromEntries(all.map((context) => [context, context === ok ? "ok" : "badSignature"]));
    return { "hgz1.statement": "malformed", ...refused, ...others };
  };
  const key = toHex(made.key.key);
  const moved = await make(issued(), { signature: () => sessionSignature });
  const statement = { "hgz1.statement": "ok", "hgz1.session": "badSignature" };
  return vectorCase(
    {
      id: "F16",
      title: "Signature of one context offered in another",
      description:
        "A session answer is no statement and a statement answers no challenge, whether the whole message or only its signature is moved; nor do the other contexts take either.",
    },
    {
      statements: [
        statementStage("certificate", made),
        statementStage("certificate with the session's signature", moved, { signature: "failed" }),
      ],
      messages: [
        { name: "session answer", key, message: toHex(session), expected: contexts("hgz1.session") },
        { name: "activation", key, message: toHex(activation), expected: contexts("hgz1.activation") },
        { name: "statement", key, message: toHex(made.cose), expected: contexts("", statement) },
      ],
    },
  );
}

async function f17(): Promise<VectorCase> {
  const { key } = testKey("K1");
  const made = await Promise.all(
    [-8, -19, -35, -47].map((alg) => make(issued(), { protectedHeader: encodeProtected(alg, key) })),
  );
  const header = encodeCbor(new Map([[4, keyId(key)]]));
  const unprotected = await make(issued(), { protectedHeader: header });
  const cose = concatBytes(
    Uint8Array.of(0xd2),
    encodeCbor([header, new Map([[1, ES256]]), unprotected.payload, unprotected.signature]),
  );
  const named = (index: number) => `alg ${[-8, -19, -35, -47][index] ?? 0}`;
  return vectorCase(
    {
      id: "F17",
      title: "Another algorithm than the grant's",
      description:
        "The grant says −7. EdDSA, Ed25519, ES384 and ES256K in the header are forged, although K1 signed those bytes by ES256; alg outside the protected header is malformed.",
    },
    {
      statements: [
        ...made.map((one, index) => statementStage(named(index), one, { signature: "failed" })),
        malformedStage("alg unprotected", unprotected, cose),
      ],
      texts: [
        ...made.map((one, index) => withoutId(labelStage(named(index), one, BAD_SIGNATURE))),
        withoutId(labelStage("alg unprotected", { ...unprotected, cose }, MALFORMED)),
      ],
    },
  );
}

/** ECDSA-Sig-Value in DER (RFC 3279 §2.2.3) of a raw signature. */
function der(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array): Uint8Array => {
    const first = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.subarray(first);
    const padded = (short[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), short) : short;
    return concatBytes(Uint8Array.of(2, padded.length), padded);
  };
  const body = concatBytes(integer(signature.subarray(0, 32)), integer(signature.subarray(32)));
  return concatBytes(Uint8Array.of(0x30, body.length), body);
}

async function f18(): Promise<VectorCase> {
  const zeroR = await make(issued(), { signature: (made) => concatBytes(new Uint8Array(32), made.subarray(32)) });
  const orderS = await make(issued(), { signature: (made) => concatBytes(made.subarray(0, 32), toBytes(ORDER)) });
  const asDer = await make(issued(), { signature: der });
  const short = await make(issued(), { signature: (made) => made.subarray(0, 63) });
  // No point of P-256 has x = 1.
  const offCurve = Uint8Array.of(2, ...toBytes(1n));
  const grant = { kind: KIND.grant, iat: NOW, seq: 1, body: encodeGrant(cooperativeGrant({ key: offCurve })) };
  const granted = await make(grant, { key: testKey(`${JINCHENG.name} grants`) });
  return vectorCase(
    {
      id: "F18",
      title: "Signatures and keys that are none",
      description:
        "r = 0 and s = n are out of range; DER and 63 bytes are not the raw form; a grant for an x without a point is refused.",
    },
    {
      statements: [
        statementStage("r = 0", zeroR, { signature: "failed" }),
        statementStage("s = n", orderS, { signature: "failed" }),
        malformedStage("DER", asDer),
        malformedStage("63 bytes", short),
        statementStage("grant for a key that is not on the curve", granted, { body: "badKey" }),
      ],
      texts: [
        withoutId(labelStage("r = 0", zeroR, BAD_SIGNATURE)),
        withoutId(labelStage("s = n", orderS, BAD_SIGNATURE)),
        withoutId(labelStage("DER", asDer, MALFORMED)),
        withoutId(labelStage("63 bytes", short, MALFORMED)),
      ],
    },
  );
}

/** The cases in which somebody signs, or pretends to. */
export const FORGERIES: readonly (() => Promise<VectorCase>)[] = [f11, f12, f13, f14, f15, f16, f17, f18];
