import { signReceipt } from "../../core/log/receipt.ts";
import { signTreeHead } from "../../core/log/treeHead.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { Store } from "../store/port.ts";

/** Longest time for which a changed log goes without a new head, in seconds. */
const HEAD_INTERVAL = 3600;
/** A head asked for is at most this old when the log has changed, in seconds. */
const HEAD_FRESHNESS = 60;

/** A signed head with the root it signs. */
export type SignedHead = {
  readonly size: number;
  readonly root: Uint8Array;
  readonly time: number;
  readonly message: Uint8Array;
};

/** A receipt with what it proves. */
export type Receipt = { readonly id: Uint8Array; readonly receivedAt: number; readonly receipt: Uint8Array };

/** What signing tree heads needs. */
export type TreeHeadDeps = { readonly store: Store; readonly home: HomeAuthority; readonly now: () => number };

/** Signs heads of the log and receipts under them. */
export class TreeHeads {
  readonly #deps: TreeHeadDeps;
  #newest: SignedHead | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: TreeHeadDeps) {
    this.#deps = deps;
  }

  /** A head over at least `size` leaves, signed now if the newest one is smaller. */
  covering(size: number): Promise<SignedHead> {
    const found = this.#turn.then(async () => {
      const newest = await this.#load();
      return newest !== undefined && newest.size >= size ? newest : this.#sign();
    });
    this.#turn = found.catch(() => undefined);
    return found;
  }

  /** The head to show: a minute old at most while the log grows. */
  async current(): Promise<SignedHead> {
    const newest = await this.#load();
    const size = await this.#deps.store.logSize();
    const isOld = newest === undefined || this.#deps.now() - newest.time >= HEAD_FRESHNESS;
    return newest !== undefined && (newest.size === size || !isOld) ? newest : this.covering(size);
  }

  /** Signs a new head when the log has changed and the newest head is an hour old. */
  async keepUp(): Promise<void> {
    const newest = await this.#load();
    const size = await this.#deps.store.logSize();
    if (newest === undefined || (newest.size < size && this.#deps.now() - newest.time >= HEAD_INTERVAL))
      await this.covering(size);
  }

  /** Receipts for those of the statements that the log holds, and the head they stand under. */
  async receipts(
    ids: readonly Uint8Array[],
  ): Promise<{ readonly head: SignedHead; readonly receipts: readonly Receipt[] }> {
    const { store, home } = this.#deps;
    const found = await store.logPositions(ids);
    const head = await this.covering(found.reduce((size, { position }) => Math.max(size, position + 1), 1));
    const paths = await store.inclusionPaths(
      found.map(({ position }) => position),
      head.size,
    );
    const receipts = await Promise.all(
      found.map(async ({ id, position, receivedAt }, index) => {
        const inclusion = { size: head.size, index: position, path: paths[index] ?? [] };
        return { id, receivedAt, receipt: await signReceipt(head.root, inclusion, home.signers.log) };
      }),
    );
    return { head, receipts };
  }

  async #load(): Promise<SignedHead | undefined> {
    if (this.#newest !== undefined) return this.#newest;
    const stored = await this.#deps.store.newestTreeHead();
    if (stored === undefined) return undefined;
    const root = await this.#deps.store.logRoot(stored.size);
    this.#newest = { size: stored.size, root, time: stored.signedAt, message: stored.message };
    return this.#newest;
  }

  async #sign(): Promise<SignedHead> {
    const { store, home, now } = this.#deps;
    const size = await store.logSize();
    const root = await store.logRoot(size);
    const time = now();
    const message = await signTreeHead({ authority: home.authority.id, size, root, time }, home.signers.log);
    await store.saveTreeHead({ size, signedAt: time, message });
    this.#newest = { size, root, time, message };
    return this.#newest;
  }
}
