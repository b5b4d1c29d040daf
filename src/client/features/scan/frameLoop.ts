/** Delay before looking again when a source showed nothing new. */
const IDLE_MS = 30;

type FrameCallbackVideo = HTMLVideoElement & {
  requestVideoFrameCallback?: (callback: () => void) => number;
};

/**
 * Calls `visit` for frames of a playing video, never before the last call has settled: what arrives meanwhile is
 * skipped, so that the newest frame is always the one looked at. Uses requestVideoFrameCallback where it exists
 * (Firefox has it from 132), else animation frames at which the video's time has moved on.
 * @returns stops the loop; a running `visit` is not interrupted
 */
export function eachFrame(video: HTMLVideoElement, visit: () => Promise<void>): () => void {
  const source: FrameCallbackVideo = video;
  let stopped = false;
  let lastTime = -1;

  function schedule(): void {
    if (stopped) return;
    if (source.requestVideoFrameCallback !== undefined) source.requestVideoFrameCallback(run);
    else requestAnimationFrame(runIfMoved);
  }

  function run(): void {
    if (stopped) return;
    visit().then(schedule, () => setTimeout(schedule, IDLE_MS));
  }

  function runIfMoved(): void {
    if (source.currentTime === lastTime || source.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
      setTimeout(schedule, IDLE_MS);
      return;
    }
    lastTime = source.currentTime;
    run();
  }

  schedule();
  return () => {
    stopped = true;
  };
}
