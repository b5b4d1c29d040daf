import type { StoreName } from "../../src/client/data/database.ts";
import type { Phone } from "../../src/client/data/phone.ts";

const STORES: readonly StoreName[] = [
  "identities",
  "seqs",
  "statements",
  "certificates",
  "lots",
  "withdrawals",
  "drafts",
  "usedProducts",
  "acts",
  "grants",
];

/** Everything that issuing touches, in a form that can be compared. */
export async function snapshot(phone: Phone): Promise<Readonly<Record<string, unknown>>> {
  const entries = await Promise.all(STORES.map(async (store) => [store, await phone.db.getAll(store)] as const));
  return Object.fromEntries(entries);
}

type Write = (this: IDBObjectStore, value: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>;
/** How an object store writes, as functions that can be replaced. */
type Writes = { put: Write; add: Write };

/**
 * Lets the `nth` write of this process end as `how` says, as a crash, a full disk or a browser that gives up would;
 * earlier and later ones pass.
 * @returns the way to lift it, which says whether the write was ever reached
 */
export function breakWrite(nth: number, how: (store: IDBObjectStore) => void): () => boolean {
  const prototype: Writes = IDBObjectStore.prototype;
  const { put, add } = prototype;
  let writes = 0;
  let reached = false;
  const broken = (original: Write) =>
    function (this: IDBObjectStore, ...parameters: Parameters<Write>): IDBRequest<IDBValidKey> {
      writes++;
      if (writes === nth) {
        reached = true;
        how(this);
      }
      return original.apply(this, parameters);
    };
  prototype.put = broken(put);
  prototype.add = broken(add);
  return () => {
    prototype.put = put;
    prototype.add = add;
    return reached;
  };
}
