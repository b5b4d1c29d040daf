/** Number of each kind of statement; never reused. Later kinds are numbered from 24 on. */
export const KIND = {
  certificateIssued: 1,
  grant: 2,
  operatorProfile: 3,
  grantEnded: 4,
  standingSet: 5,
  certificateWithdrawn: 6,
  lotHarvested: 7,
  lotAssembled: 8,
  agencyConsented: 9,
  checkRecorded: 10,
  testStated: 24,
  operatorClosed: 25,
  operatorMerged: 26,
  certificationStated: 27,
  certificationReviewed: 28,
  dutyAcknowledged: 29,
  qualityPersonAppointed: 30,
  trainingRecorded: 31,
  factEntered: 32,
  gradePublished: 33,
  listingPublished: 34,
  listingEnded: 35,
  stationDescribed: 36,
  recordMade: 40,
  recordCorrected: 41,
  testRecorded: 42,
  rowDecided: 47,
  stopOrdered: 48,
  warningsAcknowledged: 49,
  stopLifted: 50,
  rollMade: 55,
  tagsClaimed: 56,
} as const;

/** Largest COSE_Sign1 of any kind in bytes. */
export const MAX_STATEMENT_BYTES = 65_536;

/** Largest COSE_Sign1 of a kind in bytes: what a label or chain code must carry is bounded tighter than the rest. */
export function maxStatementBytes(kind: number): number {
  if (kind === KIND.certificateIssued) return 360;
  return kind === KIND.grant ? 512 : MAX_STATEMENT_BYTES;
}
