import "fake-indexeddb/auto";
import { assert as assertProperty, asyncProperty, shuffledSubarray, tuple } from "fast-check";
import { expect, test } from "vitest";
import { writeAll } from "../../src/client/data/database.ts";
import { IMPORT_STORES, importIn, openImported } from "../../src/client/data/importStatements.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { fromHex, toHex } from "../../src/core/bytes.ts";
import { harvestOrder, joined, LIMIN, newAuthority, newPhone, POTATOES } from "../support/phoneWorld.ts";

const KILO = { thousandths: 1_000_000, unit: 1 };

/** What one phone said: two lots, three certificates, a correction and a void. */
async function story() {
  const phone = await newPhone();
  await joined(phone, await newAuthority());
  const first = await issueOnPhone(phone, {
    ...harvestOrder({ ...POTATOES, quantity: { thousandths: 100_000, unit: 1 } }),
    lot: { make: "harvested", quantity: KILO },
  });
  const [lot] = await phone.db.getAll("lots");
  if (!first.ok || lot === undefined) throw new Error("no lot");
  const draw = { draw: fromHex(lot.id) ?? new Uint8Array(), quantity: KILO, drawn: [] };
  const second = await issueOnPhone(phone, {
    ...harvestOrder({ ...POTATOES, quantity: { thousandths: 200_000, unit: 2 } }),
    lot: draw,
  });
  await issueOnPhone(phone, {
    ...harvestOrder(),
    lot: draw,
    corrects: { certificate: fromHex(first.value.id) ?? new Uint8Array(), reason: "更正" },
  });
  if (second.ok) await voidOnPhone(phone, second.value.id, "作废");
  await issueOnPhone(phone, harvestOrder({ ...POTATOES, product: "连翘" }));
  const owner = { operator: toHex(LIMIN.operator), name: LIMIN.name };
  const statements = await phone.db.getAll("statements");
  const opened = await Promise.all(statements.map(({ bytes, key }) => openImported(bytes, key, owner)));
  return { phone, opened: opened.filter((statement) => statement !== undefined) };
}

test("the same statements in any order, some of them twice, end in the records of the phone that made them", async () => {
  const { phone, opened } = await story();
  expect(opened).toHaveLength(8);
  const wanted = {
    certificates: await phone.db.getAll("certificates"),
    withdrawals: await phone.db.getAll("withdrawals"),
    lots: await sortedLots(phone),
  };
  const orders = tuple(shuffledSubarray(opened, { minLength: 8 }), shuffledSubarray(opened));
  await assertProperty(
    asyncProperty(orders, async ([all, again]) => {
      const other = await newPhone();
      for (const statement of [...again, ...all]) {
        const written = await writeAll(other.db, IMPORT_STORES, (transaction) => importIn(transaction, statement));
        expect(written.ok).toBe(true);
      }
      expect(await other.db.getAll("certificates")).toEqual(wanted.certificates);
      expect(await other.db.getAll("withdrawals")).toEqual(wanted.withdrawals);
      expect(await sortedLots(other)).toEqual(wanted.lots);
      other.db.close();
    }),
    { numRuns: 25 },
  );
});

/** Lots with their sums in one order: which unit was drawn first says nothing. */
async function sortedLots(phone: Awaited<ReturnType<typeof newPhone>>) {
  const lots = await phone.db.getAll("lots");
  return lots.map((lot) => ({ ...lot, drawn: [...lot.drawn].sort((left, right) => left.unit - right.unit) }));
}
