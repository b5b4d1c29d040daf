import { expect } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { isConsistent, leafHash, rootFromInclusion } from "../../src/core/log/merkle.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { deliver, outcomes, type StoreCase } from "./storeCase.ts";
import { batchOf, certificateOf, idOf, lotOf, NOW, newPen, withdrawalOf } from "./storeWorld.ts";

/** Uploads, the log and its proofs. */
export const LOG_CASES: readonly StoreCase[] = [
  {
    name: "answers a batch item by item, in order, whatever is wrong with some of them (F29)",
    run: async ({ store, member }) => {
      const lot = await member.say(KIND.lotHarvested, lotOf());
      const certificate = await member.say(KIND.certificateIssued, certificateOf(lot.id));
      const spoilt = Uint8Array.from(certificate.bytes);
      spoilt[spoilt.length - 1] = (spoilt[spoilt.length - 1] ?? 0) ^ 1;
      const stranger = await newPen().say(KIND.lotHarvested, lotOf());
      const batch = [lot, Uint8Array.of(1, 2, 3), certificate, spoilt, stranger, lot];
      const results = await deliver(store, batch);
      expect(outcomes(results)).toEqual([
        "accepted",
        "rejected malformed",
        "accepted",
        "rejected badSignature",
        "rejected unknownKey",
        "duplicate",
      ]);
      expect(results.map(({ retryable }) => retryable)).toEqual([undefined, false, undefined, false, true, undefined]);
      expect(results[0]?.id).toBe(idOf(lot));
      const again = await deliver(store, [...batch].reverse());
      expect(outcomes(again)).toEqual([
        "duplicate",
        "rejected unknownKey",
        "rejected badSignature",
        "duplicate",
        "rejected malformed",
        "duplicate",
      ]);
      expect(await store.logSize()).toBe(4);
    },
  },
  {
    name: "keeps the first signature when the same statement comes with another valid one (P03)",
    run: async ({ store, member }) => {
      const body = lotOf();
      const first = await member.say(KIND.lotHarvested, body, NOW, 1);
      const second = await member.say(KIND.lotHarvested, body, NOW, 1);
      expect(toHex(second.bytes)).not.toBe(toHex(first.bytes));
      expect(idOf(second)).toBe(idOf(first));
      expect(outcomes(await deliver(store, [first, second]))).toEqual(["accepted", "duplicate"]);
      const page = await store.feed({ operator: member.operator }, 0, 10);
      expect(page.entries.some((entry) => toHex(entry.bytes) === toHex(first.bytes))).toBe(true);
      expect(page.entries.some((entry) => toHex(entry.bytes) === toHex(second.bytes))).toBe(false);
    },
  },
  {
    name: "refuses a body that is no sequence of byte strings, and a batch of more than 500, as a whole",
    run: async ({ store }) => {
      expect(await store.ingest(Uint8Array.of(0x58, 0xff, 1), NOW)).toEqual({ ok: false, error: "unreadable" });
      const items = Array.from({ length: 501 }, () => Uint8Array.of(1));
      expect(await store.ingest(batchOf(items), NOW)).toEqual({ ok: false, error: "tooLarge" });
    },
  },
  {
    name: "takes what a key signed in one batch with the grant that names it, whatever the order",
    run: async ({ store, county }) => {
      const other = await county.admit({ name: "附城镇丈河村种植户" });
      const lot = await other.say(KIND.lotHarvested, lotOf());
      const [registration, granted] = other.joined;
      if (registration === undefined || granted === undefined) throw new Error("nobody was admitted");
      expect(outcomes(await deliver(store, [lot, granted, registration]))).toEqual([
        "accepted",
        "accepted waitsForReference",
        "accepted",
      ]);
      expect(await store.signer(other.key)).toBeDefined();
    },
  },
  {
    name: "lets at most 1,000 statements of a key wait for what they name",
    run: async ({ store, member }) => {
      const waiting = await Promise.all(
        Array.from({ length: 1001 }, (_, index) =>
          member.say(
            KIND.certificateWithdrawn,
            withdrawalOf(new Uint8Array(32).fill(index % 251).fill(index >> 8, 0, 2), "voided"),
          ),
        ),
      );
      const results = outcomes(await deliver(store, waiting));
      expect(results.filter((outcome) => outcome === "accepted waitsForReference")).toHaveLength(1000);
      expect(results[1000]).toBe("rejected overLimit");
      expect(outcomes(await deliver(store, waiting.slice(0, 1)))).toEqual(["duplicate"]);
    },
  },
  {
    name: "proves inclusion and consistency of its log, across groups of hashes",
    run: async ({ store, member }) => {
      const lots = await Promise.all(
        Array.from({ length: 600 }, (_, index) => member.say(KIND.lotHarvested, lotOf({ place: `地块${index}` }))),
      );
      await deliver(store, lots.slice(0, 300));
      const olderSize = await store.logSize();
      const older = { size: olderSize, root: await store.logRoot(olderSize) };
      await deliver(store, lots.slice(300));
      const size = await store.logSize();
      const root = await store.logRoot(size);
      const positions = await store.logPositions(lots.map(({ id }) => id));
      expect(positions).toHaveLength(600);
      const paths = await store.inclusionPaths(
        positions.map(({ position }) => position),
        size,
      );
      positions.forEach(({ id, position, receivedAt }, index) => {
        const proven = rootFromInclusion(position, size, leafHash(id, receivedAt), paths[index] ?? []);
        expect(toHex(proven ?? new Uint8Array(0))).toBe(toHex(root));
      });
      expect(isConsistent(older, { size, root }, await store.consistencyPath(older.size, size))).toBe(true);
    },
  },
  {
    name: "has everything it acknowledged after it was closed and opened again",
    run: async ({ store, member, issue, reopen }) => {
      const { number } = await issue();
      const size = await store.logSize();
      const again = await reopen();
      expect(await again.logSize()).toBe(size);
      expect((await again.certificate(number))?.state).toBe("active");
      const next = await member.say(KIND.lotHarvested, lotOf({ place: "新地" }));
      expect(outcomes(await deliver(again, [next]))).toEqual(["accepted"]);
    },
  },
];
