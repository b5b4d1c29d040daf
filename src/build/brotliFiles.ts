import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** Kinds of files that shrink; pictures are compressed already. */
const COMPRESSIBLE = /\.(?:html|js|css|svg|ttf|wasm|json|webmanifest|txt)$/;

const compress = promisify(brotliCompress);

/** Writes `name.br` beside every file of a folder that shrinks, at the highest quality; the server sends these. */
export async function writeBrotliFiles(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  // All at once: zlib works in the thread pool, which keeps every core busy.
  await Promise.all(names.filter((name) => COMPRESSIBLE.test(name)).map((name) => writeSmaller(join(folder, name))));
}

async function writeSmaller(path: string): Promise<void> {
  const content = await readFile(path);
  const small = await compress(content, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
  if (small.length < content.length) await writeFile(`${path}.br`, small);
}
