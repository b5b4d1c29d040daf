import { fromHex, toHex } from "../../src/core/bytes.ts";
import { type Cbor, isCborArray, isCborMap } from "../../src/core/cbor.ts";
import type { CheckName, VerdictKind, Warning } from "../../src/core/verify/verdict.ts";

/** Bytes as lower-case hexadecimal. */
export type Hex = string;

/** A CBOR value in JSON: maps and byte strings are objects with one member, everything else is itself. */
export type JsonCbor =
  | number
  | string
  | boolean
  | null
  | { readonly bytes: Hex }
  | { readonly map: readonly (readonly [number | string, JsonCbor])[] }
  | readonly JsonCbor[];

/** What reading and checking one statement must come to. */
export type StatementExpectation = {
  readonly decode: "ok" | "malformed";
  /** What the body's own parser must say: `ok`, or an error code, or `newerFormat`. */
  readonly body?: string;
  /** Whether `key` made the signature, in the statement context. */
  readonly signature?: "passed" | "failed";
  readonly id?: Hex;
  /** Certificates only. */
  readonly number?: string;
};

/** One statement from what it says to the bytes that travel. */
export type StatementStage = {
  readonly name: string;
  /** The 33-byte compressed key that the id commits to. */
  readonly key?: Hex;
  readonly says?: { readonly kind: number; readonly iat: number; readonly seq: number; readonly body: JsonCbor };
  readonly payload?: Hex;
  readonly protected?: Hex;
  readonly externalAad?: Hex;
  readonly sigStructure?: Hex;
  readonly signature?: Hex;
  readonly cose: Hex;
  readonly expected: StatementExpectation;
};

/** What verifying one scanned text must come to. */
export type TextExpectation = {
  /** The form that the text claims to have, or the error of reading it. */
  readonly scan: string;
  readonly verdict: VerdictKind;
  readonly code?: string;
  /** `passed`, `failed: code` or `notChecked: code`. */
  readonly checks: { readonly [Name in CheckName]: string };
  readonly warnings: readonly Warning[];
  readonly number?: string;
  readonly id?: Hex;
  /** Name of the farmer for whom a station signed. */
  readonly onBehalfOf?: string;
};

/** What the endpoint is taken to have answered. */
export type OnlineStage =
  | { readonly known: false }
  | {
      readonly known: true;
      readonly id: Hex;
      readonly statement: Hex;
      readonly loggedAt: number;
      readonly flags: readonly string[];
    };

/** A receipt that the device holds, checked before it is believed. */
export type HeldReceipt = {
  readonly id: Hex;
  readonly receivedAt: number;
  readonly logKey: Hex;
  readonly receipt: Hex;
};

/** One text as a scanner or a person hands it over. */
export type TextStage = {
  readonly name: string;
  /** Clock of this text where it differs from the case's. */
  readonly now?: number;
  /** Bytes and digits of the fragment, where there is one. */
  readonly fragment?: { readonly payload: Hex; readonly digits: string };
  readonly text: string;
  /** Directories that the device holds by then, where they differ from the case's. */
  readonly directories?: readonly DirectoryStage[];
  readonly receipts?: readonly HeldReceipt[];
  /** Statements that the device holds under a number. */
  readonly held?: readonly { readonly number: string; readonly statements: readonly Hex[] }[];
  readonly online?: OnlineStage;
  readonly expected: TextExpectation;
};

/** A signed directory with its rows. */
export type DirectoryStage = {
  readonly authority: Hex;
  /** COSE_Sign1 over the head. */
  readonly head: Hex;
  readonly chunks: readonly Hex[];
  /** What the rows say, in their order. */
  readonly rows: readonly JsonCbor[];
};

/** A snapshot or delta offered to a device that holds the case's first directory. */
export type DirectoryUpdateStage = {
  readonly name: string;
  readonly head: Hex;
  readonly snapshot?: readonly { readonly name: Hex; readonly bytes: Hex | null }[];
  readonly delta?: { readonly from: number; readonly changed: readonly Hex[]; readonly removed: readonly Hex[] };
  /** `accepted` or the error; the directory held stays unless accepted. */
  readonly expected: string;
};

/** A signature of one context offered in others. */
export type MessageStage = {
  readonly name: string;
  readonly key: Hex;
  readonly message: Hex;
  /** `ok` or the error for each context in which it is offered. */
  readonly expected: { readonly [context: string]: string };
};

/** The answer to a session challenge, as the endpoint judges it. */
export type SessionStage = {
  readonly name: string;
  readonly message: Hex;
  readonly challenge: {
    readonly origin: string;
    readonly authority: Hex;
    readonly nonce: Hex;
    readonly key: Hex;
    readonly expires: number;
  };
  readonly expected: string;
};

/** Several keys of one kid under which the same payload is signed. */
export type CandidatesStage = {
  readonly protected: Hex;
  readonly payload: Hex;
  readonly candidates: readonly {
    readonly key: Hex;
    readonly signature: Hex;
    readonly id: Hex;
    readonly number: string;
  }[];
};

/** A key that a signature gives away, and why it is of no use. */
export type RecoveredKeyStage = {
  readonly statement: Hex;
  readonly signer: Hex;
  readonly recovered: Hex;
  /** The signature offered as proof that somebody holds the recovered key. */
  readonly activation: { readonly message: Hex; readonly origin: string; readonly secret: Hex };
  readonly expected: {
    readonly overTheSameBytes: "passed";
    readonly asStatement: "failed";
    readonly activation: string;
  };
};

/** What a statement does and whether its signer has the right to. */
export type EffectStage = {
  readonly name: string;
  readonly statement: Hex;
  /** The signer's operator is the one concerned. */
  readonly own: boolean;
  readonly region: string;
  readonly roles: readonly string[];
  readonly grantRegion: string;
  /** `effect` or why it has none. */
  readonly expected: string;
};

/** Items of an upload in order, with what the endpoint answers; the core decides all but storage. */
export type BatchStage = {
  readonly knownKeys: readonly Hex[];
  readonly items: readonly Hex[];
  readonly orders: readonly (readonly number[])[];
  readonly expected: readonly (readonly { readonly status: string; readonly code?: string; readonly id?: Hex }[])[];
};

/** A receipt held against what it should prove. */
export type ReceiptStage = HeldReceipt & { readonly name: string; readonly expected: string };

/** An offered tree head beside the one held. */
export type TreeHeadStage = {
  readonly name: string;
  readonly logKey: Hex;
  readonly held: Hex;
  readonly offered: Hex;
  readonly proof: readonly Hex[];
  readonly expected: string;
};

/** One case with all its stages; a stage that a case does not need is absent. */
export type VectorCase = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Unix seconds. */
  readonly now: number;
  /** The signed authority list and the fingerprint under which it is opened. */
  readonly authorities: { readonly fingerprint: Hex; readonly list: Hex; readonly says: JsonCbor };
  readonly styleTerms: readonly { readonly style: number; readonly from: number }[];
  readonly directories: readonly DirectoryStage[];
  readonly statements?: readonly StatementStage[];
  readonly texts?: readonly TextStage[];
  readonly digits?: readonly { readonly digits: string; readonly bytes: Hex | null }[];
  readonly numbers?: readonly { readonly typed: string; readonly expected: string }[];
  readonly directoryUpdates?: readonly DirectoryUpdateStage[];
  readonly messages?: readonly MessageStage[];
  readonly sessions?: readonly SessionStage[];
  readonly candidates?: CandidatesStage;
  readonly recoveredKey?: RecoveredKeyStage;
  readonly effects?: readonly EffectStage[];
  readonly batch?: BatchStage;
  readonly receipts?: readonly ReceiptStage[];
  readonly treeHeads?: readonly TreeHeadStage[];
};

/** A CBOR value as it stands in a case file. */
export function toJson(value: Cbor): JsonCbor {
  if (value instanceof Uint8Array) return { bytes: toHex(value) };
  if (isCborMap(value)) return { map: [...value].map(([key, entry]) => [key, toJson(entry)] as const) };
  return isCborArray(value) ? value.map(toJson) : value;
}

/** The CBOR value that a case file describes. */
export function fromJson(json: JsonCbor): Cbor {
  if (typeof json !== "object" || json === null) return json;
  if (isList(json)) return json.map(fromJson);
  if ("bytes" in json) return unhex(json.bytes);
  return new Map(json.map.map(([key, entry]) => [key, fromJson(entry)] as const));
}

function isList(json: JsonCbor): json is readonly JsonCbor[] {
  return Array.isArray(json);
}

/** Bytes of a case file's hexadecimal. @throws SyntaxError for anything else: the file is broken */
export function unhex(hex: Hex): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new SyntaxError(`not hexadecimal: ${hex}`);
  return bytes;
}
