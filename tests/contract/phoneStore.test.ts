import "fake-indexeddb/auto";
import { describe } from "vitest";
import { phoneStoreContract } from "../support/phoneStoreContract.ts";

describe("the phone's store on fake-indexeddb", phoneStoreContract);
