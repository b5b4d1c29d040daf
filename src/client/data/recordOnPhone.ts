import { toHex } from "../../core/bytes.ts";
import type { CborMap } from "../../core/cbor.ts";
import {
  encodeFieldRecord,
  encodeRecordCorrection,
  type FieldRecord,
  parseFieldRecord,
  parseRecordCorrection,
} from "../../core/record/fieldRecord.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { keepBlobs, type NewBlob } from "./blobQueue.ts";
import { idBytes } from "./certificates.ts";
import type { DiaryRow } from "./diaryRecords.ts";
import { diaryRow, indexedRow, keepInDiary } from "./diaryRows.ts";
import type { Hex } from "./hex.ts";
import { termsInForce } from "./identities.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** What goes into the diary: a record, or why an earlier one was wrong and what counts instead, if anything. */
export type DiaryOrder =
  | { readonly record: FieldRecord }
  | { readonly corrects: Hex; readonly reason: string; readonly replacement?: FieldRecord };

/** Why nothing was written. `alreadyCorrected`: it counts no more; what replaced it can be corrected. */
export type RecordFailure = TurnError | RightsError | "malformedRecord" | "recordUnknown" | "alreadyCorrected";

/**
 * Signs an entry of the field diary and stores it on this phone, with or without a network: the signature first, then
 * one strict transaction with statement, outbox, seq, diary and the photos that it names. @returns its id
 */
export async function recordOnPhone(
  phone: Phone,
  order: DiaryOrder,
  photos: readonly NewBlob[] = [],
): Promise<Result<Hex, RecordFailure>> {
  const written = writeOrder(order);
  if (written === undefined) return err("malformedRecord");
  const recorded = await signInTurn<DiaryRow | undefined, Hex, RecordFailure>(phone, {
    read: async () => ("corrects" in order ? phone.db.get("diary", order.corrects) : undefined),
    compose: (turn, before) => compose({ ...written, photos }, turn, before),
  });
  if (recorded.ok) phone.changes.tell("diary");
  return recorded;
}

type Written = { readonly kind: number; readonly body: CborMap };

/** The body of what is ordered; undefined when no reader would take it. */
function writeOrder(order: DiaryOrder): Written | undefined {
  if ("record" in order) {
    const body = encodeFieldRecord(order.record);
    return parseFieldRecord(body) === undefined ? undefined : { kind: KIND.recordMade, body };
  }
  const { corrects, ...correction } = order;
  const body = encodeRecordCorrection({ record: idBytes(corrects), ...correction });
  return parseRecordCorrection(body) === undefined ? undefined : { kind: KIND.recordCorrected, body };
}

function compose(
  { kind, body, photos }: Written & { readonly photos: readonly NewBlob[] },
  turn: Turn,
  before: DiaryRow | undefined,
): Result<Composed<Hex>, RecordFailure> {
  const { identity, iat } = turn;
  const refusal = refusalForKey(
    { kind, own: true, behalf: false, region: identity.region },
    termsInForce(identity, iat),
  );
  if (refusal !== undefined) return err(refusal);
  const isCorrection = kind === KIND.recordCorrected;
  if (isCorrection && before?.operator !== identity.operator) return err("recordUnknown");
  if (isCorrection && before?.order === undefined) return err("alreadyCorrected");
  const part = statementInTurn(turn, { kind, body });
  const { operator, kid } = identity;
  const row = diaryRow({ id: part.prepared.id, content: part.content, operator, kid });
  if (row === undefined) return err("malformedRecord");
  return ok({
    parts: [part],
    value: () => toHex(part.prepared.id),
    stores: photos.length === 0 ? ["diary"] : ["diary", "blobs"],
    alongside: async (transaction) => {
      const diary = transaction.objectStore("diary");
      if (before !== undefined && (await diary.get(before.id))?.order === undefined) return false;
      // Nothing can have corrected what did not exist a moment ago.
      if (row.corrects === undefined && row.record !== undefined)
        await diary.put(indexedRow({ ...row, record: row.record }));
      else await keepInDiary(transaction, row);
      if (photos.length > 0) keepBlobs(transaction, photos, kid);
      return true;
    },
  });
}
