import { useEffect, useState } from "react";
import { chinaDay } from "../../../core/date.ts";
import { chinaDayWords, formatSecond } from "../../text/format.ts";
import { useLanguage } from "../../text/useText.ts";

/** Steps of the mark from one end of its track to the other. */
const STEPS = 6;
/** The code is painted before the clock starts, in milliseconds. */
const AFTER_PAINT = 200;

type LiveMarkProps = {
  /** Unix seconds. */
  readonly clock: () => number;
  /** Whether anyone sees it yet. */
  readonly running: boolean;
};

/** Where the mark is at a second, in steps from the left end: to and fro. */
function stepAt(second: number): number {
  const turn = second % (2 * STEPS);
  return turn <= STEPS ? turn : 2 * STEPS - turn;
}

/**
 * Day and time in China to the second over a mark that goes to and fro: a screenshot stands still. It wakes the page once
 * a second; between its steps the mark is moved by the style sheet, and where less motion is wanted it jumps.
 */
export function LiveMark({ clock, running }: LiveMarkProps) {
  const language = useLanguage();
  const second = useSecond(clock, running);
  return (
    <div className="live">
      <time className="live-clock" role="timer">
        {second === undefined
          ? "\u00A0"
          : `${chinaDayWords(chinaDay(second), language)} ${formatSecond(second, language)}`}
      </time>
      <div className="live-track" aria-hidden="true">
        <span className="live-mark" style={{ transform: `translateX(${stepAt(second ?? 0) * 100}%)` }} />
      </div>
    </div>
  );
}

/** The second that the clock shows; undefined until it runs. */
function useSecond(clock: () => number, running: boolean): number | undefined {
  const [second, setSecond] = useState<number>();
  useEffect(() => {
    if (!running) return;
    const tick = () => {
      const now = clock();
      setSecond(Math.floor(now));
      timer = setTimeout(tick, Math.ceil(1000 * (1 - (now % 1))));
    };
    let timer = setTimeout(tick, AFTER_PAINT);
    return () => clearTimeout(timer);
  }, [clock, running]);
  return second;
}
