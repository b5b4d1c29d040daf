import "fake-indexeddb/auto";
import { describe } from "vitest";
import type { DeviceApis } from "../../src/client/data/printing/deviceApis.ts";
import { promisesOfHelp, promisesOfKeeping, promisesOfSending } from "../support/printingContract.ts";

const handedIn = (apis: DeviceApis) => apis;

describe("printing, sending", () => promisesOfSending(handedIn));
describe("printing, when something is in the way", () => promisesOfHelp(handedIn));
describe("printing, what is kept", () => promisesOfKeeping(handedIn));
