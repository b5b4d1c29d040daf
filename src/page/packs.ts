import type { Result } from "../core/result.ts";

/** A data pack that ships with the page. @throws Error when its reader refused it: a broken build */
export function intact<T>(pack: Result<T, "badPack">): T {
  if (!pack.ok) throw new Error("a data pack that ships with the page is damaged");
  return pack.value;
}
