import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { equalBytes, toHex } from "../../core/bytes.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { BLOB_HEAD_BYTES, type BlobName, type BlobType, blobType } from "../../core/statement/blobs.ts";
import type { BlobProgress } from "../../wire/blobs.ts";

/** A part of a blob: the byte at which it begins, and its bytes. */
export type BlobPart = { readonly offset: number; readonly bytes: Uint8Array };

/** Why a part was not taken. `wrongOffset`: it does not begin where the last one ended. */
export type BlobError = "wrongOffset" | "tooLarge" | "unsupportedType" | "hashDiffers";

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAt(file: string, { offset, bytes }: BlobPart): Promise<void> {
  const handle: FileHandle = await open(file, offset === 0 ? "w" : "r+");
  try {
    await handle.write(bytes, 0, bytes.length, offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Blobs as files named by their hash. Parts are appended to a file beside it and synced before they are acknowledged;
 * the whole takes its name only when its hash is right.
 */
export class BlobFiles {
  readonly #folder: string;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(dataDir: string) {
    this.#folder = join(dataDir, "blobs");
  }

  #fileOf(hash: Uint8Array): string {
    const name = toHex(hash);
    return join(this.#folder, name.slice(0, 2), name);
  }

  /** One after another for each blob, so that two phones sending one blob cannot mix their parts. */
  async #inTurn<T>(hash: Uint8Array, work: () => Promise<T>): Promise<T> {
    const name = toHex(hash);
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined);
    this.#turns.set(name, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === settled) this.#turns.delete(name);
    }
  }

  /** How much of a blob has arrived. */
  async progress({ hash, size }: BlobName): Promise<BlobProgress> {
    const file = this.#fileOf(hash);
    if ((await sizeOf(file)) !== undefined) return { received: size, complete: true };
    return { received: (await sizeOf(`${file}.part`)) ?? 0, complete: false };
  }

  /** Takes the next part of a blob. Resolves once it is on the disk. */
  take(blob: BlobName, part: BlobPart): Promise<Result<BlobProgress, BlobError>> {
    return this.#inTurn(blob.hash, () => this.#take(blob, part));
  }

  async #take(blob: BlobName, part: BlobPart): Promise<Result<BlobProgress, BlobError>> {
    const { received, complete } = await this.progress(blob);
    if (complete) return ok({ received, complete });
    if (part.offset !== received) return err("wrongOffset");
    const end = part.offset + part.bytes.length;
    if (end > blob.size) return err("tooLarge");
    const isHead = part.offset === 0 && (part.bytes.length >= BLOB_HEAD_BYTES || end === blob.size);
    if (part.offset === 0 && !(isHead && blobType(part.bytes) !== undefined)) return err("unsupportedType");
    const file = this.#fileOf(blob.hash);
    await mkdir(dirname(file), { recursive: true });
    await writeAt(`${file}.part`, part);
    return end < blob.size ? ok({ received: end, complete: false }) : this.#finish(blob, file);
  }

  async #finish({ hash, size }: BlobName, file: string): Promise<Result<BlobProgress, BlobError>> {
    const whole = await readFile(`${file}.part`);
    if (!equalBytes(new Uint8Array(createHash("sha256").update(whole).digest()), hash)) {
      await rm(`${file}.part`, { force: true });
      return err("hashDiffers");
    }
    await rename(`${file}.part`, file);
    await syncFolder(dirname(file));
    return ok({ received: size, complete: true });
  }

  /** A whole blob with its type; undefined while it has not arrived. */
  async read(hash: Uint8Array): Promise<{ readonly bytes: Buffer; readonly type: BlobType } | undefined> {
    const file = this.#fileOf(hash);
    if ((await sizeOf(file)) === undefined) return undefined;
    const bytes = await readFile(file);
    const type = blobType(bytes);
    return type === undefined ? undefined : { bytes, type };
  }
}
