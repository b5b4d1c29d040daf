import type { PrinterPack } from "../../../core/reference/printers.ts";
import { bluetoothTransport } from "./bluetoothTransport.ts";
import type { DeviceApis } from "./deviceApis.ts";
import { serialTransport } from "./serialTransport.ts";
import type { PrinterTransport, TransportKind } from "./transport.ts";
import { usbTransport } from "./usbTransport.ts";

/** The ways to a printer that this browser has; none on iOS, where labels go through the system or a picture. */
export function openTransports(
  { bluetooth, serial, usb }: DeviceApis,
  pack: () => PrinterPack,
): Readonly<Partial<Record<TransportKind, PrinterTransport>>> {
  return {
    ...(bluetooth === undefined ? {} : { bluetooth: bluetoothTransport(bluetooth, pack) }),
    ...(usb === undefined ? {} : { usb: usbTransport(usb) }),
    ...(serial === undefined ? {} : { serial: serialTransport(serial) }),
  };
}
