import { toHex } from "../../core/bytes.ts";
import { parseRecordedTest } from "../../core/record/lotTest.ts";
import { KIND } from "../../core/statement/kind.ts";
import type { LotTestRow } from "./lotTestRecords.ts";
import type { OwnStatement } from "./ownRecords.ts";

/** The row of a `test.recorded` statement; undefined for another kind, an unreadable body, or a test for somebody else (代开). */
export function lotTestRow({ id, operator, content }: OwnStatement): LotTestRow | undefined {
  const test = content.kind === KIND.testRecorded ? parseRecordedTest(content.body) : undefined;
  if (test === undefined || test.onBehalfOf !== undefined) return undefined;
  return { id: toHex(id), operator, lot: toHex(test.lot), iat: content.iat, test };
}
