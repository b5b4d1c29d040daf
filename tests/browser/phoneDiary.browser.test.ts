import { describe } from "vitest";
import { promisesOfCorrections, promisesOfDiary } from "../support/diaryContract.ts";

describe("the field diary on the browser's own IndexedDB", promisesOfDiary);
describe("corrections of the field diary on the browser's own IndexedDB", promisesOfCorrections);
