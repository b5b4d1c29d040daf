import { describe } from "vitest";
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
