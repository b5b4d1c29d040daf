import { deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import { err, ok, type Result } from "../../core/result.ts";
import { MIGRATIONS } from "./migrations.ts";
import type { PhoneSchema } from "./schema.ts";

/** Name of the one database. */
const DATABASE = "liangzheng";

/** The open database of this phone. */
export type PhoneDatabase = IDBPDatabase<PhoneSchema>;
/** Name of one of its stores. */
export type StoreName = StoreNames<PhoneSchema>;
/** A running transaction that may write. */
export type Writing = IDBPTransaction<PhoneSchema, StoreName[], "readwrite">;
/** A running transaction; one that writes reads as well. */
export type Reading = IDBPTransaction<PhoneSchema, StoreName[], "readonly" | "readwrite">;

/** Why nothing was written: no room left, or the browser gave the store up. */
export type StoreError = "storageFull" | "storageFailed";

/** Why the store does not open: the browser keeps none (private window), or it was written by a newer app. */
export type OpenError = "unavailable" | "newerVersion";

/** How a database is opened; `lost` is told when a newer tab or the browser takes it away. */
export type OpenOptions = { readonly name?: string; readonly lost?: () => void };

/** Opens the phone's database and brings it up to this version. */
export async function openDatabase({
  name = DATABASE,
  lost,
}: OpenOptions = {}): Promise<Result<PhoneDatabase, OpenError>> {
  let db: PhoneDatabase | undefined;
  try {
    db = await openDB<PhoneSchema>(name, MIGRATIONS.length, {
      upgrade: (database, from, _to, transaction) => {
        for (const migrate of MIGRATIONS.slice(from)) migrate(database, transaction);
      },
      // A newer tab waits for this one to let go; writing on would be into an old form.
      blocking: () => {
        db?.close();
        lost?.();
      },
      terminated: () => lost?.(),
    });
    return ok(db);
  } catch (cause) {
    return err(nameOf(cause) === "VersionError" ? "newerVersion" : "unavailable");
  }
}

/** Deletes everything that this phone keeps, keys included. The database must be closed. */
export async function deleteDatabase(name: string = DATABASE): Promise<void> {
  await deleteDB(name);
}

/**
 * One strict transaction: everything that `work` writes, or nothing; returns after it is on the disk. `work` may await
 * only requests of the transaction, and has asked for every write when it returns. Strict durability is a hint that older browsers do not know and ignore.
 *
 * @throws what `work` throws besides the store's own failures: a bug
 */
export async function writeAll<T>(
  db: PhoneDatabase,
  stores: readonly StoreName[],
  work: (transaction: Writing) => Promise<T>,
): Promise<Result<T, StoreError>> {
  const written = await writeUnless(db, stores, async (transaction) => ({ value: await work(transaction) }));
  if (written.ok) return ok(written.value.value);
  return err(written.error === "storageFull" ? "storageFull" : "storageFailed");
}

/**
 * As {@link writeAll}, but `work` may answer undefined to give everything up: nothing is written then.
 * `taken`: a key that must be unique was there already. `asked` runs while the disk works.
 */
export async function writeUnless<T extends {}>(
  db: PhoneDatabase,
  stores: readonly StoreName[],
  work: (transaction: Writing) => Promise<T | undefined>,
  asked?: () => void,
): Promise<Result<T, StoreError | "givenUp" | "taken">> {
  let transaction: Writing;
  try {
    transaction = db.transaction([...stores], "readwrite", { durability: "strict" });
  } catch (cause) {
    return err(failureOf(cause));
  }
  const done = endOf(transaction);
  try {
    const value = await work(transaction);
    if (value === undefined) abort(transaction);
    else {
      commit(transaction);
      asked?.();
    }
    const failure = await done;
    if (value === undefined) return err("givenUp");
    return failure === undefined ? ok(value) : err(failureOf(failure));
  } catch (cause) {
    abort(transaction);
    const failure = await done;
    if (!(cause instanceof DOMException)) throw cause;
    return err(failureOf(nameOf(failure) === "AbortError" ? cause : failure));
  }
}

/** Settles when the transaction is over: undefined once it is on the disk, else the error that ended it. */
function endOf(transaction: Writing): Promise<DOMException | undefined> {
  // The same end is read from the events, which alone know the error of the request that failed.
  transaction.done.catch(() => undefined);
  return new Promise((resolve) => {
    transaction.addEventListener("complete", () => resolve(undefined));
    transaction.addEventListener("abort", () =>
      resolve(transaction.error ?? brokenBy.get(transaction) ?? new DOMException("aborted", "AbortError")),
    );
  });
}

/** Why a transaction was given up when that was not the failure of a request, which the transaction knows itself. */
const brokenBy = new WeakMap<Writing, DOMException>();

/**
 * Leaves a write to its transaction: one that fails ends it, and its end is what {@link writeAll} reports. Unlike
 * awaiting them all, no failure is left unheard when a later write cannot even be asked for.
 */
export function queue(transaction: Writing, write: Promise<unknown>): void {
  write.catch((cause: unknown) => {
    if (cause instanceof DOMException && !brokenBy.has(transaction)) brokenBy.set(transaction, cause);
    abort(transaction);
  });
}

/** Everything is asked for: the disk need not wait until every answer has been heard. */
function commit(transaction: Writing): void {
  try {
    transaction.commit();
  } catch {
    // Already over: how it ended is what counts.
  }
}

function abort(transaction: Writing): void {
  try {
    transaction.abort();
  } catch {
    // Already over: the failure that ended it is what counts.
  }
}

function nameOf(cause: unknown): string {
  return cause instanceof DOMException ? cause.name : "";
}

function failureOf(cause: unknown): StoreError | "taken" {
  if (nameOf(cause) === "ConstraintError") return "taken";
  return nameOf(cause) === "QuotaExceededError" ? "storageFull" : "storageFailed";
}
