/*
 * The parts of Web Bluetooth, Web Serial and WebUSB that printing uses; TypeScript's own library declares none of them.
 * Each is absent in browsers without it: Firefox, Safari, and many in-app browsers have none.
 */

/** A characteristic of a Bluetooth service. */
export type GattCharacteristic = Pick<EventTarget, "addEventListener"> & {
  readonly value?: DataView | undefined;
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean; readonly notify: boolean };
  readonly writeValueWithResponse: (value: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly writeValueWithoutResponse: (value: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly startNotifications: () => Promise<unknown>;
};

/** A Bluetooth device that a person has allowed. */
export type BluetoothDevice = Pick<EventTarget, "addEventListener"> & {
  readonly id: string;
  readonly name?: string | undefined;
  readonly gatt?:
    | {
        readonly connected: boolean;
        readonly connect: () => Promise<{
          readonly getPrimaryService: (
            service: string,
          ) => Promise<{ readonly getCharacteristic: (characteristic: string) => Promise<GattCharacteristic> }>;
        }>;
        readonly disconnect: () => void;
      }
    | undefined;
};

/** Which devices the browser's chooser lists. */
export type BluetoothRequest =
  | {
      readonly filters: readonly (
        | { readonly namePrefix: string }
        | { readonly name: string }
        | { readonly services: readonly string[] }
      )[];
      readonly optionalServices: readonly string[];
    }
  | { readonly acceptAllDevices: true; readonly optionalServices: readonly string[] };

/** `navigator.bluetooth`. */
export type BluetoothApi = {
  /** @throws DOMException NotFoundError when nothing was chosen, SecurityError and others when it is not allowed */
  readonly requestDevice: (request: BluetoothRequest) => Promise<BluetoothDevice>;
  /** Only where the browser remembers what was allowed. */
  readonly getDevices?: () => Promise<readonly BluetoothDevice[]>;
};

/** A serial port that a person has allowed. */
export type SerialPort = Pick<EventTarget, "addEventListener"> & {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  readonly getInfo: () => {
    readonly usbVendorId?: number;
    readonly usbProductId?: number;
    readonly bluetoothServiceClassId?: number | string;
  };
  readonly open: (options: { readonly baudRate: number; readonly bufferSize: number }) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `navigator.serial`. */
export type SerialApi = {
  readonly requestPort: (options?: {
    readonly allowedBluetoothServiceClassIds: readonly string[];
  }) => Promise<SerialPort>;
  readonly getPorts: () => Promise<readonly SerialPort[]>;
};

/** An endpoint of a USB interface. */
export type UsbEndpoint = {
  readonly endpointNumber: number;
  readonly direction: "in" | "out";
  readonly type: "bulk" | "interrupt" | "isochronous";
};

/** A USB device that a person has allowed. */
export type UsbDevice = {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | undefined;
  readonly productName?: string | undefined;
  readonly opened: boolean;
  readonly configuration?:
    | {
        readonly interfaces: readonly {
          readonly interfaceNumber: number;
          readonly alternates: readonly {
            readonly alternateSetting: number;
            readonly interfaceClass: number;
            readonly endpoints: readonly UsbEndpoint[];
          }[];
        }[];
      }
    | null
    | undefined;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly selectConfiguration: (configuration: number) => Promise<void>;
  readonly claimInterface: (number: number) => Promise<void>;
  readonly selectAlternateInterface: (number: number, setting: number) => Promise<void>;
  readonly transferOut: (
    endpoint: number,
    data: Uint8Array<ArrayBuffer>,
  ) => Promise<{ readonly status?: string; readonly bytesWritten: number }>;
  readonly transferIn: (
    endpoint: number,
    length: number,
  ) => Promise<{ readonly status?: string; readonly data?: DataView | undefined }>;
};

/** `navigator.usb`. */
export type UsbApi = Pick<EventTarget, "addEventListener"> & {
  readonly requestDevice: (options: {
    readonly filters: readonly { readonly classCode?: number; readonly vendorId?: number }[];
  }) => Promise<UsbDevice>;
  readonly getDevices: () => Promise<readonly UsbDevice[]>;
};

/** What this browser has of the three. */
export type DeviceApis = {
  readonly bluetooth?: BluetoothApi | undefined;
  readonly serial?: SerialApi | undefined;
  readonly usb?: UsbApi | undefined;
};

declare global {
  interface Navigator {
    readonly bluetooth?: BluetoothApi;
    readonly serial?: SerialApi;
    readonly usb?: UsbApi;
  }
}

/** The device APIs of a browser. */
export function deviceApis(browser: Navigator): DeviceApis {
  return { bluetooth: browser.bluetooth, serial: browser.serial, usb: browser.usb };
}
