import { compareBytes, toHex } from "../../core/bytes.ts";
import {
  CHUNK_ROWS,
  DIRECTORY_MAX_AGE,
  type EncodedRow,
  encodeChunk,
  rowsDigest,
  signDirectoryHead,
} from "../../core/operator/directory.ts";
import { sha256 } from "../../core/sha256.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { LruMap } from "../lruMap.ts";
import type { DirectoryChange, Store } from "../store/port.ts";

/** Age after which a head is signed anew although nothing changed, in seconds: phones see that the register is alive. */
const HEAD_RENEWAL = 600;
/** Regions kept ready. */
const KEPT_SNAPSHOTS = 64;
/** Chunks kept ready, of this and of earlier versions; a phone that misses one fetches the snapshot again. */
const KEPT_CHUNKS = 4096;

/** A snapshot of a region as it is sent. */
export type Snapshot = {
  readonly version: number;
  readonly issuedAt: number;
  readonly head: Uint8Array;
  readonly chunks: readonly string[];
};

/** A change as it is sent. */
export type Delta = DirectoryChange & { readonly from: number; readonly head: Uint8Array };

/** What publishing the directory needs. */
export type DirectoryDeps = { readonly store: Store; readonly home: HomeAuthority; readonly now: () => number };

/** Signs snapshots and changes of the directory, region by region. */
export class DirectoryPublisher {
  readonly #deps: DirectoryDeps;
  readonly #snapshots = new LruMap<string, Snapshot>(KEPT_SNAPSHOTS);
  readonly #chunks = new LruMap<string, Uint8Array>(KEPT_CHUNKS);

  constructor(deps: DirectoryDeps) {
    this.#deps = deps;
  }

  /** The snapshot of a region as of now. */
  async snapshot(region: string): Promise<Snapshot> {
    const { store, home, now } = this.#deps;
    const version = await store.publishDirectory();
    const held = this.#snapshots.get(region);
    if (held !== undefined && held.version === version && now() - held.issuedAt < HEAD_RENEWAL) return held;
    const rows = [...(await store.directoryRows(region))].sort((left, right) =>
      compareBytes(left.row.operator, right.row.operator),
    );
    const issuedAt = now();
    const content = {
      authority: home.authority.id,
      region,
      version,
      issuedAt,
      maxAge: DIRECTORY_MAX_AGE,
      digest: rowsDigest(rows),
    };
    const head = await signDirectoryHead(content, home.signers.directory);
    const snapshot = { version, issuedAt, head, chunks: this.#cut(rows) };
    this.#snapshots.set(region, snapshot);
    return snapshot;
  }

  #cut(rows: readonly EncodedRow[]): readonly string[] {
    const names: string[] = [];
    for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
      const chunk = encodeChunk(rows.slice(start, start + CHUNK_ROWS));
      const name = toHex(sha256(chunk));
      this.#chunks.set(name, chunk);
      names.push(name);
    }
    return names;
  }

  /** A chunk by its name. */
  chunk(name: string): Uint8Array | undefined {
    return this.#chunks.get(name);
  }

  /** What changed in a region since version `after`; undefined when that version was never published. */
  async delta(region: string, after: number): Promise<Delta | undefined> {
    const { head } = await this.snapshot(region);
    const change = await this.#deps.store.directoryChange(region, after);
    return change === undefined ? undefined : { ...change, from: after, head };
  }
}
