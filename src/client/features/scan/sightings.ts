/** A code that was reported is reported again only after it was out of sight for so long. */
export const ABSENT_MS = 1500;

/** What the camera keeps seeing. */
export type Sightings = {
  /** Those of the texts that are new in sight; the others are noted as still there. */
  readonly arrived: (texts: readonly string[]) => readonly string[];
  readonly report: (text: string) => void;
};

/**
 * Tells codes that come into sight from those that stay there: each is reported once, and again when it was away in
 * between. `nowMs` gives milliseconds that only run forward.
 */
export function createSightings(nowMs: () => number): Sightings {
  const reported = new Map<string, number>();
  return {
    arrived(texts) {
      const now = nowMs();
      return texts.filter((text) => {
        const last = reported.get(text);
        if (last === undefined || now - last > ABSENT_MS) return true;
        reported.set(text, now);
        return false;
      });
    },
    report: (text) => void reported.set(text, nowMs()),
  };
}
