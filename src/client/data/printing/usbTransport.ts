import { err, ok } from "../../../core/result.ts";
import type { UsbApi, UsbDevice } from "./deviceApis.ts";
import { type ByteLink, chooseFailureOf, type PrinterTransport } from "./transport.ts";

/** USB's class of printers. */
const PRINTER_CLASS = 7;
/** Bytes of one transfer. */
const CHUNK = 1024;
const ANSWER_BYTES = 64;

type Pipes = {
  readonly number: number;
  readonly setting: number;
  readonly out: number;
  readonly in: number | undefined;
};

function keyOf({ vendorId, productId, serialNumber }: UsbDevice): string {
  return `${vendorId}:${productId}:${serialNumber ?? ""}`;
}

/** Printers at a USB cable, where the system has not taken them for itself. */
export function usbTransport(api: UsbApi): PrinterTransport {
  const chosen = new Map<string, UsbDevice>();
  return {
    async choose(everything) {
      try {
        const device = await api.requestDevice({ filters: everything ? [] : [{ classCode: PRINTER_CLASS }] });
        chosen.set(keyOf(device), device);
        return ok({ transport: "usb", device: keyOf(device), name: device.productName ?? "" });
      } catch (cause) {
        return err(chooseFailureOf(cause));
      }
    },
    async open({ device: key }) {
      try {
        const device = chosen.get(key) ?? (await api.getDevices()).find((candidate) => keyOf(candidate) === key);
        if (device === undefined) return err("askAgain");
        if (!device.opened) await device.open();
        if ((device.configuration ?? null) === null) await device.selectConfiguration(1);
        const pipes = findPipes(device);
        if (pipes === undefined) return err("notAPrinter");
        await device.claimInterface(pipes.number);
        if (pipes.setting !== 0) await device.selectAlternateInterface(pipes.number, pipes.setting);
        return ok(usbLink(api, device, pipes));
      } catch {
        return err("unreachable");
      }
    },
  };
}

/** The printer's interface with a bulk pipe out; a maker's own class where there is no printer class. */
function findPipes({ configuration }: UsbDevice): Pipes | undefined {
  const interfaces = (configuration?.interfaces ?? []).flatMap(({ interfaceNumber, alternates }) =>
    alternates.map((alternate) => ({ interfaceNumber, ...alternate })),
  );
  const ranked = [...interfaces].sort(
    (left, right) => Number(right.interfaceClass === PRINTER_CLASS) - Number(left.interfaceClass === PRINTER_CLASS),
  );
  for (const { interfaceNumber, alternateSetting, endpoints } of ranked) {
    const bulk = endpoints.filter(({ type }) => type === "bulk");
    const out = bulk.find(({ direction }) => direction === "out");
    if (out === undefined) continue;
    return {
      number: interfaceNumber,
      setting: alternateSetting,
      out: out.endpointNumber,
      in: bulk.find(({ direction }) => direction === "in")?.endpointNumber,
    };
  }
  return undefined;
}

function usbLink(api: UsbApi, device: UsbDevice, pipes: Pipes): ByteLink {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const lost = new Set<() => void>();
  const state = { open: true };
  const loseIt = () => {
    state.open = false;
    for (const listener of lost) listener();
  };
  api.addEventListener("disconnect", () => {
    if (state.open && !device.opened) loseIt();
  });
  const listen = async (endpoint: number): Promise<void> => {
    while (state.open) {
      const { status, data } = await device.transferIn(endpoint, ANSWER_BYTES);
      if (status !== undefined && status !== "ok") return;
      if (data === undefined || data.byteLength === 0) continue;
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
      for (const listener of listeners) listener(bytes);
    }
  };
  if (pipes.in !== undefined) listen(pipes.in).catch(() => state.open && loseIt());
  return {
    checked: true,
    chunk: CHUNK,
    async send(bytes) {
      const { status, bytesWritten } = await device.transferOut(pipes.out, bytes);
      if ((status !== undefined && status !== "ok") || bytesWritten !== bytes.length) {
        throw new Error("the printer refused the transfer");
      }
    },
    onBytes: (listener) => listeners.add(listener),
    onLost: (listener) => lost.add(listener),
    async close() {
      state.open = false;
      await device.close().catch(() => undefined);
    },
  };
}
