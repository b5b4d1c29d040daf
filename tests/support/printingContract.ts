import { expect, test } from "vitest";
import type { Phone } from "../../src/client/data/phone.ts";
import type { DeviceApis } from "../../src/client/data/printing/deviceApis.ts";
import { forgetPrinter, keepPrinter, knownPrinters, setPrinter } from "../../src/client/data/printing/knownPrinters.ts";
import { type PrintJob, type PrintQueue, printQueue } from "../../src/client/data/printing/printQueue.ts";
import type { PrinterRecord, PrintOrder } from "../../src/client/data/printing/printRecords.ts";
import type { TransportKind } from "../../src/client/data/printing/transport.ts";
import { openTransports } from "../../src/client/data/printing/transports.ts";
import { customSize, type LabelSize } from "../../src/core/label/labelSize.ts";
import type { PrinterLanguage } from "../../src/core/printer/language.ts";
import { type PrinterPack, readPrinters } from "../../src/core/reference/printers.ts";
import printersJson from "../../src/data/printers.json" with { type: "json" };
import { newPhone } from "./phoneWorld.ts";
import { fakeBluetooth, fakeSerial, fakeUsb, type Trouble } from "./printerEmulator/fakePorts.ts";
import type { Fault } from "./printerEmulator/faultyLink.ts";
import { randomLabel } from "./printerEmulator/labels.ts";
import { type EmulatedPrinter, emulatedPrinter } from "./printerEmulator/printer.ts";

const PATIENCE = { write: 150, answer: 60, label: 300, between: 2 } as const;
const CERTIFICATES = ["a1".repeat(32), "b2".repeat(32), "c3".repeat(32)];

/** What a label of a certificate looks like here: dots that follow from its id. */
function pictureOf(certificate: string) {
  return randomLabel(20, 20, Number.parseInt(certificate.slice(0, 2), 16)).raster;
}

function pack(): PrinterPack {
  const read = readPrinters(printersJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

function size20(): LabelSize {
  const size = customSize(20, 20);
  if (size === undefined) throw new Error("20 mm are a size");
  return size;
}

type Desk = {
  readonly phone: Phone;
  readonly printer: EmulatedPrinter;
  readonly trouble: Trouble;
  readonly queue: PrintQueue;
  readonly known: PrinterRecord;
  readonly order: PrintOrder;
};

type DeskMake = {
  readonly transport?: TransportKind;
  readonly speaks?: PrinterLanguage;
  readonly language?: PrinterLanguage;
  readonly faults?: readonly Fault[];
};

/** How a test puts device APIs where the app finds them. */
export type Inject = (apis: DeviceApis) => DeviceApis;

/** A phone beside a printer that was chosen once. */
async function desk(inject: Inject, make: DeskMake): Promise<Desk> {
  const { transport = "bluetooth", language = "tspl", speaks = language, faults = [] } = make;
  const phone = await newPhone();
  const printer = emulatedPrinter(speaks);
  const trouble: Trouble = { faults: [...faults] };
  const apis = inject({
    bluetooth: fakeBluetooth(printer, trouble),
    serial: fakeSerial(printer, trouble),
    usb: fakeUsb(printer, trouble),
  });
  const transports = openTransports(apis, pack);
  const chosen = await transports[transport]?.choose(false);
  if (chosen?.ok !== true) throw new Error("nothing was chosen");
  const kept = await keepPrinter(phone, pack(), chosen.value);
  if (!kept.ok) throw new Error("the printer was not kept");
  await setPrinter(phone, kept.value.id, { language, profile: "gprinter-label" });
  const queue = printQueue(phone, {
    pack,
    transports,
    patience: PATIENCE,
    draw: async ({ certificate }) => (CERTIFICATES.includes(certificate) ? pictureOf(certificate) : undefined),
  });
  const order = {
    labels: CERTIFICATES.map((certificate) => ({ certificate })),
    size: size20(),
    copies: 1,
    printer: kept.value.id,
  };
  return { phone, printer, trouble, queue, known: kept.value, order };
}

async function added({ queue, order }: Desk): Promise<number> {
  const job = await queue.add(order);
  if (!job.ok) throw new Error(job.error);
  return job.value;
}

async function shown({ queue }: Desk, job: number): Promise<PrintJob> {
  const found = (await queue.list()).find((candidate) => candidate.job === job);
  if (found === undefined) throw new Error("the job is gone");
  return found;
}

/** What the ways to a printer and links that break promise, on whatever IndexedDB there is. */
export function promisesOfSending(inject: Inject): void {
  test.each([
    ["bluetooth", "tspl", "confirmed"],
    ["bluetooth", "cpcl", "confirmed"],
    ["bluetooth", "escPos", "confirmed"],
    ["usb", "tspl", "confirmed"],
    ["usb", "escPos", "confirmed"],
    ["serial", "tspl", "sent"],
    ["serial", "cpcl", "sent"],
  ] as const)(
    "by %s in %s every label comes out dot for dot, and the job ends %s",
    async (transport, language, state) => {
      const at = await desk(inject, { transport, language });
      const job = await added(at);
      expect(await shown(at, job)).toMatchObject({ state: "waiting", sent: 0 });

      expect(await at.queue.run(job)).toBe(true);

      expect(await shown(at, job)).toMatchObject({ state, sent: 3 });
      expect(at.printer.papers).toEqual(CERTIFICATES.map((id) => ({ raster: pictureOf(id), whole: true })));
    },
  );

  test.each(["bluetooth", "usb"] as const)(
    "a %s link that breaks in the second label is reported, and the job goes on there",
    async (transport) => {
      const at = await desk(inject, { transport, faults: [{ after: 5000, kind: "drop" }] });
      const job = await added(at);
      await at.queue.run(job);
      expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "linkLost", sent: 1, interrupted: true });
      expect(at.printer.papers.length).toBe(1);

      await at.queue.run(job);

      expect(await shown(at, job)).toMatchObject({ state: "confirmed", sent: 3 });
      expect(at.printer.papers).toEqual(CERTIFICATES.map((id) => ({ raster: pictureOf(id), whole: true })));
    },
  );

  test("a printer that takes nothing any more is reported as stalled", async () => {
    const at = await desk(inject, { faults: [{ after: 300, kind: "stall" }] });
    const job = await added(at);
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "stalled", sent: 0, interrupted: true });
  });

  test("after a break another job finds the printer at the start of a command", async () => {
    const at = await desk(inject, { faults: [{ after: 200, kind: "drop" }] });
    await at.queue.run(await added(at));
    const other = await added(at);
    await at.queue.run(other);
    expect(await shown(at, other)).toMatchObject({ state: "confirmed" });
    expect(at.printer.papers.length).toBe(3);
  });
}

/** What the queue promises when something is in a printer's way. */
export function promisesOfHelp(inject: Inject): void {
  test("without paper nothing is sent, and a roll that runs out stops the job at that label", async () => {
    const at = await desk(inject, { language: "cpcl" });
    at.printer.condition = "paperOut";
    const job = await added(at);
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "paperOut", sent: 0, interrupted: false });

    at.printer.condition = "fine";
    at.printer.roll = 1;
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "paperOut", sent: 1 });

    at.printer.condition = "fine";
    at.printer.roll = 5;
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "confirmed", sent: 3 });
    expect(at.printer.papers.length).toBe(3);
  });

  test("a label that reaches beyond the printer's head is refused before anything is sent", async () => {
    const at = await desk(inject, {});
    const size = customSize(280, 20);
    if (size === undefined) throw new Error("280 mm are a size");
    const job = await added({ ...at, order: { ...at.order, size } });
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "tooWide", sent: 0 });
    expect(at.printer.papers).toEqual([]);
  });

  test("a printer that is spoken to in another language prints nothing and its own language is named", async () => {
    const at = await desk(inject, { language: "tspl", speaks: "cpcl" });
    const job = await added(at);
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "wrongLanguage", speaks: "cpcl" });
    expect(at.printer.papers).toEqual([]);

    await setPrinter(at.phone, at.known.id, { language: "cpcl" });
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "confirmed" });
  });

  test("a printer out of reach, a forgotten one and a label that cannot be drawn are told apart", async () => {
    const at = await desk(inject, {});
    const job = await added(at);
    at.trouble.away = true;
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "unreachable" });

    await at.queue.moveTo(job, "usb elsewhere");
    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "unknownPrinter" });

    at.trouble.away = false;
    const lost = await at.queue.add({ ...at.order, labels: [{ certificate: "00".repeat(32) }] });
    await at.queue.run(lost.ok ? lost.value : 0);
    expect(await shown(at, lost.ok ? lost.value : 0)).toMatchObject({ state: "failed", reason: "notDrawn" });
  });
}

/** What the queue and the list of printers keep. */
export function promisesOfKeeping(inject: Inject): void {
  test("what a person has in hand is confirmed by the person", async () => {
    const at = await desk(inject, { transport: "serial" });
    const job = await added(at);
    await at.queue.run(job);
    await at.queue.confirm(job);
    expect(await shown(at, job)).toMatchObject({ state: "confirmed" });
  });

  test("a job that a closed tab left while sending is failed, kept, and goes on", async () => {
    const at = await desk(inject, {});
    const job = await added(at);
    const record = await at.phone.db.get("printJobs", job);
    if (record !== undefined)
      await at.phone.db.put("printJobs", { ...record, state: "sending", sent: 1, confirmed: 1 });
    expect(await shown(at, job)).toMatchObject({ state: "failed", reason: "leftOff", sent: 1, interrupted: true });

    await at.queue.run(job);
    expect(await shown(at, job)).toMatchObject({ state: "confirmed", sent: 3 });
    expect(at.printer.papers.length).toBe(2);
  });

  test("a job can be passed over a label, printed again, moved and removed", async () => {
    const at = await desk(inject, { faults: [{ after: 300, kind: "drop" }] });
    const job = await added(at);
    await at.queue.run(job);
    await at.queue.skip(job);
    expect(await shown(at, job)).toMatchObject({ state: "waiting", sent: 1 });
    await at.queue.again(job);
    expect(await shown(at, job)).toMatchObject({ state: "waiting", sent: 0, confirmed: 0 });
    await at.queue.remove(job);
    expect(await at.queue.list()).toEqual([]);
  });

  test("a printer is remembered with what was set for it, until it is forgotten", async () => {
    const at = await desk(inject, {});
    await setPrinter(at.phone, at.known.id, { density: 12, gap: 3 });
    expect(await knownPrinters(at.phone)).toMatchObject([
      { name: "GP-M322_4F21", profile: "gprinter-label", language: "tspl", density: 12, gap: 3, owed: 0 },
    ]);
    await forgetPrinter(at.phone, at.known.id);
    expect(await knownPrinters(at.phone)).toEqual([]);
  });

  test("a printer that only obeys its maker's app is refused with the app's name; a closed list chooses nothing", async () => {
    const phone = await newPhone();
    const kept = await keepPrinter(phone, pack(), { transport: "bluetooth", device: "x", name: "B21-D123456789" });
    expect(kept).toMatchObject({ ok: false, error: { code: "makersAppOnly", profile: { app: "精臣云打印" } } });

    const printer = emulatedPrinter("tspl");
    const apis = inject({ bluetooth: fakeBluetooth(printer, { faults: [], refuses: true }) });
    const chosen = await openTransports(apis, pack).bluetooth?.choose(true);
    expect(chosen).toEqual({ ok: false, error: "nothingChosen" });
  });
}
