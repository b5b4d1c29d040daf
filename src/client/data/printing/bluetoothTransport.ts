import type { PrinterPack, PrinterProfile, PrinterService } from "../../../core/reference/printers.ts";
import { err, ok } from "../../../core/result.ts";
import type { BluetoothApi, BluetoothDevice, BluetoothRequest, GattCharacteristic } from "./deviceApis.ts";
import { type ByteLink, type ChosenDevice, chooseFailureOf, type PrinterTransport } from "./transport.ts";

type Ports = { readonly write: GattCharacteristic; readonly notify: GattCharacteristic | undefined };

/** What the browser is asked for: everything near, or what shows itself as a printer of the pack. */
function wantedDevices({ services, profiles }: PrinterPack, everything: boolean): BluetoothRequest {
  const optionalServices = services.map(({ service }) => service);
  if (everything) return { acceptAllDevices: true, optionalServices };
  const prefixes = profiles.flatMap(({ namePrefixes }) => namePrefixes);
  const filters = [
    ...prefixes.map((namePrefix) => ({ namePrefix })),
    ...optionalServices.map((service) => ({ services: [service] })),
  ];
  return { filters, optionalServices };
}

/** Printers by Bluetooth Low Energy; `pack` gives them as they are known at the moment. */
export function bluetoothTransport(api: BluetoothApi, pack: () => PrinterPack): PrinterTransport {
  const chosen = new Map<string, BluetoothDevice>();
  return {
    async choose(everything) {
      try {
        const device = await api.requestDevice(wantedDevices(pack(), everything));
        chosen.set(device.id, device);
        return ok({ transport: "bluetooth", device: device.id, name: device.name ?? "" });
      } catch (cause) {
        return err(chooseFailureOf(cause));
      }
    },
    async open(wanted, profile) {
      const device = chosen.get(wanted.device) ?? (await remembered(api, wanted));
      if (device?.gatt === undefined) return err("askAgain");
      try {
        const server = await device.gatt.connect();
        const ports = await findPorts(server, pack().services);
        if (ports === undefined) {
          device.gatt.disconnect();
          return err("notAPrinter");
        }
        return ok(await gattLink(device, ports, profile));
      } catch {
        return err("unreachable");
      }
    },
  };
}

async function remembered(api: BluetoothApi, { device }: ChosenDevice): Promise<BluetoothDevice | undefined> {
  try {
    return (await api.getDevices?.())?.find(({ id }) => id === device);
  } catch {
    // Switched off by a policy: the person chooses again.
    return undefined;
  }
}

type GattServer = Awaited<ReturnType<NonNullable<BluetoothDevice["gatt"]>["connect"]>>;

/** The first service of the pack that the printer has. */
async function findPorts(server: GattServer, services: readonly PrinterService[]): Promise<Ports | undefined> {
  for (const { service: uuid, write, notify } of services) {
    try {
      const service = await server.getPrimaryService(uuid);
      const writing = await service.getCharacteristic(write);
      const { properties } = writing;
      if (!properties.write && !properties.writeWithoutResponse) continue;
      const notifying =
        notify === undefined ? undefined : await service.getCharacteristic(notify).catch(() => undefined);
      return { write: writing, notify: notifying?.properties.notify === true ? notifying : undefined };
    } catch (cause) {
      // Not this service: the next one. Anything else is a printer out of reach.
      if (!(cause instanceof Error) || cause.name !== "NotFoundError") throw cause;
    }
  }
  return undefined;
}

/**
 * Writes without response are quick, but nothing tells when the printer's buffer is full; where it also takes writes
 * with response, one after each burst holds the rest back until the printer has caught up.
 */
async function gattLink(
  device: BluetoothDevice,
  { write, notify }: Ports,
  { chunk, burst }: PrinterProfile,
): Promise<ByteLink> {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const lost = new Set<() => void>();
  if (notify !== undefined) {
    notify.addEventListener("characteristicvaluechanged", () => {
      const { value } = notify;
      if (value === undefined) return;
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
      for (const listener of listeners) listener(bytes);
    });
    await notify.startNotifications();
  }
  device.addEventListener("gattserverdisconnected", () => {
    for (const listener of lost) listener();
  });
  let sinceAnswer = 0;
  return {
    checked: true,
    chunk,
    async send(bytes) {
      sinceAnswer += bytes.length;
      const { properties } = write;
      const held = properties.write && (sinceAnswer >= burst || !properties.writeWithoutResponse);
      if (held) sinceAnswer = 0;
      await (held ? write.writeValueWithResponse(bytes) : write.writeValueWithoutResponse(bytes));
    },
    onBytes: (listener) => listeners.add(listener),
    onLost: (listener) => lost.add(listener),
    close: async () => device.gatt?.disconnect(),
  };
}
