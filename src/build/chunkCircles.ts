/** A file of the built app with the files that it imports when it starts. */
export type BuiltChunk = { readonly fileName: string; readonly imports: readonly string[] };

/**
 * The files of a circle of imports; undefined where there is none. In a circle one file runs before what it needs is
 * there, and a screen breaks, or not, by the way it was reached.
 */
export function findCircle(chunks: readonly BuiltChunk[]): readonly string[] | undefined {
  const importsOf = new Map(chunks.map(({ fileName, imports }) => [fileName, imports]));
  const cleared = new Set<string>();
  const follow = (fileName: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(fileName)) return way.slice(way.indexOf(fileName));
    if (cleared.has(fileName)) return undefined;
    for (const imported of importsOf.get(fileName) ?? []) {
      const circle = follow(imported, [...way, fileName]);
      if (circle !== undefined) return circle;
    }
    cleared.add(fileName);
    return undefined;
  };
  for (const { fileName } of chunks) {
    const circle = follow(fileName, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
