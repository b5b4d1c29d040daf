import { createHmac, type KeyObject } from "node:crypto";
import { type PrivateRecord, readSaltedRecord } from "../../core/operator/privateRecord.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import type { PrivateRecordToKeep, RecordAct, Store } from "../store/port.ts";
import type { RegistryKey } from "./registryKey.ts";
import { openSealedRecord, sealRecord } from "./sealedRecord.ts";

/** A private record as it is found: held, erased for good, or not here (yet). */
export type FoundRecord =
  | { readonly state: "held"; readonly record: PrivateRecord }
  | { readonly state: "erased"; readonly at: number }
  | { readonly state: "missing" };

/** What keeps private records: the store under the registry's key. */
export type PrivateRecords = {
  /** Keeps a salted record. @returns its hash, by which a statement names it */
  readonly keep: (salted: Uint8Array) => Promise<Result<Uint8Array, "malformed" | "erased">>;
  /** Keeps many at once; `act` goes into the audit with a record that was not held before. */
  readonly keepAll: (
    records: readonly { readonly salted: Uint8Array; readonly act: RecordAct }[],
  ) => Promise<readonly ("stored" | "malformed" | "erased")[]>;
  readonly find: (hash: Uint8Array) => Promise<FoundRecord>;
  /** Operators whose record holds this ID or phone number, by keyed hash. */
  readonly operatorsWith: (number: RecordNumber) => Promise<readonly Uint8Array[]>;
};

/** A number by which a record is found again. */
export type RecordNumber = { readonly idNumber: string } | { readonly phone: string };

/** HMAC-SHA-256 of a number, so that the database alone gives nobody a way to try numbers. */
function matchOf(kind: "id" | "phone", number: string, key: KeyObject): Uint8Array {
  return new Uint8Array(createHmac("sha256", key).update(`${kind} ${number}`).digest());
}

function phoneDigits(phone: string): string {
  return phone.replace(/\D/g, "");
}

/** Private records of a store. @param now Unix seconds */
export function openPrivateRecords(store: Store, key: RegistryKey, now: () => number): PrivateRecords {
  const toKeep = (salted: Uint8Array): PrivateRecordToKeep | undefined => {
    const record = readSaltedRecord(salted);
    if (record === undefined) return undefined;
    const { idNumber, phone } = record;
    return {
      hash: sha256(salted),
      sealed: sealRecord(salted, key.sealing),
      storedAt: now(),
      ...(idNumber === undefined ? {} : { idMatch: matchOf("id", idNumber, key.matching) }),
      ...(phone === undefined ? {} : { phoneMatch: matchOf("phone", phoneDigits(phone), key.matching) }),
    };
  };
  return {
    keep: async (salted) => {
      const record = toKeep(salted);
      if (record === undefined) return err("malformed");
      return (await store.savePrivateRecord(record)) ? ok(record.hash) : err("erased");
    },
    keepAll: async (records) => {
      const read = await Promise.all(
        records.map(async ({ salted, act }) => {
          const record = toKeep(salted);
          if (record === undefined) return undefined;
          return { record, act: (await store.privateRecord(record.hash)) === undefined ? act : undefined };
        }),
      );
      const kept = await store.savePrivateRecords(read.filter((one) => one !== undefined));
      let next = 0;
      return read.map((one) => {
        if (one === undefined) return "malformed";
        return kept[next++] === true ? "stored" : "erased";
      });
    },
    find: async (hash) => {
      const kept = await store.privateRecord(hash);
      if (kept === undefined) return { state: "missing" };
      return "sealed" in kept
        ? { state: "held", record: openSealedRecord(kept.sealed, key.sealing) }
        : { state: "erased", at: kept.erasedAt };
    },
    operatorsWith: (number) =>
      "idNumber" in number
        ? store.operatorsByRecord("id", matchOf("id", number.idNumber, key.matching))
        : store.operatorsByRecord("phone", matchOf("phone", phoneDigits(number.phone), key.matching)),
  };
}
