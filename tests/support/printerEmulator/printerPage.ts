/** Put into a page before its own scripts: a label printer of TSPL near a browser that has Web Bluetooth. */
import { fakeBluetooth } from "./fakePorts.ts";
import { emulatedPrinter } from "./printer.ts";

const printer = emulatedPrinter("tspl", 0);

Object.defineProperty(navigator, "bluetooth", { value: fakeBluetooth(printer, { faults: [] }), configurable: true });
Object.defineProperty(window, "labelPrinter", { value: printer });
