import { DAY } from "../../../src/core/operator/grant.ts";
import { testKey } from "../../support/testKeys.ts";
import {
  CHANGZHI,
  cooperativeGrant,
  cooperativeRow,
  JINCHENG,
  keyRecord,
  NOW,
  operatorId,
  STYLES_IN_FORCE,
  signedGrant,
  terms,
  testAuthority,
} from "../../support/world.ts";
import type { VectorCase } from "../caseFile.ts";
import { receiptFor } from "./passing.ts";
import {
  chainStage,
  checks,
  forged,
  issued,
  labelStage,
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

/** A grant for KB1 by the grants key of an authority. */
function strangersGrant(authority: string, region: string): ReturnType<typeof signedGrant> {
  const holder = { operator: operatorId("长子县"), name: "长子县鑫农合作社", key: testKey("KB1").key };
  return signedGrant({ ...holder, ...terms({ region }) }, { by: `${authority} grants` });
}

async function f28(): Promise<VectorCase> {
  const listedByChangzhi = testAuthority("邯郸市农业农村局", ["130426"], "https://hgz.hdagri.cn");
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
          (await strangersGrant(CHANGZHI.name, "140425")).bytes,
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
            (await strangersGrant(listedByChangzhi.name, "130426")).bytes,
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

/** The cases about how far a key and a grant reach. */
export const RIGHTS: readonly (() => Promise<VectorCase>)[] = [f21, f22, f28];
