import { concatBytes } from "../../../src/core/bytes.ts";
import { encodeCbor } from "../../../src/core/cbor.ts";
import { encodeCertificate } from "../../../src/core/certificate/certificate.ts";
import { keyId } from "../../../src/core/key/publicKey.ts";
import { testKey } from "../../support/testKeys.ts";
import { certificate, NOW } from "../../support/world.ts";
import type { TextStage, VectorCase } from "../caseFile.ts";
import {
  checks,
  issued,
  labelStage,
  MALFORMED,
  type Made,
  make,
  malformedStage,
  statementStage,
  unchecked,
  vectorCase,
  withoutId,
} from "./stages.ts";

/** Head of an array or map with less than 24 entries. */
const ARRAY = 0x80;
const MAP = 0xa0;

/** Bytes of a payload around a body that is written by hand. */
function payloadAround(body: Uint8Array, kind: Uint8Array = Uint8Array.of(1)): Uint8Array {
  return concatBytes(Uint8Array.of(ARRAY | 4), kind, encodeCbor(NOW - 86_400), Uint8Array.of(1), body);
}

/** Encoded entries of P01's body, in order. */
function bodyEntries(): readonly Uint8Array[] {
  return [...encodeCertificate(certificate())]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([key, value]) => concatBytes(encodeCbor(key), encodeCbor(value)));
}

function mapOf(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(Uint8Array.of(MAP | entries.length), ...entries);
}

/** A statement in a wrong form; the bytes are those of `made` unless others are given. */
type Misshapen = { readonly name: string; readonly made: Made; readonly cose: Uint8Array };

async function wrongPayloads(): Promise<readonly Misshapen[]> {
  const entries = bodyEntries();
  const [first = new Uint8Array(0), second = new Uint8Array(0), ...others] = entries;
  /** The body with one more entry, under the ignorable key 64. */
  const withValue = (...value: readonly number[]) =>
    payloadAround(mapOf([...entries, Uint8Array.of(0x18, 0x40, ...value)]));
  const indefinite = [Uint8Array.of(0x9f), payloadAround(mapOf(entries)).subarray(1), Uint8Array.of(0xff)];
  const payloads: readonly (readonly [string, Uint8Array])[] = [
    ["body keys out of order", payloadAround(mapOf([second, first, ...others]))],
    ["key 3 twice", payloadAround(mapOf([first, second, second, ...others]))],
    ["kind as 18 01", payloadAround(mapOf(entries), Uint8Array.of(0x18, 0x01))],
    ["payload as an array of indefinite length", concatBytes(...indefinite)],
    ["a float", withValue(0xf9, 0x3c, 0x00)],
    ["text that is not UTF-8", withValue(0x61, 0xff)],
    ["nine levels", withValue(...nested(7))],
  ];
  return Promise.all(
    payloads.map(async ([name, payload]) => {
      const made = await make(issued(), { payload });
      return { name, made, cose: made.cose };
    }),
  );
}

async function wrongHeaders(): Promise<readonly Misshapen[]> {
  const kid = encodeCbor(keyId(testKey("K1").key));
  const headers: readonly (readonly [string, Uint8Array])[] = [
    ["protected keys out of order", concatBytes(Uint8Array.of(MAP | 2, 4), kid, Uint8Array.of(1, 0x26))],
    ["alg as 38 06 in protected", concatBytes(Uint8Array.of(MAP | 2, 1, 0x38, 0x06, 4), kid)],
    ["a third protected key", concatBytes(Uint8Array.of(MAP | 3, 1, 0x26, 4), kid, Uint8Array.of(5, 0x40))],
  ];
  return Promise.all(
    headers.map(async ([name, protectedHeader]) => {
      const made = await make(issued(), { protectedHeader });
      return { name, made, cose: made.cose };
    }),
  );
}

async function wrongEnvelopes(): Promise<readonly Misshapen[]> {
  const made = await make(issued());
  const untagged = made.cose.subarray(1);
  return [
    { name: "a trailing 00", made, cose: concatBytes(made.cose, Uint8Array.of(0)) },
    { name: "no payload", made, cose: withNilPayload(made) },
    { name: "untagged", made, cose: untagged },
    { name: "tag 98", made, cose: concatBytes(Uint8Array.of(0xd8, 0x62), untagged) },
  ];
}

/** A label code of bytes in a wrong form; where not even the first byte is that of a code, the number is not taken either. */
function misshapenText({ name, made, cose }: Misshapen): TextStage {
  const stage = withoutId(labelStage(name, { ...made, cose }, MALFORMED));
  return cose[0] === 0xd2 ? stage : { ...stage, expected: DAMAGED };
}

async function f19(): Promise<VectorCase> {
  const all = [...(await wrongPayloads()), ...(await wrongHeaders()), ...(await wrongEnvelopes())];
  return vectorCase(
    {
      id: "F19",
      title: "Not the deterministic form",
      description:
        "Each differs from P01 in one point of form, on some level, and K1 signed those very bytes. A reader that accepted them would give one statement several ids.",
    },
    {
      statements: all.map(({ name, made, cose }) => malformedStage(name, made, cose)),
      texts: all.map(misshapenText),
    },
  );
}

/** Expectation of a text of ours that holds no statement at all. */
const DAMAGED: TextStage["expected"] = {
  scan: "damagedCode",
  verdict: "malformed",
  code: "damagedCode",
  checks: unchecked("unknownKey", { format: "failed: damagedCode" }),
  warnings: [],
};

function withNilPayload({ protectedHeader, signature }: Made): Uint8Array {
  return concatBytes(Uint8Array.of(0xd2), encodeCbor([protectedHeader, new Map(), null, signature]));
}

/** Arrays in arrays, the innermost empty; the body itself is the second level of a payload. */
function nested(levels: number): Uint8Array {
  return new Uint8Array(levels).fill(ARRAY | 1, 0, levels - 1).fill(ARRAY, levels - 1);
}

async function f20(): Promise<VectorCase> {
  const newer = [
    ["body key 13", await make(issued({}, { extra: [[13, 1]] })), {}],
    ["style 3", await make(issued({ style: 3 })), { grant: "notChecked: newerFormat" }],
    ["basis bit 3", await make(issued({ basis: 9 })), {}],
    ["unit 20", await make(issued({ quantity: { thousandths: 1000, unit: 20 } })), {}],
  ] as const;
  const refused = [
    ["basis 0", await make(issued({ basis: 0 }))],
    ["quantity 0", await make(issued({ quantity: { thousandths: 0, unit: 1 } }))],
    ["origin of 5 digits", await make(issued({ origin: "14052" }))],
    ["negative origin of 5 digits", await make(issued({ origin: "-14052" }))],
    [
      "style 1 without a lot",
      await make({ ...issued(), body: new Map([...issued().body].filter(([key]) => key !== 10)) }),
    ],
  ] as const;
  const bidi = await make(issued({ product: "大白菜\u202egnp.exe" }));
  const bidiUnknown = await make(issued({}, { extra: [[64, "一\u202e号"]] }));
  const texts = newer.map(([name, made, others]) =>
    labelStage(name, made, {
      verdict: "unconfirmed",
      code: "newerFormat",
      checks: checks({ format: "notChecked: newerFormat", ...others }),
    }),
  );
  return vectorCase(
    {
      id: "F20",
      title: "Newer form and wrong form",
      description:
        "What only a newer version can know leaves the verdict open; what no version may write is malformed.",
    },
    {
      statements: [
        ...newer.map(([name, made]) => statementStage(name, made, { body: "newerFormat" })),
        ...refused.map(([name, made]) => statementStage(name, made, { body: "malformed" })),
        malformedStage("U+202E in key 1", bidi),
        malformedStage("U+202E in key 64", bidiUnknown),
      ],
      texts: [
        ...texts,
        ...refused.map(([name, made]) => withoutId(labelStage(name, made, MALFORMED))),
        withoutId(labelStage("U+202E in key 1", bidi, MALFORMED)),
        withoutId(labelStage("U+202E in key 64", bidiUnknown, MALFORMED)),
      ],
    },
  );
}

async function f30(): Promise<VectorCase> {
  const made = await make(issued());
  const base = labelStage("label code", made).text;
  const [page = ""] = base.split("#");
  const digits = [
    [(2n ** 56n).toString().padStart(17, "0"), "a block of 2^56"],
    ["0", "a tail of 1 digit"],
    ["0000", "a tail of 4 digits"],
    ["256", "a tail of 256 in 3 digits"],
    ["１２３", "full-width digits"],
    ["", "nothing"],
    ["12 3", "a space"],
  ] as const;
  const fragments: readonly (readonly [string, string])[] = [
    ...digits.map(([text, name]) => [name, `1${text}`] as const),
    ["format digit 2", base.slice(page.length + 1).replace(/^1/, "2")],
    ["empty fragment", ""],
    ["one digit short", base.slice(page.length + 1, -1)],
  ];
  return vectorCase(
    {
      id: "F30",
      title: "Digits that no payload has",
      description: "Each payload has exactly one text; every other text is damaged.",
    },
    {
      digits: [
        ...digits.map(([text]) => ({ digits: text, bytes: null })),
        { digits: "72057594037927935", bytes: "ffffffffffffff" },
        { digits: "255", bytes: "ff" },
        { digits: "00000", bytes: "0000" },
      ],
      texts: fragments.map(([name, fragment]) => ({ name, text: `${page}#${fragment}`, expected: DAMAGED })),
    },
  );
}

/** The cases about form alone. */
export const FORMS: readonly (() => Promise<VectorCase>)[] = [f19, f20, f30];
