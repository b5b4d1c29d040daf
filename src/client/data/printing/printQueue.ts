import type { Raster } from "../../../core/label/raster.ts";
import type { PrinterPack } from "../../../core/reference/printers.ts";
import type { Result } from "../../../core/result.ts";
import { type StoreError, writeAll } from "../database.ts";
import type { Phone } from "../phone.ts";
import { profileOf, setPrinter } from "./knownPrinters.ts";
import { type Patience, printerLink, USUAL_PATIENCE } from "./printerLink.ts";
import type { PrinterRecord, PrintJobRecord, PrintOrder, QueuedLabel } from "./printRecords.ts";
import { type LabelOutcome, leavesOwing, sendLabels } from "./sendLabels.ts";
import type { PrinterTransport, TransportKind } from "./transport.ts";

/** A job as it is shown. */
export type PrintJob = PrintJobRecord & { readonly job: number };

/** What printing needs besides the phone. */
export type PrintParts = {
  /** Printers as they are known at the moment. */
  readonly pack: () => PrinterPack;
  /** The ways that this browser has. */
  readonly transports: Readonly<Partial<Record<TransportKind, PrinterTransport>>>;
  /** Draws a label at the printer's resolution; undefined when its certificate is not on this phone. */
  readonly draw: (label: QueuedLabel, order: PrintOrder, dpi: number) => Promise<Raster | undefined>;
  /** {@link USUAL_PATIENCE} where it is left out. */
  readonly patience?: Patience;
};

/** The queue of this phone. Only one job goes out at a time, in one tab. */
export type PrintQueue = {
  readonly add: (order: PrintOrder) => Promise<Result<number, StoreError>>;
  /** Newest first. Jobs that a closed tab left behind while sending are shown as failed. */
  readonly list: () => Promise<readonly PrintJob[]>;
  /** Sends what has not gone out yet; ends when the job does. False when another one is being sent. */
  readonly run: (job: number) => Promise<boolean>;
  /** Ends the sending of a job after the label that is on its way. */
  readonly stop: (job: number) => void;
  /** A person has the labels in hand. */
  readonly confirm: (job: number) => Promise<void>;
  /** Everything once more. */
  readonly again: (job: number) => Promise<void>;
  /** The label at which it broke did come out: goes on with the next. */
  readonly skip: (job: number) => Promise<void>;
  readonly remove: (job: number) => Promise<void>;
  /** Sends to another printer from now on. */
  readonly moveTo: (job: number, printer: string) => Promise<void>;
};

/** Name of the lock that a sending tab holds. */
const LOCK = "printing";

type Work = { readonly phone: Phone; readonly parts: PrintParts; readonly running: Map<number, AbortController> };

/** Opens the queue. */
export function printQueue(phone: Phone, parts: PrintParts): PrintQueue {
  const work: Work = { phone, parts, running: new Map() };
  return {
    add: (order) => addJob(phone, order),
    list: () => listJobs(phone),
    async run(job) {
      const ran = await phone.locks.tryRun(LOCK, () => runJob(work, job));
      return ran !== undefined;
    },
    stop: (job) => work.running.get(job)?.abort(),
    confirm: (job) => change(phone, job, ({ labels }) => ({ state: "confirmed", sent: labels.length })),
    again: (job) => change(phone, job, () => ({ state: "waiting", sent: 0, confirmed: 0 })),
    skip: (job) =>
      change(phone, job, ({ sent, labels }) => {
        const next = Math.min(labels.length, sent + 1);
        return { sent: next, state: next === labels.length ? "sent" : "waiting" };
      }),
    async remove(job) {
      work.running.get(job)?.abort();
      await writeAll(phone.db, ["printJobs"], (transaction) => transaction.objectStore("printJobs").delete(job));
      phone.changes.tell("printing");
    },
    moveTo: (job, printer) => change(phone, job, () => ({ printer, state: "waiting" })),
  };
}

async function addJob(phone: Phone, order: PrintOrder): Promise<Result<number, StoreError>> {
  const record: PrintJobRecord = {
    ...order,
    madeAt: Math.floor(phone.clock()),
    state: "waiting",
    sent: 0,
    confirmed: 0,
    interrupted: false,
  };
  const written = await writeAll(phone.db, ["printJobs"], (transaction) =>
    transaction.objectStore("printJobs").add(record),
  );
  if (written.ok) phone.changes.tell("printing");
  return written;
}

async function listJobs(phone: Phone): Promise<readonly PrintJob[]> {
  // Whoever is sending holds the lock: without it, nobody is.
  await phone.locks.tryRun(LOCK, () => endLeftOff(phone));
  const jobs = await readJobs(phone);
  return jobs.reverse();
}

async function readJobs(phone: Phone): Promise<PrintJob[]> {
  const records = await phone.db.getAll("printJobs");
  return records.map((record) => ({ ...record, job: record.job ?? 0 }));
}

async function endLeftOff(phone: Phone): Promise<void> {
  for (const { job, state } of await readJobs(phone)) {
    if (state !== "sending") continue;
    await change(phone, job, () => ({ state: "failed", reason: "leftOff", interrupted: true }));
  }
}

type Change = Partial<Omit<PrintJobRecord, "job">>;

/** Changes a job that is still there; a reason belongs to one state and goes with it. */
async function change(phone: Phone, job: number, next: (record: PrintJobRecord) => Change): Promise<void> {
  await writeAll(phone.db, ["printJobs"], async (transaction) => {
    const store = transaction.objectStore("printJobs");
    const record = await store.get(job);
    if (record === undefined) return;
    const { reason: _reason, speaks: _speaks, ...rest } = record;
    await store.put({ ...rest, ...next(record) });
  });
  phone.changes.tell("printing");
}

async function runJob(work: Work, job: number): Promise<void> {
  const { phone } = work;
  const record = await phone.db.get("printJobs", job);
  if (record === undefined || record.sent >= record.labels.length) return;
  const printer = await phone.db.get("printers", record.printer);
  if (printer === undefined) return change(phone, job, () => ({ state: "failed", reason: "unknownPrinter" }));
  const stopping = new AbortController();
  work.running.set(job, stopping);
  await change(phone, job, () => ({ state: "sending" }));
  try {
    await change(phone, job, await send(work, { ...record, job }, { printer, signal: stopping.signal }));
  } finally {
    work.running.delete(job);
  }
}

/** Connects and sends; what becomes of the job is the answer. */
async function send(
  { phone, parts }: Work,
  job: PrintJob,
  { printer, signal }: { readonly printer: PrinterRecord; readonly signal: AbortSignal },
): Promise<(record: PrintJobRecord) => Change> {
  const profile = profileOf(parts.pack(), printer);
  const { size, copies } = job;
  if (size.width - 2 * size.margin > profile.printWidth) return () => ({ state: "failed", reason: "tooWide" });
  const owe = (owed: number) => setPrinter(phone, printer.id, { owed });
  const opened = await parts.transports[printer.transport]?.open(printer, profile);
  if (opened?.ok !== true) {
    const reason = opened?.error ?? "askAgain";
    return () => ({ state: "failed", reason });
  }
  const { patience = USUAL_PATIENCE } = parts;
  const link = printerLink(opened.value, profile, patience);
  const pictureBytes = Math.ceil(dotsOf(size.width, profile.dpi) / 8) * dotsOf(size.height, profile.dpi);
  await owe(Math.max(printer.owed, pictureBytes));
  try {
    const sent = await sendLabels(
      { link, language: printer.language, answers: profile.answers, patience },
      {
        first: job.sent,
        count: job.labels.length,
        owed: printer.owed,
        gap: printer.gap,
        async draw(index) {
          const label = job.labels[index];
          const raster = label === undefined ? undefined : await parts.draw(label, job, profile.dpi);
          if (raster === undefined) return undefined;
          const { gap, density } = printer;
          return { raster, width: size.width, height: size.height, gap, density, copies };
        },
        told: (index, outcome) => change(phone, job.job, (record) => progress(record, index, outcome)),
        signal,
      },
    );
    if (!sent.ok) {
      const { code, withinLabel, ...more } = sent.error;
      if (!leavesOwing(sent.error)) await owe(0);
      return () => ({ ...more, state: "failed", reason: code, interrupted: withinLabel });
    }
    await owe(0);
    if (!sent.value) return () => ({ state: "failed", reason: "stopped" });
    return ({ labels, confirmed }) => ({ state: confirmed >= labels.length ? "confirmed" : "sent" });
  } finally {
    await link.close();
  }
}

/** Dots of so many millimetres. */
function dotsOf(mm: number, dpi: number): number {
  return Math.ceil((mm * dpi) / 25.4);
}

function progress({ confirmed }: PrintJobRecord, index: number, outcome: LabelOutcome): Change {
  return {
    state: "sending",
    sent: index + 1,
    confirmed: confirmed + (outcome === "confirmed" ? 1 : 0),
    interrupted: false,
  };
}
