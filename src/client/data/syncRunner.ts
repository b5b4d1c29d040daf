import { planOutbox } from "../../core/sync/outbox.ts";
import { fetchAuthority, heldAuthority, keepAuthority } from "./authorities.ts";
import { sendBlobs } from "./blobQueue.ts";
import { timeNow } from "./clock.ts";
import { roundEntries } from "./outboxRecords.ts";
import type { Phone } from "./phone.ts";
import { sendPrivateRecords } from "./privateRecords.ts";
import { isPullDue, type PullError, pullNews } from "./pull.ts";
import { fetchReceipts } from "./receipts.ts";
import type { CallError } from "./traceClient.ts";
import { uploadStatements } from "./uploadStatements.ts";

/** What may set the runner going, besides changes on the phone and its own timer. */
export type SyncTriggers = {
  /** Fires `online`. */
  readonly network: EventTarget;
  /** Fires `visibilitychange`. */
  readonly visibility: EventTarget & { readonly visibilityState: DocumentVisibilityState };
};

/** How the exchange with the endpoint goes, as far as this tab knows. `lastError`: why it could not be asked the last time. */
export type SyncProgress = { readonly sending: boolean; readonly lastError: string | undefined };

/** Exchanges with the endpoint: in one tab at a time, again and again, never needed for anything offline. */
export type SyncRunner = {
  /** Exchanges now. `byHand` ignores waiting times and asks for news at once. */
  readonly run: (byHand: boolean) => Promise<void>;
  readonly progress: () => SyncProgress;
  readonly stop: () => void;
};

/** Longest time that a timer is set for, in seconds; a phone asleep wakes by becoming visible. */
const LONGEST_TIMER = 900;
/** Seconds after a change: the person first sees what was made, and a few changes go out together. */
const AFTER_A_CHANGE = 1;
/** Seconds after which a tab looks again when another one was exchanging. */
const ANOTHER_TAB = 60;
/** Rounds in one go: 100,000 statements of a phone long offline. */
const MAX_ROUNDS = 4000;

/**
 * Starts exchanging: at once, on every change, on becoming visible, on `online` and when the plan says so. Of all tabs
 * only the one that holds the lock works; without Web Locks two may send the same, which changes nothing.
 */
export function startSync(phone: Phone, triggers: SyncTriggers, told: (progress: SyncProgress) => void): SyncRunner {
  let progress: SyncProgress = { sending: false, lastError: undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: "byItself" | "byHand" | undefined;
  let stopped = false;

  const tell = (next: SyncProgress) => {
    progress = next;
    told(next);
  };
  const wakeIn = (seconds: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void run(false), Math.min(LONGEST_TIMER, Math.max(1, seconds)) * 1000);
  };
  const run = async (byHand: boolean): Promise<void> => {
    if (stopped) return;
    if (progress.sending) {
      again = byHand || again === "byHand" ? "byHand" : "byItself";
      return;
    }
    tell({ ...progress, sending: true });
    const worked = await phone.locks.tryRun("sync", () => exchange(phone, byHand));
    tell({ sending: false, lastError: worked?.value.asked === true ? worked.value.error : progress.lastError });
    // Another tab is at it: look again when it may have been closed.
    wakeIn(worked?.value.wakeIn ?? ANOTHER_TAB);
    const next = again;
    again = undefined;
    if (next !== undefined) await run(next === "byHand");
  };
  const onMade = () => {
    if (progress.sending) again ??= "byItself";
    else wakeIn(AFTER_A_CHANGE);
  };
  // What failed for want of a network may be waiting for an hour by now; a person who sees bars expects it to go out.
  const onOnline = () => void run(true);
  const onVisible = () => {
    if (triggers.visibility.visibilityState === "visible") void run(false);
  };
  const unlisten = phone.changes.listen((change) => {
    if (change === "identities" || change === "certificates" || change === "signed") onMade();
  });
  triggers.network.addEventListener("online", onOnline);
  triggers.visibility.addEventListener("visibilitychange", onVisible);
  void run(false);
  return {
    run,
    progress: () => progress,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      unlisten();
      triggers.network.removeEventListener("online", onOnline);
      triggers.visibility.removeEventListener("visibilitychange", onVisible);
    },
  };
}

/** What came of an exchange: whether the endpoint was asked anything, why it ended early, when to look again (seconds). */
export type Exchanged<E> = { readonly asked: boolean; readonly error: E | undefined; readonly wakeIn: number };

/** Sends what waits, then asks for news when it is time. */
export async function exchange(phone: Phone, byHand: boolean): Promise<Exchanged<CallError["code"] | PullError>> {
  const sent = await emptyOutbox(phone, byHand);
  if (sent.error !== undefined) return { ...sent, error: sent.error.code };
  const unsent = await sendPrivateRecords(phone);
  if (unsent !== undefined) return { ...sent, asked: true, error: unsent.code };
  const blobs = await sendBlobs(phone, byHand);
  const next = { ...sent, wakeIn: Math.min(sent.wakeIn, blobs.wakeIn ?? sent.wakeIn) };
  if (blobs.error !== undefined) return { ...next, asked: true, error: blobs.error.code };
  if (!byHand && !(await isPullDue(phone))) return { ...next, error: undefined };
  return { ...next, asked: true, error: await pullNews(phone) };
}

/** Sends everything that is due, round after round, and asks for receipts. */
export async function emptyOutbox(phone: Phone, byHand: boolean): Promise<Exchanged<CallError>> {
  const tried = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const now = await timeNow(phone);
    // What failed in this go waits for the next one, also by hand.
    const entries = (await roundEntries(phone.db, now, byHand)).filter(({ id, state }) => !tried.has(`${state} ${id}`));
    const statements = new Map(entries.map(({ id, statement }) => [id, statement]));
    const plan = planOutbox(entries, now, { byHand, sizeOf: (id) => statements.get(id)?.bytes.length ?? 0 });
    const asked = tried.size > 0;
    if (plan.upload.length === 0 && plan.receipts.length === 0)
      return { asked, error: undefined, wakeIn: await nextDue(phone, now) };
    for (const id of plan.upload) tried.add(`waiting ${id}`);
    for (const id of plan.receipts) tried.add(`acknowledged ${id}`);
    const upload = plan.upload.flatMap((id) => statements.get(id) ?? []);
    const error = (await uploadStatements(phone, upload, now)) ?? (await askReceipts(phone, plan.receipts, now));
    if (error !== undefined) return { asked: true, error, wakeIn: await nextDue(phone, now) };
  }
  return { asked: true, error: undefined, wakeIn: 1 };
}

/** Receipts need the log's keys; a phone that restored a backup may not know its authority yet. */
async function askReceipts(phone: Phone, ids: readonly string[], now: number): Promise<CallError | undefined> {
  if (ids.length > 0 && (await heldAuthority(phone)) === undefined) {
    const authority = await fetchAuthority(phone, undefined);
    if (authority.ok) await keepAuthority(phone, authority.value.record);
  }
  return fetchReceipts(phone, ids, now);
}

async function nextDue(phone: Phone, now: number): Promise<number> {
  const entries = await roundEntries(phone.db, now, false);
  const { wakeAt } = planOutbox(entries, now, { byHand: false, sizeOf: () => 0 });
  return wakeAt === undefined ? LONGEST_TIMER : wakeAt - now;
}
