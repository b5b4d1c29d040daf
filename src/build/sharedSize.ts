import { build, type InlineConfig } from "vite";
import { findCircle } from "./chunkCircles.ts";

/**
 * The first of these sizes at which no two built files import each other in a circle. Files that small screens share are
 * merged by their size alone, and which ones then need each other shows only in the bundle: not minified here, which changes
 * nothing about that.
 *
 * @throws Error when there is none: at 0 nothing is merged, and what is shared by the same screens needs no circle
 */
export async function largestSharedSize(
  sizes: readonly number[],
  configOf: (sharedSize: number) => InlineConfig,
): Promise<number> {
  for (const size of sizes) {
    const config = configOf(size);
    const bundle = await build({
      ...config,
      configFile: false,
      logLevel: "silent",
      build: { ...config.build, minify: false, write: false },
    });
    const outputs = (Array.isArray(bundle) ? bundle : [bundle]).flatMap((one) => ("output" in one ? one.output : []));
    if (findCircle(outputs.flatMap((file) => (file.type === "chunk" ? [file] : []))) === undefined) return size;
  }
  throw new Error("the built files import each other in a circle however they are divided");
}
