import type { CborMap } from "../../../core/cbor.ts";
import { parseAcknowledged } from "../../../core/record/acknowledged.ts";
import { parseFieldRecord, parseRecordCorrection } from "../../../core/record/fieldRecord.ts";
import { parseRecordedTest } from "../../../core/record/lotTest.ts";
import { KIND } from "../../../core/statement/kind.ts";

/** Readers of what is recorded about one's own goods, or those of the farmer for whom a station writes. */
export const RECORDED: ReadonlyMap<number, (body: CborMap) => { readonly onBehalfOf?: Uint8Array } | undefined> =
  new Map<number, (body: CborMap) => { readonly onBehalfOf?: Uint8Array } | undefined>([
    [KIND.recordMade, parseFieldRecord],
    [KIND.recordCorrected, parseRecordCorrection],
    [KIND.testRecorded, parseRecordedTest],
    [KIND.warningsAcknowledged, parseAcknowledged],
  ]);
