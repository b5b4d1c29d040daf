/** How far an item on this phone has come. `uploaded` only once its receipt has verified. */
export type OutboxState = "waiting" | "acknowledged" | "uploaded" | "refused";

/** Why the last attempt did not bring an item through. */
export type AttemptError =
  | "offline"
  | "timeout"
  | "serverError"
  | "notOurServer"
  | "tooManyRequests"
  | "tooLarge"
  | "malformed"
  | "badSignature"
  | "unknownKey"
  | "overLimit"
  | "noReceipt"
  | "badReceipt";

/** One statement waiting to reach a log. Times in Unix seconds. */
export type OutboxEntry = {
  /** Statement id in hexadecimal. */
  readonly id: string;
  /** Log order of this phone: statements go out as they were made. */
  readonly order: number;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly lastError?: AttemptError;
};

/** What came of an attempt for one item. */
export type AttemptOutcome =
  | { readonly kind: "acknowledged" }
  | { readonly kind: "receiptVerified" }
  | { readonly kind: "refused"; readonly error: AttemptError }
  | { readonly kind: "retry"; readonly error: AttemptError; readonly notBefore?: number };

/** Statements in one upload (wire format: at most 500 and 4 MiB). */
export const BATCH_LIMIT = { statements: 500, bytes: 4 * 1024 * 1024 } as const;
/** Seconds before the first retry; doubled with each attempt up to {@link LONGEST_WAIT}. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 3600;

/** Errors that no repetition mends. */
const FINAL: readonly AttemptError[] = ["malformed", "badSignature", "tooLarge"];

/** True when trying again cannot help. */
export function isFinal(error: AttemptError): boolean {
  return FINAL.includes(error);
}

/**
 * Seconds to wait after the given number of failed attempts: exponential with full jitter over the upper half, so
 * that a village coming back online does not call in step.
 * @param random in [0, 1)
 */
export function backOff(attempts: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempts - 1));
  return Math.ceil(ceiling / 2 + (ceiling / 2) * random);
}

/** The entry after an attempt. */
export function afterAttempt(entry: OutboxEntry, outcome: AttemptOutcome, now: number, random: number): OutboxEntry {
  const { lastError: _, ...clean } = entry;
  const attempts = entry.attempts + 1;
  if (outcome.kind === "acknowledged") return { ...clean, state: "acknowledged", attempts: 0, nextAttemptAt: now };
  if (outcome.kind === "receiptVerified") return { ...clean, state: "uploaded", attempts };
  if (outcome.kind === "refused") return { ...clean, state: "refused", attempts, lastError: outcome.error };
  const nextAttemptAt = Math.max(now + backOff(attempts, random), outcome.notBefore ?? 0);
  return { ...clean, attempts, nextAttemptAt, lastError: outcome.error };
}

/** What to do next with an outbox: upload these, ask receipts for those, and otherwise when to look again. */
export type OutboxPlan = {
  readonly upload: readonly string[];
  readonly receipts: readonly string[];
  /** Unix seconds, `now` when more is due than one round carries; absent when nothing is left after this plan. */
  readonly wakeAt?: number;
};

/** Receipts asked for in one request. */
export const RECEIPT_BATCH = 50;

/**
 * Decides what to send now. `byHand` ignores the waiting times but not final refusals.
 * @param sizeOf bytes of an item, for the batch limit
 */
export function planOutbox(
  entries: readonly OutboxEntry[],
  now: number,
  options: { readonly byHand: boolean; readonly sizeOf: (id: string) => number },
): OutboxPlan {
  const open = entries
    .filter((entry) => entry.state === "waiting" || entry.state === "acknowledged")
    .sort((left, right) => left.order - right.order);
  const due = open.filter((entry) => options.byHand || entry.nextAttemptAt <= now);
  const upload: string[] = [];
  let bytes = 0;
  for (const { id } of due.filter((entry) => entry.state === "waiting")) {
    // A byte string's head is at most 5 bytes.
    bytes += options.sizeOf(id) + 5;
    if (upload.length === BATCH_LIMIT.statements || bytes > BATCH_LIMIT.bytes) break;
    upload.push(id);
  }
  const receipts = due
    .filter((entry) => entry.state === "acknowledged")
    .slice(0, RECEIPT_BATCH)
    .map((entry) => entry.id);
  const planned = new Set([...upload, ...receipts]);
  const left = open.filter((entry) => !planned.has(entry.id));
  if (left.length === 0) return { upload, receipts };
  const earliest = left.reduce((time, entry) => Math.min(time, entry.nextAttemptAt), Number.POSITIVE_INFINITY);
  return { upload, receipts, wakeAt: Math.max(now, earliest) };
}
