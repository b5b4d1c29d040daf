import * as v from "valibot";
import { toHex } from "../../core/bytes.ts";
import type { Authority } from "../../core/operator/authority.ts";
import { regionContains } from "../../core/operator/region.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import {
  type DirectoryDelta,
  type DirectorySnapshot,
  directoryDeltaSchema,
  directorySnapshotSchema,
} from "../../wire/directory.ts";
import { directoryChunkPath, directoryDeltaPath, directoryPath } from "../../wire/paths.ts";
import { parseProblem } from "../../wire/problem.ts";
import { LruMap } from "../lruMap.ts";

/** Seconds for which a fetched snapshot is passed on to whoever asks next. */
const KEPT_FOR = 60;
/** Milliseconds that another authority's endpoint may take. */
const PATIENCE = 8000;
/** Largest answer taken from it, in bytes. */
const LARGEST = 8 * 1024 * 1024;
/** Regions, and names of chunks, that are remembered. */
const KEPT_REGIONS = 64;
const KEPT_CHUNKS = 512;

/** Why nothing can be passed on; `snapshotNeeded` is the other endpoint's own word. */
export type NeighbourError = "neighbourSilent" | "snapshotNeeded";

type Kept = { readonly at: number; readonly snapshot: DirectorySnapshot };

/**
 * Passes on the directories of recognised authorities: phones talk to their own endpoint only. Nothing here is trusted;
 * a phone checks every head under the other authority's directory key, as its own signed list names it.
 */
export class NeighbourDirectories {
  readonly #now: () => number;
  readonly #snapshots = new LruMap<string, Kept>(KEPT_REGIONS);
  readonly #origins = new LruMap<string, string>(KEPT_CHUNKS);
  readonly #chunks = new LruMap<string, Uint8Array>(KEPT_CHUNKS);

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The snapshot of a region as the authority's endpoint gives it. */
  async snapshot({ origin }: Authority, region: string): Promise<Result<DirectorySnapshot, NeighbourError>> {
    const name = `${origin} ${region}`;
    const kept = this.#snapshots.get(name);
    if (kept !== undefined && this.#now() - kept.at < KEPT_FOR) return ok(kept.snapshot);
    const fetched = await fetchJson(`${origin}${directoryPath(region)}`, directorySnapshotSchema);
    if (!fetched.ok) return fetched;
    this.#snapshots.set(name, { at: this.#now(), snapshot: fetched.value });
    for (const chunk of fetched.value.chunks) this.#origins.set(chunk, origin);
    return fetched;
  }

  /** What changed in a region since version `after`. */
  delta({ origin }: Authority, region: string, after: number): Promise<Result<DirectoryDelta, NeighbourError>> {
    return fetchJson(`${origin}${directoryDeltaPath(region, after)}`, directoryDeltaSchema);
  }

  /** A chunk that a snapshot named; undefined for any other name, or when it cannot be had whole. */
  async chunk(name: string): Promise<Uint8Array | undefined> {
    const kept = this.#chunks.get(name);
    const origin = this.#origins.get(name);
    if (kept !== undefined || origin === undefined) return kept;
    const fetched = await fetchBytes(`${origin}${directoryChunkPath(name)}`);
    if (fetched?.ok !== true || toHex(sha256(fetched.bytes)) !== name) return undefined;
    this.#chunks.set(name, fetched.bytes);
    return fetched.bytes;
  }
}

/** The recognised authority in whose listed regions a region lies. */
export function neighbourOf(recognised: readonly Authority[], region: string): Authority | undefined {
  return recognised.find(({ regions }) => regions.some((own) => regionContains(own, region)));
}

type Fetched = { readonly ok: boolean; readonly bytes: Uint8Array };

async function fetchBytes(url: string): Promise<Fetched | undefined> {
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    const parts: Uint8Array[] = [];
    let length = 0;
    const body: AsyncIterable<unknown> | null = response.body;
    if (body === null) return undefined;
    for await (const part of body) {
      if (!(part instanceof Uint8Array)) return undefined;
      length += part.length;
      if (length > LARGEST) return undefined;
      parts.push(part);
    }
    return { ok: response.ok, bytes: new Uint8Array(Buffer.concat(parts)) };
  } catch {
    // Down, slow, or not where it says it is.
    return undefined;
  }
}

async function fetchJson<const S extends v.GenericSchema>(
  url: string,
  schema: S,
): Promise<Result<v.InferOutput<S>, NeighbourError>> {
  const fetched = await fetchBytes(url);
  if (fetched === undefined) return err("neighbourSilent");
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(fetched.bytes));
    if (!fetched.ok) return err(parseProblem(body)?.code === "snapshotNeeded" ? "snapshotNeeded" : "neighbourSilent");
    const parsed = v.safeParse(schema, body);
    return parsed.success ? ok(parsed.output) : err("neighbourSilent");
  } catch {
    return err("neighbourSilent");
  }
}
