import { encodeRecordedTest, parseRecordedTest, type RecordedTest } from "../../core/record/lotTest.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { idBytes } from "./certificates.ts";
import type { Hex } from "./hex.ts";
import { termsInForce } from "./identities.ts";
import type { LotTestRow } from "./lotTestRecords.ts";
import { lotTestRow } from "./lotTestRows.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Why no test was written down. */
export type TestFailure = TurnError | RightsError | "malformedTest" | "lotUnknown";

/** Tests of an operator's lot, in the order of their ids. */
export function testsOfLot(phone: Phone, operator: Hex, lot: Hex): Promise<readonly LotTestRow[]> {
  return phone.db.getAllFromIndex("lotTests", "byLot", [operator, lot]);
}

/** Signs a test and stores it on this phone, with or without a network. @returns its id */
export async function testOnPhone(
  phone: Phone,
  { lot, ...rest }: Omit<RecordedTest, "lot"> & { readonly lot: Hex },
): Promise<Result<Hex, TestFailure>> {
  const body = encodeRecordedTest({ lot: idBytes(lot), ...rest });
  if (parseRecordedTest(body) === undefined) return err("malformedTest");
  const tested = await signInTurn<Hex | undefined, Hex, TestFailure>(phone, {
    read: async () => (await phone.db.get("lots", lot))?.operator,
    compose: (turn, owner): Result<Composed<Hex>, TestFailure> => {
      const { identity, iat } = turn;
      if (owner !== identity.operator) return err("lotUnknown");
      const act = { kind: KIND.testRecorded, own: true, behalf: false, region: identity.region };
      const refusal = refusalForKey(act, termsInForce(identity, iat));
      return refusal === undefined ? compose(turn, body) : err(refusal);
    },
  });
  if (tested.ok) phone.changes.tell("signed");
  return tested;
}

function compose(turn: Turn, body: ReturnType<typeof encodeRecordedTest>): Result<Composed<Hex>, TestFailure> {
  const part = statementInTurn(turn, { kind: KIND.testRecorded, body });
  const { operator, kid } = turn.identity;
  const row = lotTestRow({ id: part.prepared.id, content: part.content, operator, kid });
  if (row === undefined) return err("malformedTest");
  return ok({
    parts: [part],
    value: () => row.id,
    stores: ["lotTests"],
    alongside: async (transaction) => {
      await transaction.objectStore("lotTests").put(row);
      return true;
    },
  });
}
