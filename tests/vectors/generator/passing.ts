import { toHex } from "../../../src/core/bytes.ts";
import type { Certificate } from "../../../src/core/certificate/certificate.ts";
import { formatNumber } from "../../../src/core/certificate/number.ts";
import { inclusionPath, leafHash, subtreeOf } from "../../../src/core/log/merkle.ts";
import { signReceipt } from "../../../src/core/log/receipt.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { encodeDigits } from "../../../src/core/qr/qrText.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { withOtherS } from "../../support/p256.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  cooperativeGrant,
  cooperativeRow,
  JINCHENG,
  keyRecord,
  NOW,
  operatorId,
  row,
  signedGrant,
  terms,
} from "../../support/world.ts";
import type { HeldReceipt, VectorCase } from "../caseFile.ts";
import {
  chainStage,
  checks,
  issued,
  labelStage,
  MALFORMED,
  type Made,
  make,
  malformedStage,
  statementStage,
  vectorCase,
  withoutId,
} from "./stages.ts";

async function p01(): Promise<VectorCase> {
  const made = await make(issued());
  return vectorCase(
    { id: "P01", title: "Label code", description: "K1, style 1, the smallest body. Every check passes." },
    { statements: [statementStage("certificate", made)], texts: [labelStage("label code", made)] },
  );
}

async function p02(): Promise<VectorCase> {
  const made = await make(issued(), { signature: withOtherS });
  return vectorCase(
    {
      id: "P02",
      title: "High s",
      description: "The statement of P01 with s replaced by n − s: same id, same number, still signed by K1.",
    },
    { statements: [statementStage("certificate", made)], texts: [labelStage("label code", made)] },
  );
}

async function p03(): Promise<VectorCase> {
  const [first, second] = [await make(issued()), await make(issued(), { signature: withOtherS })];
  const id = toHex(first.id);
  const answers = [
    { status: "accepted", id },
    { status: "duplicate", id },
  ];
  return vectorCase(
    {
      id: "P03",
      title: "One statement under two signatures",
      description:
        "Uploaded with both signatures: one statement. Whichever arrives first is kept; the other is a duplicate once its own signature has been checked.",
    },
    {
      statements: [statementStage("signature of P01", first), statementStage("signature of P02", second)],
      batch: {
        knownKeys: [toHex(first.key.key)],
        items: [toHex(first.cose), toHex(second.cose)],
        orders: [
          [0, 1],
          [1, 0],
        ],
        expected: [answers, answers],
      },
    },
  );
}

async function p04(): Promise<VectorCase> {
  const made = await make(issued());
  const grant = await signedGrant(cooperativeGrant(), { by: `${JINCHENG.name} grants` });
  return vectorCase(
    {
      id: "P04",
      title: "Chain code",
      description: "Certificate and grant in one code; the directory of the region is fresh and lists the key.",
    },
    { statements: [statementStage("certificate", made)], texts: [chainStage("chain code", made, grant.bytes)] },
  );
}

/** A certificate whose statement has exactly that many bytes, filled up under a key that readers may ignore. */
async function madeWithSize(changes: Partial<Certificate>, size: number): Promise<Made> {
  for (let filler = 0; filler < size; filler++) {
    const content = issued(changes, { extra: [[64, new Uint8Array(filler)]] });
    const unsigned = await make(content, { unsigned: true });
    if (unsigned.cose.length === size) return make(content);
  }
  throw new RangeError(`no statement of ${size} bytes`);
}

async function p05(): Promise<VectorCase> {
  const rare = { product: `${"𬭊".repeat(29)}菜`, place: "𬭊".repeat(24) };
  const largest = await madeWithSize(rare, 360);
  const tooLarge = await madeWithSize(rare, 361);
  return vectorCase(
    {
      id: "P05",
      title: "Characters beyond the BMP, at the size limit",
      description: "𬭊 (U+2CB4A) in keys 1 and 5, counted as one code point each. 360 bytes pass, 361 do not.",
    },
    {
      statements: [statementStage("360 bytes", largest), malformedStage("361 bytes", tooLarge)],
      texts: [labelStage("360 bytes", largest), withoutId(labelStage("361 bytes", tooLarge, MALFORMED))],
    },
  );
}

async function p06(): Promise<VectorCase> {
  const made = await make(issued({}, { extra: [[64, "一号棚"]] }));
  return vectorCase(
    {
      id: "P06",
      title: "Unknown key that may be ignored",
      description:
        "Body key 64 means nothing to this version. It is kept: passed on, the bytes are the same to the last.",
    },
    { statements: [statementStage("certificate", made)], texts: [labelStage("label code", made)] },
  );
}

async function p07(): Promise<VectorCase> {
  const near = await make(issued({}, { iat: NOW + 23 * 3600 }));
  const far = await make(issued({}, { iat: NOW + 25 * 3600 }));
  return vectorCase(
    {
      id: "P07",
      title: "Signed by a clock that is ahead",
      description: "iat 23 hours ahead is silent, 25 hours ahead is said beside the verdict; neither changes it.",
    },
    {
      statements: [statementStage("23 hours ahead", near), statementStage("25 hours ahead", far)],
      texts: [
        labelStage("23 hours ahead", near),
        labelStage("25 hours ahead", far, { verdict: "authentic", checks: checks(), warnings: ["clockAhead"] }),
      ],
    },
  );
}

/** A receipt of the home authority for an id that came third into a log of five. */
export async function receiptFor(id: Uint8Array, receivedAt: number): Promise<HeldReceipt> {
  const logKey = testKey(`${JINCHENG.name} log`);
  const others = ["a", "b", "c", "d"].map((name) => leafHash(sha256(operatorId(name)), receivedAt));
  const leaves = [...others.slice(0, 2), leafHash(id, receivedAt), ...others.slice(2)];
  const subtree = subtreeOf(leaves);
  const inclusion = { size: 5, index: 2, path: inclusionPath(2, 5, subtree) };
  const receipt = await signReceipt(subtree(0, 5), inclusion, logKey);
  return { id: toHex(id), receivedAt, logKey: toHex(logKey.key), receipt: toHex(receipt) };
}

async function p08(): Promise<VectorCase> {
  const notAfter = NOW - 60 * DAY;
  const expired = cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms({ notAfter })])] });
  const made = await make(issued({}, { iat: NOW - 90 * DAY }));
  const unproven = {
    verdict: "unconfirmed",
    code: "notProvenBeforeEnd",
    checks: checks({ grant: "notChecked: notProvenBeforeEnd" }),
  } as const;
  const receipts = async (days: number) => ({ receipts: [await receiptFor(made.id, notAfter + days * DAY)] });
  return vectorCase(
    {
      id: "P08",
      title: "Expired grant, statement proven to be older",
      description:
        "iat lies inside the grant, which has expired since. A receipt on the device says that a log had the statement 29 days after the end; 30 days are allowed.",
      rows: [expired],
    },
    {
      statements: [statementStage("certificate", made)],
      texts: [
        labelStage("receipt of the 29th day", made, undefined, await receipts(29)),
        labelStage("receipt of the 31st day", made, unproven, await receipts(31)),
        labelStage("no receipt", made, unproven),
      ],
    },
  );
}

async function p09(): Promise<VectorCase> {
  const station = row("泽州县巴公镇农产品质量安全监管站", {
    kind: "station",
    keys: [keyRecord(testKey("S1").key, [terms({ roles: ["station"] })])],
  });
  const farmer = row("王*", { kind: "smallholder" });
  const made = await make(issued({ onBehalfOf: farmer.operator }), { key: testKey("S1") });
  return vectorCase(
    {
      id: "P09",
      title: "代开",
      description: "A station signs for a farmer of its region who has not refused it. The verdict names the farmer.",
      rows: [station, farmer],
    },
    {
      statements: [statementStage("certificate", made)],
      texts: [labelStage("label code", made, { verdict: "authentic", checks: checks(), onBehalfOf: "王*" })],
    },
  );
}

/** A certificate whose number holds a 0, a 1 and a V: all the characters that people write in another way. */
async function madeWithMistakableNumber(): Promise<Made> {
  for (let seq = 1; seq < 5000; seq++) {
    const made = await make(issued({}, { seq }), { unsigned: true });
    if (["0", "1", "V"].every((character) => made.number.includes(character))) return make(issued({}, { seq }));
  }
  throw new RangeError("no such number among 5000");
}

async function p10(): Promise<VectorCase> {
  const start = (await make(issued())).cose.length + 3;
  const sizes = Array.from({ length: 7 }, (_, index) => start + index);
  const all = await Promise.all(sizes.map((size) => madeWithSize({}, size)));
  const typedFor = await madeWithMistakableNumber();
  const typed = formatNumber(typedFor.number)
    .toLowerCase()
    .replace(/-/g, " ")
    .replace(/0/g, "o")
    .replace(/v/g, "u")
    .replace("1", "i")
    .replace("1", "l");
  return vectorCase(
    {
      id: "P10",
      title: "Every length of tail, and a number as people type it",
      description:
        "Payloads of 7k to 7k + 6 bytes: seven texts that give back the same bytes. A number in lower case with o, u, i, l and spaces finds the certificate that the device holds.",
    },
    {
      statements: [
        ...all.map((made) => statementStage(`${made.cose.length} bytes`, made)),
        statementStage("held", typedFor),
      ],
      digits: all.map((made) => ({ digits: encodeDigits(made.cose), bytes: toHex(made.cose) })),
      numbers: [
        { typed, expected: typedFor.number },
        { typed: ` ${typedFor.number} `, expected: typedFor.number },
        { typed: formatNumber(typedFor.number), expected: typedFor.number },
        { typed: typedFor.number.slice(0, 15), expected: "wrongLength" },
        { typed: `${typedFor.number.slice(0, 15)}*`, expected: "unknownCharacter" },
      ],
      texts: [
        ...all.map((made) => labelStage(`${made.cose.length} bytes`, made)),
        {
          name: "typed number",
          text: typed,
          held: [{ number: typedFor.number, statements: [toHex(typedFor.cose)] }],
          expected: {
            scan: "short",
            verdict: "authentic",
            checks: checks(),
            warnings: [],
            number: typedFor.number,
            id: toHex(typedFor.id),
          },
        },
      ],
    },
  );
}

/** The cases that end well. */
export const PASSING: readonly (() => Promise<VectorCase>)[] = [p01, p02, p03, p04, p05, p06, p07, p08, p09, p10];
