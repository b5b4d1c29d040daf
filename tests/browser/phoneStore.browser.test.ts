import { describe } from "vitest";
import { promisesOfPeople, promisesOfPins, promisesOfWrongPins } from "../support/phonePinsContract.ts";
import {
  promisesOfIssuing,
  promisesOfKeys,
  promisesOfLists,
  promisesOfLots,
  promisesOfShowing,
} from "../support/phoneStoreContract.ts";

describe("the phone's store on the browser's own IndexedDB, issuing", promisesOfIssuing);
describe("the phone's store on the browser's own IndexedDB, lots", promisesOfLots);
describe("the phone's store on the browser's own IndexedDB, showing", promisesOfShowing);
describe("the phone's store on the browser's own IndexedDB, keys", promisesOfKeys);
describe("the phone's store on the browser's own IndexedDB, lists", promisesOfLists);
describe("the phone's store on the browser's own IndexedDB, PINs", promisesOfPins);
describe("the phone's store on the browser's own IndexedDB, wrong PINs", promisesOfWrongPins);
describe("the phone's store on the browser's own IndexedDB, people", promisesOfPeople);
