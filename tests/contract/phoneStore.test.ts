import "fake-indexeddb/auto";
import { describe } from "vitest";
import { promisesOfPeople, promisesOfPins, promisesOfWrongPins } from "../support/phonePinsContract.ts";
import {
  promisesOfIssuing,
  promisesOfKeys,
  promisesOfLists,
  promisesOfLots,
  promisesOfShowing,
} from "../support/phoneStoreContract.ts";

describe("the phone's store on fake-indexeddb, issuing", promisesOfIssuing);
describe("the phone's store on fake-indexeddb, lots", promisesOfLots);
describe("the phone's store on fake-indexeddb, showing", promisesOfShowing);
describe("the phone's store on fake-indexeddb, keys", promisesOfKeys);
describe("the phone's store on fake-indexeddb, lists", promisesOfLists);
describe("the phone's store on fake-indexeddb, PINs", promisesOfPins);
describe("the phone's store on fake-indexeddb, wrong PINs", promisesOfWrongPins);
describe("the phone's store on fake-indexeddb, people", promisesOfPeople);
