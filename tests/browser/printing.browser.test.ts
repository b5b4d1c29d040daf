import { describe } from "vitest";
import { type DeviceApis, deviceApis } from "../../src/client/data/printing/deviceApis.ts";
import { promisesOfHelp, promisesOfKeeping, promisesOfSending } from "../support/printingContract.ts";

/** Puts devices where a page finds them. */
function behindNavigator(apis: DeviceApis): DeviceApis {
  for (const name of ["bluetooth", "serial", "usb"] as const) {
    Object.defineProperty(navigator, name, { configurable: true, value: apis[name] });
  }
  return deviceApis(navigator);
}

describe("printing in a browser, sending", () => promisesOfSending(behindNavigator));
describe("printing in a browser, when something is in the way", () => promisesOfHelp(behindNavigator));
describe("printing in a browser, what is kept", () => promisesOfKeeping(behindNavigator));
