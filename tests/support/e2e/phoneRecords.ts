import { expect, type Page } from "@playwright/test";
import { KIND } from "../../../src/core/statement/kind.ts";

/** Statements on a phone, as its database holds them. */
type KeptStatement = {
  readonly id: string;
  readonly kind: number;
  readonly turn?: string;
  /** Its entry in the outbox. */
  readonly upload?: { readonly state: string };
};
type KeptCertificate = {
  readonly id: string;
  readonly number: string;
  readonly lot: string;
  readonly iat: number;
  readonly state: string;
};
type KeptLot = { readonly id: string };
type KeptSeq = { readonly kid: string; readonly nextSeq: number };

/** What a phone's database holds of issuing, read past the app. */
export type PhoneRecords = {
  readonly statements: readonly KeptStatement[];
  readonly certificates: readonly KeptCertificate[];
  readonly lots: readonly KeptLot[];
  readonly seqs: readonly KeptSeq[];
  readonly receipts: readonly { readonly id: string }[];
  readonly drafts: number;
};

/** A row of the phone's database, read past the app; with `change`, it is written back with these fields. */
export function keptRow<T>(
  page: Page,
  wanted: { readonly store: string; readonly key: string; readonly change?: object },
): Promise<T> {
  return page.evaluate(
    ({ store, key, change }) =>
      new Promise<T>((resolve, reject) => {
        const opening = indexedDB.open("liangzheng");
        opening.onerror = () => reject(opening.error ?? new Error("no database"));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(store, change === undefined ? "readonly" : "readwrite");
          const rows = transaction.objectStore(store);
          const read = rows.get(key);
          read.onsuccess = () => change !== undefined && rows.put({ ...(read.result as object), ...change });
          transaction.onabort = () => reject(transaction.error ?? new Error("not done"));
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(read.result as T);
          };
        };
      }),
    wanted,
  );
}

/** Reads the database in one transaction. */
export function readRecords(page: Page): Promise<PhoneRecords> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("the database does not answer"));
      });
    const db = await settled(indexedDB.open("liangzheng"));
    const stores = ["statements", "certificates", "lots", "seqs", "receipts", "drafts"];
    const transaction = db.transaction(stores);
    const read = async <T>(store: string, pick: (row: T) => T): Promise<readonly T[]> =>
      (await settled(transaction.objectStore(store).getAll() as IDBRequest<T[]>)).map(pick); // its own rows
    // Keys, bytes and pictures stay in the browser.
    const [statements, certificates, lots, seqs, receipts, drafts] = await Promise.all([
      read<KeptStatement>("statements", ({ id, kind, turn, upload }) => ({
        id,
        kind,
        ...(turn === undefined ? {} : { turn }),
        ...(upload === undefined ? {} : { upload: { state: upload.state } }),
      })),
      read<KeptCertificate>("certificates", ({ id, number, lot, iat, state }) => ({ id, number, lot, iat, state })),
      read<KeptLot>("lots", ({ id }) => ({ id })),
      read<KeptSeq>("seqs", ({ kid, nextSeq }) => ({ kid, nextSeq })),
      read<{ readonly id: string }>("receipts", ({ id }) => ({ id })),
      read<object>("drafts", () => ({})),
    ]);
    db.close();
    return { statements, certificates, lots, seqs, receipts, drafts: drafts.length };
  });
}

/** Expects that everything which was ever signed is there as a whole: certificate, lot, outbox entry and seq. */
export function expectWhole(records: PhoneRecords): void {
  const { statements, certificates, lots, seqs, receipts } = records;
  const certified = statements.filter(({ kind }) => kind === KIND.certificateIssued).map(({ id }) => id);
  expect(certificates.map(({ id }) => id).sort(), "each signed certificate is in the list").toEqual(certified.sort());
  const lotStatements = statements.filter(({ kind }) => kind === KIND.lotHarvested || kind === KIND.lotAssembled);
  expect(lots.map(({ id }) => id).sort(), "each lot is signed").toEqual(lotStatements.map(({ id }) => id).sort());
  for (const { lot } of certificates) {
    expect(
      lots.filter(({ id }) => id.startsWith(lot)),
      "each certificate has its lot",
    ).toHaveLength(1);
  }
  for (const { kid, nextSeq } of seqs) {
    const turns = statements.flatMap(({ turn }) =>
      turn?.startsWith(`${kid} `) === true ? [Number(turn.slice(17))] : [],
    );
    const every = Array.from({ length: nextSeq - 1 }, (_, index) => index + 1);
    expect(
      turns.sort((left, right) => left - right),
      "each seq is used once",
    ).toEqual(every);
  }
  const registered = receipts.map(({ id }) => id);
  const lost = statements.filter(
    ({ id, turn, upload }) => turn !== undefined && upload === undefined && !registered.includes(id),
  );
  expect(lost, "each is in the outbox or registered").toEqual([]);
}
