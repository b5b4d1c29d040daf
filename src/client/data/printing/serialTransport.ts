import type { PrinterProfile } from "../../../core/reference/printers.ts";
import { err, ok } from "../../../core/result.ts";
import type { SerialApi, SerialPort } from "./deviceApis.ts";
import { type ByteLink, chooseFailureOf, type PrinterTransport } from "./transport.ts";

/** Serial Port Profile of classic Bluetooth, by which older portable printers are reached. */
const SERIAL_PORT_PROFILE = "00001101-0000-1000-8000-00805f9b34fb";

/** Bytes of one write: at 9600 baud a fifth of a second. */
const CHUNK = 192;

const BUFFER = 4096;

function keyOf(port: SerialPort): string {
  const { usbVendorId, usbProductId, bluetoothServiceClassId } = port.getInfo();
  return [usbVendorId, usbProductId, bluetoothServiceClassId].map((part) => String(part ?? "")).join(":");
}

/** Printers at a serial port: a cable, or classic Bluetooth where the browser passes it on. */
export function serialTransport(api: SerialApi): PrinterTransport {
  const chosen = new Map<string, SerialPort>();
  return {
    async choose() {
      try {
        const port = await api.requestPort({ allowedBluetoothServiceClassIds: [SERIAL_PORT_PROFILE] });
        const device = keyOf(port);
        chosen.set(device, port);
        return ok({ transport: "serial", device, name: "" });
      } catch (cause) {
        return err(chooseFailureOf(cause));
      }
    },
    async open({ device }, profile) {
      try {
        const port = chosen.get(device) ?? (await api.getPorts()).find((candidate) => keyOf(candidate) === device);
        if (port === undefined) return err("askAgain");
        await port.open({ baudRate: profile.baud, bufferSize: BUFFER });
        return ok(portLink(port, profile));
      } catch {
        return err("unreachable");
      }
    },
  };
}

function portLink(port: SerialPort, { chunk }: PrinterProfile): ByteLink {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const lost = new Set<() => void>();
  const loseIt = () => {
    for (const listener of lost) listener();
  };
  const writer = port.writable?.getWriter();
  const reader = port.readable?.getReader();
  port.addEventListener("disconnect", loseIt);
  const listen = async (): Promise<void> => {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) return;
      for (const listener of listeners) listener(read.value);
    }
  };
  listen().catch(loseIt);
  return {
    checked: port.getInfo().bluetoothServiceClassId !== undefined,
    chunk: Math.max(chunk, CHUNK),
    async send(bytes) {
      if (writer === undefined) throw new TypeError("the port is closed");
      await writer.ready;
      await writer.write(bytes);
    },
    onBytes: (listener) => listeners.add(listener),
    onLost: (listener) => lost.add(listener),
    async close() {
      await reader?.cancel().catch(() => undefined);
      reader?.releaseLock();
      // A stalled port never finishes what it was given: what is left is dropped.
      await writer?.abort().catch(() => undefined);
      writer?.releaseLock();
      await port.close().catch(() => undefined);
    },
  };
}
