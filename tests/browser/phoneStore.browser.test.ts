import { describe } from "vitest";
import { phoneStoreContract } from "../support/phoneStoreContract.ts";

describe("the phone's store on the browser's own IndexedDB", phoneStoreContract);
