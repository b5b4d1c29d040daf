import { toHex } from "../../../src/core/bytes.ts";
import { crockford } from "../../../src/core/certificate/number.ts";
import { encodeWithdrawn, type WithdrawnState } from "../../../src/core/certificate/withdrawal.ts";
import { encodeHarvestedLot } from "../../../src/core/lot/lot.ts";
import { joinPrefixes } from "../../../src/core/operator/directoryRow.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { testKey } from "../../support/testKeys.ts";
import { cooperativeRow, directory, JINCHENG, keyRecord, NOW, row } from "../../support/world.ts";
import type { EffectStage, OnlineStage, TextStage, VectorCase } from "../caseFile.ts";
import { checks, directoryStage, issued, labelStage, type Made, make, statementStage, vectorCase } from "./stages.ts";

async function withdrawal(target: Made, state: WithdrawnState, by: string): Promise<Made> {
  const body = encodeWithdrawn({ certificate: target.id, state, reason: "数量写错" });
  return make({ kind: KIND.certificateWithdrawn, iat: NOW - 3600, seq: 2, body }, { key: testKey(by) });
}

function byProducer(name: string, made: Made, { own, expected }: Pick<EffectStage, "own" | "expected">): EffectStage {
  const place = "140525103";
  return { name, statement: toHex(made.cose), own, region: place, roles: ["producer"], grantRegion: place, expected };
}

/** The certificate as the directory has it once its own operator's entry lists it. */
async function taken(mine: Made, state: WithdrawnState): Promise<TextStage> {
  const withdrawn = { ...row("").withdrawn, [state]: joinPrefixes([mine.id]) };
  const expected = { verdict: state, code: state, checks: checks({ status: `failed: ${state}` }) };
  const directories = [await directoryStage(JINCHENG, directory(JINCHENG, [cooperativeRow({ withdrawn })]))];
  return labelStage(`after it was ${state}`, mine, expected, { directories });
}

async function f23(): Promise<VectorCase> {
  const mine = await make(issued());
  const supersedes = mine.id.slice(0, 8);
  const rivals = await make(issued({ supersedes }), { key: testKey("K2") });
  const corrected = await make(issued({ supersedes, quantity: { thousandths: 450_000, unit: 1 } }, { seq: 2 }));
  const rivalsVoid = await withdrawal(mine, "voided", "K2");
  const myVoid = await withdrawal(mine, "voided", "K1");
  const mySupersede = await withdrawal(mine, "superseded", "K1");
  const myRecall = await withdrawal(mine, "recalled", "K1");
  const officersRecall = await withdrawal(mine, "recalled", "O1");
  const rival = row("陵川县绿源农场", { keys: [keyRecord(testKey("K2").key)] });
  return vectorCase(
    {
      id: "F23",
      title: "Who may take a certificate back",
      description:
        "Another operator names mine in key 12, or voids it: no effect. My own statements supersede and void it. An operator recalls nothing, an officer of the region does. The texts rest on the directory as it stands afterwards.",
      rows: [cooperativeRow(), rival],
    },
    {
      statements: [
        statementStage("mine", mine),
        statementStage("the rival's certificate that names mine in key 12", rivals),
        statementStage("my correction", corrected),
        statementStage("the rival's void", rivalsVoid),
        statementStage("my void", myVoid),
        statementStage("my supersede", mySupersede),
        statementStage("my recall", myRecall),
        statementStage("the officer's recall", officersRecall),
      ],
      effects: [
        byProducer("the rival's void", rivalsVoid, { own: false, expected: "wrongRole" }),
        byProducer("my void", myVoid, { own: true, expected: "effect" }),
        byProducer("my supersede", mySupersede, { own: true, expected: "effect" }),
        byProducer("my recall", myRecall, { own: true, expected: "wrongRole" }),
        {
          ...byProducer("the officer's recall", officersRecall, { own: false, expected: "effect" }),
          roles: ["officer"],
          grantRegion: "140525",
        },
      ],
      texts: [
        labelStage("after the rival's statements", mine),
        await taken(mine, "superseded"),
        await taken(mine, "voided"),
        await taken(mine, "recalled"),
      ],
    },
  );
}

async function f24(): Promise<VectorCase> {
  const mine = await make(issued());
  const voided = joinPrefixes([mine.id]);
  const rival = row("陵川县绿源农场", {
    keys: [keyRecord(testKey("K2").key)],
    withdrawn: { ...row("").withdrawn, voided },
  });
  return vectorCase(
    {
      id: "F24",
      title: "A rival's void with my prefix",
      description:
        "The rival's own list of voided certificates holds a prefix of 5 bytes that mine shares. Only the entry of the key that signed is looked at.",
      rows: [rival, cooperativeRow()],
    },
    { statements: [statementStage("mine", mine)], texts: [labelStage("label code", mine)] },
  );
}

function registered(made: Made, flags: readonly string[]): OnlineStage {
  return { known: true, id: toHex(made.id), statement: toHex(made.cose), loggedAt: NOW - DAY + 60, flags };
}

/** Two certificates of K1 whose ids share their first 20 bits: four characters of a number. */
async function madeWithShortClash(): Promise<readonly [Made, Made]> {
  const seen = new Map<string, number>();
  for (let seq = 1; seq < 100_000; seq++) {
    const made = await make(issued({}, { seq }), { unsigned: true });
    const cut = crockford(made.id, 4);
    const other = seen.get(cut);
    if (other !== undefined) return [await make(issued({}, { seq: other })), await make(issued({}, { seq }))];
    seen.set(cut, seq);
  }
  throw new RangeError("no clash among 100,000");
}

async function f25(): Promise<VectorCase> {
  const [first, second] = await madeWithShortClash();
  const conflict = {
    verdict: "suspended",
    code: "numberConflict",
    checks: checks({ status: "failed: numberConflict" }),
  } as const;
  const flagged = (made: Made) => ({ online: registered(made, ["numberConflict"]) });
  const typed = (name: string, made: Made, held: readonly Made[]): TextStage => ({
    name,
    text: made.number,
    held: [{ number: made.number, statements: held.map((one) => toHex(one.cose)) }],
    expected: { scan: "short", warnings: [], ...conflict, number: made.number, id: toHex(made.id) },
  });
  return vectorCase(
    {
      id: "F25",
      title: "Two certificates with one number",
      description:
        "Their ids share 20 bits, so numbers cut to four characters meet (75 bits would cost 2^37 work). Held under one number on a device or flagged by the register, each is red, in whichever order they came.",
    },
    {
      statements: [statementStage("first", first), statementStage("second", second)],
      texts: [
        labelStage("first, flagged by the register", first, conflict, flagged(first)),
        labelStage("second, flagged by the register", second, conflict, flagged(second)),
        typed("first, typed, both held", first, [first, second]),
        typed("second, typed, both held", second, [second, first]),
      ],
    },
  );
}

async function f26(): Promise<VectorCase> {
  const goods = { product: "大白菜", quantity: { thousandths: 2_000_000, unit: 1 }, origin: "140525" };
  const lot = await make({
    kind: KIND.lotHarvested,
    iat: NOW - 2 * DAY,
    seq: 1,
    body: encodeHarvestedLot({ ...goods, harvested: "2026-11-20", plots: ["东坡一号棚"] }),
  });
  const made = await make(issued({ lot: lot.id.slice(0, 8) }, { seq: 2 }));
  const warned = { verdict: "authentic", checks: checks(), warnings: ["ambiguousReference"] } as const;
  return vectorCase(
    {
      id: "F26",
      title: "A reference that several lots match",
      description:
        "The register found two lots of the operator under the 8 bytes of key 10 (2^32 work for their maker) and flags it; the verdict says so beside. Which lots count, and the gate, are the endpoint's part.",
    },
    {
      statements: [statementStage("lot", lot), statementStage("certificate", made)],
      texts: [
        labelStage("flagged by the register", made, warned, { online: registered(made, ["ambiguousReference"]) }),
      ],
    },
  );
}

/** The cases in which one statement names another. */
export const REFERENCES: readonly (() => Promise<VectorCase>)[] = [f23, f24, f25, f26];
