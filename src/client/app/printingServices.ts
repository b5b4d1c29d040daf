import type { PrinterPack } from "../../core/reference/printers.ts";
import { findCertificate } from "../data/certificates.ts";
import { labelPictures } from "../data/labelPictures.ts";
import type { Phone } from "../data/phone.ts";
import { deviceApis } from "../data/printing/deviceApis.ts";
import { forgetPrinter, keepPrinter, knownPrinters, setPrinter } from "../data/printing/knownPrinters.ts";
import { type PrintJob, type PrintParts, type PrintQueue, printQueue } from "../data/printing/printQueue.ts";
import type { PrinterRecord, QueuedLabel } from "../data/printing/printRecords.ts";
import { TRANSPORT_KINDS } from "../data/printing/transport.ts";
import { openTransports } from "../data/printing/transports.ts";
import type { PrintJob as DrawnJob, PrinterOrder } from "../features/print/printDeps.ts";
import { makeJob } from "../features/print/printJob.ts";
import type {
  Chosen,
  PrinterSetting,
  PrintingDeps,
  ShownJob,
  ShownPrinter,
  Way,
} from "../features/printing/printingDeps.ts";
import { findPrintable, LABEL_SIZES } from "./labelContents.ts";
import type { Packs } from "./packs.ts";
import { openPrinters } from "./printersHere.ts";

/** The queue of a phone and the ways out of it: one for all screens, since a job goes on while they change. */
type Desk = {
  readonly queue: PrintQueue;
  readonly transports: PrintParts["transports"];
  readonly pack: () => PrinterPack;
};

const desks = new WeakMap<Phone, Desk>();

function deskOf(phone: Phone, packs: Packs): Desk {
  const open = desks.get(phone);
  if (open !== undefined) return open;
  const pack = openPrinters(phone.fetch);
  const transports = openTransports(deviceApis(navigator), pack);
  const queue = printQueue(phone, { pack, transports, draw: labelDrawing(phone, packs) });
  const desk = { queue, transports, pack };
  desks.set(phone, desk);
  return desk;
}

/** Draws the labels of a job by its certificate; all boxes of one are laid out together, and only once. */
function labelDrawing(phone: Phone, packs: Packs): PrintParts["draw"] {
  let last: { readonly key: string; readonly job: DrawnJob } | undefined;
  return async (label, { size }, dpi) => {
    const found = await findPrintable(label.certificate, { phone, packs });
    const resolution = LABEL_SIZES.resolutions.find((candidate) => candidate.dpi === dpi);
    if (found === undefined || found.withdrawn || resolution === undefined) return undefined;
    const boxes = label.box?.of;
    const kept = await labelPictures(phone.db);
    const key = [label.certificate, boxes, size.width, size.height, dpi, ...kept.map(({ id }) => id)].join(" ");
    if (last?.key !== key) {
      const job = makeJob({
        content: found.content,
        size,
        resolution,
        pictures: kept.map(({ picture }) => picture),
        amount: { copies: 1, ...(boxes === undefined ? {} : { boxes }) },
      });
      if (!job.ok) return undefined;
      last = { key, job: job.value };
    }
    const drawn = last.job.labels[(label.box?.number ?? 1) - 1];
    return drawn === undefined ? undefined : last.job.raster(drawn.label);
  };
}

function labelsOf({ certificate, amount: { boxes } }: PrinterOrder): readonly QueuedLabel[] {
  if (boxes === undefined) return [{ certificate }];
  return Array.from({ length: boxes }, (_, index) => ({ certificate, box: { number: index + 1, of: boxes } }));
}

/** Puts labels into the queue for the printer used last; undefined where the browser reaches no printer. */
export function printerWay(phone: Phone, packs: Packs): ((order: PrinterOrder) => Promise<boolean>) | undefined {
  const { queue, transports } = deskOf(phone, packs);
  if (Object.keys(transports).length === 0) return undefined;
  return async (order) => {
    const [printer] = await knownPrinters(phone);
    const { size, amount } = order;
    const added = await queue.add({
      labels: labelsOf(order),
      size,
      copies: amount.boxes === undefined ? amount.copies : 1,
      printer: printer?.id ?? "",
    });
    return added.ok;
  };
}

/** Joins the print queue and the printers to this phone. */
export function printingServices(phone: Phone, packs: Packs): PrintingDeps {
  const { queue, transports, pack } = deskOf(phone, packs);
  return {
    ways: TRANSPORT_KINDS.filter((kind) => transports[kind] !== undefined),
    families: () => pack().profiles.filter(({ languages }) => languages.length > 0),
    async jobs() {
      const [jobs, known] = await Promise.all([queue.list(), knownPrinters(phone)]);
      return Promise.all(jobs.map((job) => shownJob(job, known, phone)));
    },
    printers: async () => (await knownPrinters(phone)).map(shownPrinter),
    async choose(way, everything) {
      const chosen = await transports[way]?.choose(everything);
      if (chosen?.ok !== true) return { ok: false, error: chosen?.error ?? "notAllowed" };
      return chosenPrinter(await keepPrinter(phone, pack(), chosen.value));
    },
    set: async (id, setting) => void (await setPrinter(phone, id, withLanguage(pack(), setting))),
    forget: (id) => forgetPrinter(phone, id),
    run: queue.run,
    stop: queue.stop,
    confirm: queue.confirm,
    again: queue.again,
    skip: queue.skip,
    remove: queue.remove,
    moveTo: queue.moveTo,
    watch: (changed) => phone.changes.listen((change) => change === "printing" && changed()),
  };
}

/** A printer of another family speaks the language that this family comes with. */
function withLanguage({ profiles }: PrinterPack, setting: PrinterSetting): PrinterSetting {
  const language = profiles.find(({ id }) => id === setting.profile)?.languages[0];
  return language === undefined ? setting : { language, ...setting };
}

function chosenPrinter(kept: Awaited<ReturnType<typeof keepPrinter>>): Chosen {
  if (kept.ok) return { ok: true, printer: shownPrinter(kept.value) };
  if (typeof kept.error === "string") return { ok: false, error: kept.error };
  const { app, maker } = kept.error.profile;
  return { ok: false, error: kept.error.code, app: app ?? maker };
}

function shownPrinter(record: PrinterRecord): ShownPrinter {
  const { id, name, language, profile, gap, density } = record;
  const way: Way = record.transport;
  return { id, name, way, language, family: profile, gap, density };
}

async function shownJob(record: PrintJob, known: readonly PrinterRecord[], phone: Phone): Promise<ShownJob> {
  const { job, madeAt, labels, copies, size, state, sent, interrupted, reason, speaks } = record;
  const [first] = labels;
  const certificate = first === undefined ? undefined : await findCertificate(phone, first.certificate);
  const printer = known.find(({ id }) => id === record.printer);
  return {
    job,
    madeAt,
    product: certificate?.product ?? "",
    labels: labels.length,
    copies,
    size: `${size.width}×${size.height}`,
    state,
    sent,
    interrupted,
    ...(reason === undefined ? {} : { reason }),
    ...(speaks === undefined ? {} : { speaks }),
    ...(printer === undefined ? {} : { printer: shownPrinter(printer) }),
  };
}
