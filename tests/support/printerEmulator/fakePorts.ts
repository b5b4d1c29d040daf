import type {
  BluetoothApi,
  BluetoothDevice,
  GattCharacteristic,
  SerialApi,
  SerialPort,
  UsbApi,
  UsbDevice,
} from "../../../src/client/data/printing/deviceApis.ts";
import type { ByteLink } from "../../../src/client/data/printing/transport.ts";
import { type Fault, faultyLink } from "./faultyLink.ts";
import type { EmulatedPrinter } from "./printer.ts";

/** What breaks at each connection, one after the other; nothing once they are used up. */
export type Trouble = {
  readonly faults: Fault[];
  /** Switched off, or carried away. */
  away?: boolean;
  /** The person closes the browser's list. */
  refuses?: boolean;
};

function notFound(): Error {
  return new DOMException("nothing found", "NotFoundError");
}

function nextLink(printer: EmulatedPrinter, trouble: Trouble, checked: boolean): ByteLink {
  if (trouble.away === true) throw new DOMException("out of range", "NetworkError");
  return faultyLink(printer, { checked, chunk: 20, fault: trouble.faults.shift() });
}

/** A printer behind `navigator.bluetooth`, with one service of a write and a notify characteristic. */
export function fakeBluetooth(
  printer: EmulatedPrinter,
  trouble: Trouble,
  { name = "GP-M322_4F21", service = "000018f0-0000-1000-8000-00805f9b34fb" } = {},
): BluetoothApi {
  const device = new EventTarget();
  const notify = new EventTarget();
  let link: ByteLink | undefined;
  let heard: Uint8Array | undefined;
  const write = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    if (link === undefined) throw new DOMException("not connected", "NetworkError");
    await link.send(bytes);
  };
  const port: GattCharacteristic = Object.assign(notify, {
    properties: { write: true, writeWithoutResponse: true, notify: true },
    writeValueWithResponse: write,
    writeValueWithoutResponse: write,
    startNotifications: async () => undefined,
  });
  Object.defineProperty(port, "value", {
    get: () => (heard === undefined ? undefined : new DataView(heard.slice().buffer)),
  });
  const gatt = {
    connected: false,
    async connect() {
      link = nextLink(printer, trouble, true);
      link.onLost(() => device.dispatchEvent(new Event("gattserverdisconnected")));
      link.onBytes((bytes) => {
        heard = bytes;
        notify.dispatchEvent(new Event("characteristicvaluechanged"));
      });
      return {
        getPrimaryService: async (wanted: string) => {
          if (wanted !== service) throw notFound();
          return { getCharacteristic: async () => port };
        },
      };
    },
    disconnect: () => void link?.close(),
  };
  const found: BluetoothDevice = Object.assign(device, { id: "QkxFIHByaW50ZXI=", name, gatt });
  return {
    requestDevice: async () => {
      if (trouble.refuses === true) throw notFound();
      return found;
    },
    getDevices: async () => [found],
  };
}

/** A printer behind `navigator.serial`. */
export function fakeSerial(printer: EmulatedPrinter, trouble: Trouble): SerialApi {
  const events = new EventTarget();
  let readable: ReadableStream<Uint8Array> | null = null;
  let writable: WritableStream<Uint8Array> | null = null;
  const port: SerialPort = Object.assign(events, {
    getInfo: () => ({ usbVendorId: 0x1a86, usbProductId: 0x7523 }),
    async open() {
      const link = nextLink(printer, trouble, false);
      link.onLost(() => events.dispatchEvent(new Event("disconnect")));
      readable = new ReadableStream<Uint8Array>({
        start: (controller) => link.onBytes((bytes) => controller.enqueue(bytes)),
      });
      writable = new WritableStream<Uint8Array>({ write: (bytes) => link.send(bytes.slice()) });
    },
    async close() {
      readable = null;
      writable = null;
    },
    readable: null,
    writable: null,
  });
  Object.defineProperty(port, "readable", { get: () => readable });
  Object.defineProperty(port, "writable", { get: () => writable });
  return {
    requestPort: async () => {
      if (trouble.refuses === true) throw notFound();
      return port;
    },
    getPorts: async () => [port],
  };
}

const PRINTER_CLASS_WITH_TWO_PIPES: UsbDevice["configuration"] = {
  interfaces: [
    {
      interfaceNumber: 0,
      alternates: [
        {
          alternateSetting: 0,
          interfaceClass: 7,
          endpoints: [
            { endpointNumber: 4, direction: "in", type: "bulk" },
            { endpointNumber: 3, direction: "out", type: "bulk" },
          ],
        },
      ],
    },
  ],
};

/** A printer behind `navigator.usb`, with the printer class and two bulk pipes. */
export function fakeUsb(printer: EmulatedPrinter, trouble: Trouble): UsbApi {
  const events = new EventTarget();
  const answers: Uint8Array[] = [];
  let waiting: (() => void) | undefined;
  let link: ByteLink | undefined;
  const state = { opened: false };
  const device: UsbDevice = {
    vendorId: 0x6868,
    productId: 0x0500,
    serialNumber: "6A6958721237",
    productName: "Printer",
    get opened() {
      return state.opened;
    },
    configuration: PRINTER_CLASS_WITH_TWO_PIPES,
    async open() {
      link = nextLink(printer, trouble, true);
      state.opened = true;
      link.onLost(() => {
        state.opened = false;
        events.dispatchEvent(new Event("disconnect"));
        waiting?.();
      });
      link.onBytes((bytes) => {
        answers.push(bytes);
        waiting?.();
      });
    },
    async close() {
      state.opened = false;
      waiting?.();
    },
    selectConfiguration: async () => undefined,
    claimInterface: async () => undefined,
    selectAlternateInterface: async () => undefined,
    async transferOut(_endpoint, data) {
      await link?.send(data);
      return { status: "ok", bytesWritten: data.length };
    },
    async transferIn() {
      while (answers.length === 0) {
        if (!state.opened) throw new DOMException("closed", "NetworkError");
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
      const bytes = answers.shift() ?? new Uint8Array();
      return { status: "ok", data: new DataView(bytes.slice().buffer) };
    },
  };
  return Object.assign(events, {
    requestDevice: async () => {
      if (trouble.refuses === true) throw notFound();
      return device;
    },
    getDevices: async () => [device],
  });
}
