import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { recordOnPhone } from "../../src/client/data/recordOnPhone.ts";
import { promisesOfCorrections, promisesOfDiary, SPRAYED } from "../support/diaryContract.ts";
import { breakWrite } from "../support/phoneStores.ts";
import { joined, newAuthority, newPhone } from "../support/phoneWorld.ts";

describe("the field diary on fake-indexeddb", promisesOfDiary);
describe("corrections of the field diary on fake-indexeddb", promisesOfCorrections);

test("an entry that does not come to its end leaves nothing behind, at whichever write it stops", async () => {
  const phone = await newPhone();
  const { kid } = await joined(phone, await newAuthority());
  let stopped = 0;
  for (let nth = 1; nth <= 10; nth++) {
    const lift = breakWrite(nth, (store) => store.transaction.abort());
    const recorded = await recordOnPhone(phone, { record: SPRAYED });
    if (!lift()) {
      expect(recorded.ok).toBe(true);
      break;
    }
    stopped++;
    expect(recorded).toEqual({ ok: false, error: "storageFailed" });
    expect([await phone.db.getAll("statements"), await phone.db.getAll("diary")]).toEqual([[], []]);
  }
  expect(stopped).toBe(3);
  expect((await phone.db.get("seqs", kid))?.nextSeq).toBe(2);
});
