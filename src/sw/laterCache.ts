/** Holds files that are named after their content, so what is in it never goes stale. */
const CACHE = "later";

/** From the cache, else from the network and into the cache. */
export async function answerLater(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const stored = await cache.match(request.url);
  if (stored !== undefined) return stored;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

/** Fetches what is not stored yet, one file after the other, so that it never competes with the person's own requests. */
export async function fillLater(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const url of urls) {
    if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined); // next start tries again
  }
}

/** Forgets files of versions before this one. */
export async function dropOldLater(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    if (!urls.includes(request.url)) await cache.delete(request);
  }
}
