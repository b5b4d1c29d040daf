import { toHex } from "../../../src/core/bytes.ts";
import { crockford } from "../../../src/core/certificate/number.ts";
import { encodeWithdrawn, type WithdrawnState } from "../../../src/core/certificate/withdrawal.ts";
import { encodeHarvestedLot } from "../../../src/core/lot/lot.ts";
import { joinPrefixes } from "../../../src/core/operator/directoryRow.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  CHANGZHI,
  cooperativeGrant,
  cooperativeRow,
  directory,
  JINCHENG,
  keyRecord,
  NOW,
  operatorId,
  row,
  signedGrant,
  STYLES_IN_FORCE,
  terms,
  testAuthority,
} from "../../support/world.ts";
import type { EffectStage, OnlineStage, TextStage, VectorCase } from "../caseFile.ts";
import { receiptFor } from "./passing.ts";
import {
  chainStage,
  checks,
  directoryStage,
  forged,
  issued,
  labelStage,
  type Made,
  make,
  statementStage,
  unchecked,
  vectorCase,
  withoutId,
} from "./stages.ts";

async function f21(): Promise<VectorCase> {
  const before = await make(issued({}, { iat: STYLES_IN_FORCE - 1 }));
  const since = await make(issued({}, { iat: STYLES_IN_FORCE }));
  const notYet = {
    verdict: "suspended",
    code: "styleNotInForce",
    checks: checks({ grant: "failed: styleNotInForce" }),
  } as const;
  return vectorCase(
    {
      id: "F21",
      title: "First second of the 2026 styles",
      description: "Style 1 at 2026-01-31T23:59:59 and at 2026-02-01T00:00:00 in China.",
    },
    {
      statements: [statementStage("23:59:59", before), statementStage("00:00:00", since)],
      texts: [labelStage("23:59:59", before, notYet), labelStage("00:00:00", since)],
    },
  );
}

async function f22(): Promise<VectorCase> {
  const from = NOW - 10 * DAY;
  const ended = { from, reason: "lost", highestSeq: 1, loggedAt: NOW - 8 * DAY } as const;
  const rows = [cooperativeRow({ keys: [keyRecord(testKey("K1").key, [terms()], ended)] })];
  const before = await make(issued({}, { iat: from - 1 }));
  const since = await make(issued({}, { iat: from, seq: 2 }));
  const unproven = {
    verdict: "unconfirmed",
    code: "notProvenBeforeEnd",
    checks: checks({ grant: "notChecked: notProvenBeforeEnd" }),
  } as const;
  const seenAt = async (receivedAt: number) => ({ receipts: [await receiptFor(before.id, receivedAt)] });
  return vectorCase(
    {
      id: "F22",
      title: "Key ended as lost",
      description:
        "K1 was lost from T on; the end was logged two days later. What it signed before T counts only if a log had it before the end was logged.",
      rows,
    },
    {
      statements: [statementStage("iat T − 1", before), statementStage("iat T", since)],
      texts: [
        labelStage("iat T − 1, unseen", before, unproven),
        labelStage("iat T − 1, logged before the end was", before, undefined, await seenAt(ended.loggedAt - 1)),
        labelStage("iat T − 1, logged after the end was", before, unproven, await seenAt(ended.loggedAt + 1)),
        labelStage("iat T", since, {
          verdict: "suspended",
          code: "keyEnded",
          checks: checks({ grant: "failed: keyEnded" }),
        }),
      ],
    },
  );
}

async function withdrawal(target: Made, state: WithdrawnState, by: string): Promise<Made> {
  const body = encodeWithdrawn({ certificate: target.id, state, reason: "数量写错" });
  return make({ kind: KIND.certificateWithdrawn, iat: NOW - 3600, seq: 2, body }, { key: testKey(by) });
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
  const effect = (name: string, made: Made, own: boolean, expected: string, role = "producer"): EffectStage => ({
    name,
    statement: toHex(made.cose),
    own,
    region: "140525103",
    roles: [role],
    grantRegion: role === "officer" ? "140525" : "140525103",
    expected,
  });
  const rival = row("陵川县绿源农场", { keys: [keyRecord(testKey("K2").key)] });
  const taken = async (state: WithdrawnState) => {
    const withdrawn = { ...rival.withdrawn, [state]: joinPrefixes([mine.id]) };
    const rows = [cooperativeRow({ withdrawn }), rival];
    const expected = { verdict: state, code: state, checks: checks({ status: `failed: ${state}` }) };
    const options = { directories: [await directoryStage(JINCHENG, directory(JINCHENG, rows))] };
    return labelStage(`after it was ${state}`, mine, expected, options);
  };
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
        effect("the rival's void", rivalsVoid, false, "wrongRole"),
        effect("my void", myVoid, true, "effect"),
        effect("my supersede", mySupersede, true, "effect"),
        effect("my recall", myRecall, true, "wrongRole"),
        effect("the officer's recall", officersRecall, false, "effect", "officer"),
      ],
      texts: [
        labelStage("after the rival's statements", mine),
        await taken("superseded"),
        await taken("voided"),
        await taken("recalled"),
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

async function f28(): Promise<VectorCase> {
  const listedByChangzhi = testAuthority("邯郸市农业农村局", ["130426"], "https://hgz.hdagri.cn");
  const key = testKey("KB1").key;
  const grantOf = (authority: string, region: string) =>
    signedGrant(
      { operator: operatorId("长子县"), name: "长子县鑫农合作社", key, ...terms({ region }) },
      { by: `${authority} grants` },
    );
  const outside = await make(issued({ origin: "140425" }), { key: testKey("KB1") });
  const stranger = await make(issued({ origin: "130426" }), { key: testKey("KB1") });
  const mine = await make(issued());
  const unlisted = {
    standing: "notChecked: noDirectory",
    status: "notChecked: noDirectory",
    freshness: "notChecked: noDirectory",
  };
  const forOtherKey = await signedGrant(cooperativeGrant({ key: testKey("K2").key }), {
    by: `${JINCHENG.name} grants`,
  });
  return vectorCase(
    {
      id: "F28",
      title: "Grants that do not reach so far",
      description:
        "A recognised authority grants outside its regions; an authority that only the recognised one lists (listing is not transitive); a chain whose grant is for another key.",
      recognised: [CHANGZHI],
    },
    {
      statements: [
        statementStage("outside", outside),
        statementStage("stranger", stranger),
        statementStage("mine", mine),
      ],
      texts: [
        chainStage(
          "outside the recognised authority's regions",
          outside,
          (await grantOf(CHANGZHI.name, "140425")).bytes,
          {
            origin: CHANGZHI.origin,
            verdict: "unconfirmed",
            code: "outOfScope",
            checks: checks({ grant: "notChecked: outOfScope", ...unlisted }),
          },
        ),
        withoutId(
          chainStage(
            "by an authority that only the recognised one lists",
            stranger,
            (await grantOf(listedByChangzhi.name, "130426")).bytes,
            {
              verdict: "unconfirmed",
              code: "unknownKey",
              checks: unchecked("unknownKey", { format: "passed" }),
            },
          ),
        ),
        withoutId(chainStage("grant for another key", mine, forOtherKey.bytes, forged("grantForOtherKey"))),
      ],
    },
  );
}

/** The cases about who may do what, and when. */
export const RIGHTS: readonly (() => Promise<VectorCase>)[] = [f21, f22, f23, f24, f25, f26, f28];
