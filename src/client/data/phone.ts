import type { Signer } from "../../core/key/sign1.ts";
import { ok, type Result } from "../../core/result.ts";
import type { StyleTerm } from "../../core/verify/context.ts";
import type { Session } from "../../wire/session.ts";
import { type Changes, phoneChanges } from "./changes.ts";
import { type OpenError, openDatabase, type PhoneDatabase, type StoreName } from "./database.ts";
import type { KeptDiary } from "./diaryRecords.ts";
import type { UsedProduct } from "./enteredRecords.ts";
import type { FoundCertificate } from "./foundCertificate.ts";
import type { Hex } from "./hex.ts";
import { type Locks, phoneLocks } from "./locks.ts";
import type { IdentityRecord, SeqRecord, Settings } from "./schema.ts";

/** What the phone's data side takes from its surroundings. */
export type PhoneSurroundings = {
  /** Origin that this app came from; the only one it ever talks to. */
  readonly origin: string;
  /** The device's own clock, Unix seconds, uncorrected. */
  readonly clock: () => number;
  /** In [0, 1); spreads retries, nothing secret. */
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly styleTerms: readonly StyleTerm[];
  /** Absent where the browser has none. */
  readonly webLocks: LockManager | undefined;
  readonly channel: BroadcastChannel | undefined;
  /** The database was taken away: a newer tab upgrades it, or the browser deleted it. */
  readonly lost?: () => void;
  /** Another name than the one database's, for tests. */
  readonly database?: string;
};

/** The identities with their next seqs and the clock's offset, as they were last read or written by this tab. */
export type KeptSigning = {
  readonly identities: readonly IdentityRecord[];
  readonly seqs: ReadonlyMap<Hex, SeqRecord>;
  readonly settings: Settings | undefined;
  /** Public origin of the authority, which codes name. */
  readonly origin: string;
};

/** This phone: its database and what every action on it needs. */
export type Phone = Pick<PhoneSurroundings, "origin" | "clock" | "random" | "fetch" | "styleTerms"> & {
  readonly db: PhoneDatabase;
  readonly locks: Locks;
  readonly changes: Changes;
  /** Notes a stored record that cannot be read. It stays as it is: a later version may read it. */
  readonly unreadable: (store: StoreName, key: string) => void;
  /** How many such records were met since the app started. */
  readonly unreadableCount: () => number;
  /**
   * What is kept in memory while nothing of it changes: what the next signing needs (the store refuses a seq twice),
   * the products in use by name, the certificate that was stored last, and the diary's entries of one operator.
   */
  readonly kept: {
    signing: KeptSigning | undefined;
    used: ReadonlyMap<string, UsedProduct> | undefined;
    issued: FoundCertificate | undefined;
    diary: KeptDiary | undefined;
  };
  /** Sessions that run, by key id; in memory only. */
  readonly sessions: Map<Hex, Session>;
  /** Wrapped keys that a PIN has opened, by key id; in memory only. */
  readonly unlocked: Map<Hex, Signer>;
};

/** Opens this phone's data. */
export async function openPhone(surroundings: PhoneSurroundings): Promise<Result<Phone, OpenError>> {
  const { origin, clock, random, styleTerms, webLocks, channel, lost, database } = surroundings;
  const options = { ...(database === undefined ? {} : { name: database }), ...(lost === undefined ? {} : { lost }) };
  const opened = await openDatabase(options);
  if (!opened.ok) return opened;
  const unreadable = new Set<string>();
  const kept: Phone["kept"] = { signing: undefined, used: undefined, issued: undefined, diary: undefined };
  const changes = phoneChanges(channel, (change) => {
    if (change === "identities" || change === "clock") kept.signing = undefined;
    if (change === "certificates") kept.used = undefined;
    if (change === "diary") kept.diary = undefined;
    if (change === "identities" || change === "certificates" || change === "outbox") kept.issued = undefined;
  });
  return ok({
    origin,
    clock,
    random,
    styleTerms,
    fetch: surroundings.fetch,
    db: opened.value,
    locks: phoneLocks(webLocks),
    changes,
    kept,
    unreadable: (store, key) => unreadable.add(`${store} ${key}`),
    unreadableCount: () => unreadable.size,
    sessions: new Map(),
    unlocked: new Map(),
  });
}

/** Closes the database and stops telling other tabs. */
export function closePhone(phone: Phone): void {
  phone.changes.close();
  phone.db.close();
}
