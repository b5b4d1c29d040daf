import { fromBase64Url, toBase64Url } from "../../../src/core/bytes.ts";
import { type CborMap, encodeByteStringSequence } from "../../../src/core/cbor.ts";
import { comparisonCode } from "../../../src/core/key/publicKey.ts";
import type { Signer } from "../../../src/core/key/sign1.ts";
import { parseJoinLink } from "../../../src/core/operator/joinLink.ts";
import { signActivation, signSession } from "../../../src/core/operator/proofs.ts";
import { signStatement } from "../../../src/core/statement/statement.ts";
import { deviceSigner, generateDeviceKey } from "../../../src/crypto/deviceKey.ts";
import type { Activation } from "../../../src/wire/activation.ts";
import type { AuthorityAnswer } from "../../../src/wire/authority.ts";
import { CONTENT_TYPE } from "../../../src/wire/contentTypes.ts";
import { hexBytes } from "../../../src/wire/fields.ts";
import { PATH } from "../../../src/wire/paths.ts";
import type { Challenge, Session } from "../../../src/wire/session.ts";
import type { BatchAnswer } from "../../../src/wire/statements.ts";

/** A signed statement. */
export type Signed = { readonly id: Uint8Array; readonly bytes: Uint8Array };

/** Somebody with a key of this process: signs what no screen would let a person sign, or signs it sooner. */
export type Signatory = {
  readonly signer: Signer;
  /** Takes this many seqs and gives the first. */
  readonly takeSeqs: (count: number) => number;
  /** Signs with the next seq, now or at `iat` (Unix seconds). */
  readonly sign: (kind: number, body: CborMap, iat?: number) => Promise<Signed>;
};

/** A signatory that the register knows. */
export type Member = Signatory & {
  readonly operator: Uint8Array;
  /** Signed grant; absent while the six digits are to be compared. */
  readonly grant: Uint8Array | undefined;
  readonly sixDigits: string;
};

/** The time now, Unix seconds. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

/** A key that nobody has heard of. */
export async function newSignatory(): Promise<Signatory> {
  const signer = deviceSigner(await generateDeviceKey({ extractable: false }));
  let next = 1;
  const takeSeqs = (count: number) => (next += count) - count;
  return {
    signer,
    takeSeqs,
    sign: (kind, body, iat = secondsNow()) => signStatement({ kind, iat, seq: takeSeqs(1), body }, signer),
  };
}

async function post<T>(origin: string, path: string, body: object, token?: string): Promise<T> {
  const answered = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: {
      "content-type": CONTENT_TYPE.json,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answered.ok) throw new Error(`${path} answered ${answered.status}: ${await answered.text()}`);
  return (await answered.json()) as T;
}

/** Joins by a link as the app does, over HTTP. With a signatory given, asks again with the same key. */
export async function joinByLink(origin: string, link: string, before?: Signatory): Promise<Member> {
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(`not a join link: ${parsed.error}`);
  const { secret } = parsed.value;
  const signatory = before ?? (await newSignatory());
  const { signer } = signatory;
  const activation = await post<Activation>(origin, PATH.activation, {
    secret: toBase64Url(secret),
    key: toBase64Url(signer.key),
    message: toBase64Url(await signActivation({ origin, secret, time: secondsNow() }, signer)),
    storage: "nonExtractable",
  });
  return {
    ...signatory,
    operator: hexBytes(activation.operator),
    grant: activation.status === "granted" ? fromBase64Url(activation.grant) : undefined,
    sixDigits: comparisonCode(signer.key),
  };
}

/** Opens a session as the app does and gives its token. */
export async function openSession(origin: string, { signer }: Signatory): Promise<string> {
  const authority = (await (await fetch(`${origin}${PATH.authority}`)).json()) as AuthorityAnswer;
  const { nonce, expires } = await post<Challenge>(origin, PATH.challenge, {});
  const nonceBytes = fromBase64Url(nonce) ?? new Uint8Array();
  const claim = { origin, authority: hexBytes(authority.id), nonce: nonceBytes, expires };
  const message = toBase64Url(await signSession(claim, signer));
  return (await post<Session>(origin, PATH.session, { message })).token;
}

/** Sends JSON with a session's token. */
export function postAs<T>(
  origin: string,
  token: string,
  { path, body }: { readonly path: string; readonly body: object },
): Promise<T> {
  return post<T>(origin, path, body, token);
}

/** Uploads statements in one batch, as they are, and gives what became of each. */
export async function upload(origin: string, statements: readonly Uint8Array[]): Promise<BatchAnswer["results"]> {
  const answered = await fetch(`${origin}${PATH.statements}`, {
    method: "POST",
    headers: { "content-type": CONTENT_TYPE.cborSequence },
    body: new Uint8Array(encodeByteStringSequence(statements)),
  });
  if (!answered.ok) throw new Error(`the batch was answered with ${answered.status}: ${await answered.text()}`);
  return ((await answered.json()) as BatchAnswer).results;
}
