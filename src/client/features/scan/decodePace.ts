/** Frame width asked of the camera, and the one that slow phones fall back to. */
export const FULL_WIDTH = 1920;
export const REDUCED_WIDTH = 1280;

/** A median decode above this makes the frames smaller. */
const SLOW_DECODE_MS = 150;

/** Decodes that are looked at together; fewer say nothing. */
const SAMPLE = 9;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Watches decode times and reduces the frame width once, for good, when they are too long. */
export function createDecodePace(): {
  readonly took: (milliseconds: number) => void;
  readonly maxWidth: () => number;
} {
  let recent: readonly number[] = [];
  let width = FULL_WIDTH;
  return {
    took(milliseconds) {
      recent = [...recent.slice(-(SAMPLE - 1)), milliseconds];
      if (recent.length === SAMPLE && median(recent) > SLOW_DECODE_MS) width = REDUCED_WIDTH;
    },
    maxWidth: () => width,
  };
}
