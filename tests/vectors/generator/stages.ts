import { concatBytes, toHex } from "../../../src/core/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../../src/core/cbor.ts";
import { encodeCertificate } from "../../../src/core/certificate/certificate.ts";
import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { keyFingerprint } from "../../../src/core/key/publicKey.ts";
import { assembleSign1, encodeProtected } from "../../../src/core/key/sign1.ts";
import { type Authority, type AuthorityList, signAuthorityList } from "../../../src/core/operator/authority.ts";
import { type DirectoryHead, encodeChunk, signDirectoryHead } from "../../../src/core/operator/directory.ts";
import { type DirectoryRow, encodeRow } from "../../../src/core/operator/directoryRow.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { chainText, encodeDigits, labelText } from "../../../src/core/qr/qrText.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import type { StatementContent } from "../../../src/core/statement/statement.ts";
import { CHECKS, type CheckName } from "../../../src/core/verify/verdict.ts";
import { type TestKey, testKey } from "../../support/testKeys.ts";
import {
  certificate,
  cooperativeRow,
  directory,
  encoded,
  JINCHENG,
  NOW,
  ORIGIN,
  STYLE_TERMS,
} from "../../support/world.ts";
import {
  type DirectoryStage,
  type StatementExpectation,
  type StatementStage,
  type TextExpectation,
  type TextStage,
  toJson,
  type VectorCase,
} from "../caseFile.ts";

/** A statement with every stage of it as bytes. */
export type Made = {
  readonly key: TestKey;
  readonly content: StatementContent;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  readonly externalAad: Uint8Array;
  readonly sigStructure: Uint8Array;
  readonly signature: Uint8Array;
  readonly cose: Uint8Array;
  readonly id: Uint8Array;
  readonly number: string;
};

/** Departures from how a statement is made; what is not given is made as the wire format says. */
export type Departure = {
  readonly key?: TestKey;
  readonly protectedHeader?: Uint8Array;
  readonly payload?: Uint8Array;
  readonly externalAad?: Uint8Array;
  readonly signature?: (made: Uint8Array) => Uint8Array;
  /** Leaves the signature zero: for looking at many ids. */
  readonly unsigned?: true;
};

/** Makes a statement stage by stage, so that each stage can be made wrong. */
export async function make(content: StatementContent, departure: Departure = {}): Promise<Made> {
  const key = departure.key ?? testKey("K1");
  const protectedHeader = departure.protectedHeader ?? encodeProtected(key.alg, key.key);
  const payload = departure.payload ?? encodeCbor([content.kind, content.iat, content.seq, content.body]);
  const externalAad = departure.externalAad ?? encodeCbor(["hgz1.statement", key.key]);
  const sigStructure = encodeCbor(["Signature1", protectedHeader, externalAad, payload]);
  const signed = departure.unsigned === true ? new Uint8Array(64) : await key.sign(sigStructure);
  const signature = departure.signature?.(signed) ?? signed;
  const cose = assembleSign1(protectedHeader, payload, signature);
  const id = sha256(encodeCbor(["Signature1", protectedHeader, encodeCbor(["hgz1.statement", key.key]), payload]));
  return {
    key,
    content,
    protectedHeader,
    payload,
    externalAad,
    sigStructure,
    signature,
    cose,
    id,
    number: certificateNumber(id),
  };
}

/** Content of a certificate statement of the cooperative; a day old unless said otherwise. */
export function issued(
  changes: Parameters<typeof certificate>[0] = {},
  {
    iat = NOW - DAY,
    seq = 1,
    extra = [],
  }: { readonly iat?: number; readonly seq?: number; readonly extra?: readonly (readonly [number, Cbor])[] } = {},
): StatementContent {
  return {
    kind: KIND.certificateIssued,
    iat,
    seq,
    body: new Map([...encodeCertificate(certificate(changes)), ...extra]),
  };
}

/** A statement that reads well and that its key signed. */
export function statementStage(name: string, made: Made, expected: Partial<StatementExpectation> = {}): StatementStage {
  const { content } = made;
  const isCertificate = content.kind === KIND.certificateIssued;
  return {
    name,
    key: toHex(made.key.key),
    says: { kind: content.kind, iat: content.iat, seq: content.seq, body: toJson(content.body) },
    payload: toHex(made.payload),
    protected: toHex(made.protectedHeader),
    externalAad: toHex(made.externalAad),
    sigStructure: toHex(made.sigStructure),
    signature: toHex(made.signature),
    cose: toHex(made.cose),
    expected: {
      decode: "ok",
      body: "ok",
      signature: "passed",
      id: toHex(made.id),
      ...(isCertificate ? { number: made.number } : {}),
      ...expected,
    },
  };
}

/** A statement whose bytes alone matter, because they must be refused. */
export function malformedStage(name: string, made: Made, cose: Uint8Array = made.cose): StatementStage {
  return {
    name,
    key: toHex(made.key.key),
    payload: toHex(made.payload),
    protected: toHex(made.protectedHeader),
    signature: toHex(made.signature),
    cose: toHex(cose),
    expected: { decode: "malformed" },
  };
}

/** Outcome of every check: passed, unless another one is given. */
export function checks(others: Partial<Record<CheckName, string>> = {}): TextExpectation["checks"] {
  const all = Object.fromEntries(CHECKS.map((name) => [name, "passed"])) as Record<CheckName, string>;
  return { ...all, ...others };
}

/** Every check left open for one reason, but for those given. */
export function unchecked(code: string, others: Partial<Record<CheckName, string>>): TextExpectation["checks"] {
  const all = Object.fromEntries(CHECKS.map((name) => [name, `notChecked: ${code}`])) as Record<CheckName, string>;
  return { ...all, ...others };
}

/** What is expected of a text that is not simply authentic. */
export type Expected = Omit<TextExpectation, "scan" | "number" | "id" | "warnings"> & Partial<TextExpectation>;

const AUTHENTIC: Expected = { verdict: "authentic", checks: checks() };

type TextOptions = Partial<Omit<TextStage, "name" | "text" | "fragment" | "expected">> & {
  readonly number?: string;
  readonly origin?: string;
};

/** A label code for a statement. */
export function labelStage(
  name: string,
  made: Made,
  expected: Expected = AUTHENTIC,
  options: TextOptions = {},
): TextStage {
  const { number = made.number, origin = ORIGIN, ...rest } = options;
  return {
    name,
    ...rest,
    fragment: { payload: toHex(made.cose), digits: encodeDigits(made.cose) },
    text: labelText(origin, number, made.cose),
    expected: { scan: "label", warnings: [], number, id: toHex(made.id), ...expected },
  };
}

/** A chain code for a statement and a grant. */
export function chainStage(
  name: string,
  made: Made,
  grant: Uint8Array,
  { origin = ORIGIN, ...expected }: Expected & { readonly origin?: string } = AUTHENTIC,
): TextStage {
  const payload = concatBytes(Uint8Array.of(0x82), made.cose, grant);
  return {
    name,
    fragment: { payload: toHex(payload), digits: encodeDigits(payload) },
    text: chainText(origin, made.number, made.cose, grant),
    expected: { scan: "chain", warnings: [], number: made.number, id: toHex(made.id), ...expected },
  };
}

/** Expectation of a text whose statement cannot be read at all: no id, and only the number that the text names. */
export const MALFORMED: Expected = {
  verdict: "malformed",
  code: "malformedStatement",
  checks: unchecked("unknownKey", { format: "failed: malformedStatement" }),
};

/** Expectation of a text whose signature does not hold: nothing else of it is looked at. */
export function forged(code: string): Expected {
  return {
    verdict: "forged",
    code,
    checks: unchecked("unknownKey", { format: "passed", signature: `failed: ${code}` }),
  };
}

/** The same expectation for a text that proves no id. */
export function withoutId(stage: TextStage): TextStage {
  const { id: _, ...expected } = stage.expected;
  return { ...stage, expected };
}

/** A signed directory as a case file holds it. */
export async function directoryStage(
  authority: Authority,
  { head, rows }: { readonly head: DirectoryHead; readonly rows: readonly DirectoryRow[] },
): Promise<DirectoryStage> {
  return {
    authority: toHex(authority.id),
    head: toHex(await signDirectoryHead(head, testKey(`${authority.name} directory`))),
    chunks: [toHex(encodeChunk(rows.map(encoded)))],
    rows: rows.map((entry) => toJson(encodeRow(entry))),
  };
}

async function authoritiesStage(recognised: readonly Authority[]): Promise<VectorCase["authorities"]> {
  const signer = testKey(`${JINCHENG.name} list`);
  const list: AuthorityList = { version: 3, issuedAt: NOW - 30 * DAY, publisher: JINCHENG, recognised };
  const message = await signAuthorityList(list, signer);
  return { fingerprint: toHex(keyFingerprint(signer.key).slice(0, 16)), list: toHex(message), says: saysOf(message) };
}

/** Payload of a signed message as JSON. */
function saysOf(message: Uint8Array): VectorCase["authorities"]["says"] {
  const sign1 = decodeCbor(message.subarray(1));
  const payload = sign1.ok && Array.isArray(sign1.value) ? sign1.value[2] : undefined;
  const read = payload instanceof Uint8Array ? decodeCbor(payload) : undefined;
  if (read?.ok !== true) throw new TypeError("a message that was just made does not read");
  return toJson(read.value);
}

/** What a case says beside its stages, and the world it happens in. */
export type CaseFrame = Pick<VectorCase, "id" | "title" | "description"> & {
  readonly now?: number;
  readonly recognised?: readonly Authority[];
  readonly rows?: readonly DirectoryRow[];
  readonly directories?: readonly DirectoryStage[];
};

/** A case; in the home authority's fresh directory stands the cooperative with K1 unless other rows are given. */
export async function vectorCase(
  { id, title, description, now = NOW, recognised = [], rows = [cooperativeRow()], directories }: CaseFrame,
  stages: Omit<VectorCase, "id" | "title" | "description" | "now" | "authorities" | "styleTerms" | "directories">,
): Promise<VectorCase> {
  return {
    id,
    title,
    description,
    now,
    authorities: await authoritiesStage(recognised),
    styleTerms: STYLE_TERMS,
    directories: directories ?? [await directoryStage(JINCHENG, directory(JINCHENG, rows))],
    ...stages,
  };
}
