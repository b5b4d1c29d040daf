import { type RefObject, useCallback, useEffect, useState } from "react";
import type { LabelGrade } from "../../../core/label/grade.ts";
import type { CameraTrouble, LabelCheckDeps } from "./labelCheckDeps.ts";

/** Looks of which the best counts: a shaking hand looks like damage, a bad print stays bad. */
const LOOKS = 4;
/** Milliseconds between two looks, and after which a label that was never read is said to be unreadable. */
const BETWEEN = 150;
const PATIENCE = 12_000;

/** How far a check is. */
export type CheckState =
  | { readonly at: "looking" }
  | { readonly at: "graded"; readonly grade: LabelGrade }
  | { readonly at: "unread" }
  | { readonly at: "noCamera"; readonly trouble: CameraTrouble };

/** A check that runs by itself as long as the screen is shown, and can be begun again. */
export type LabelCheck = {
  readonly state: CheckState;
  readonly again: () => void;
  readonly photo: (file: Blob) => Promise<void>;
};

/** Checks what the camera sees, or a photo. */
export function useLabelCheck(video: RefObject<HTMLVideoElement | null>, deps: LabelCheckDeps): LabelCheck {
  const [state, setState] = useState<CheckState>({ at: "looking" });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    const show = (next: CheckState) => over.signal.aborted || setState(next);
    const look = async (): Promise<void> => {
      const element = video.current;
      if (element === null) return;
      const camera = await deps.startCamera(element);
      if (!camera.ok) return void show({ at: "noCamera", trouble: camera.error });
      over.signal.addEventListener("abort", camera.value);
      if (over.signal.aborted) return camera.value();
      const grade = await bestLook(() => deps.check(element), over.signal);
      camera.value();
      show(grade === undefined ? { at: "unread" } : { at: "graded", grade });
    };
    void look();
    return () => over.abort();
    // A new round looks again.
  }, [round, video, deps]);
  useEffect(() => deps.close, [deps]);
  const again = useCallback(() => {
    setState({ at: "looking" });
    setRound((count) => count + 1);
  }, []);
  const photo = useCallback(
    async (file: Blob) => {
      const grade = await checkPhoto(file, deps);
      setState(grade === undefined ? { at: "unread" } : { at: "graded", grade });
    },
    [deps],
  );
  return { state, again, photo };
}

async function bestLook(
  look: () => Promise<LabelGrade | undefined>,
  signal: AbortSignal,
): Promise<LabelGrade | undefined> {
  let best: LabelGrade | undefined;
  let looks = 0;
  for (let waited = 0; waited < PATIENCE && looks < LOOKS && !signal.aborted; waited += BETWEEN) {
    const grade = await look();
    if (grade !== undefined) {
      looks++;
      if (best === undefined || grade.margin > best.margin) best = grade;
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
  return best;
}

async function checkPhoto(file: Blob, deps: LabelCheckDeps): Promise<LabelGrade | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await deps.check(image);
  } catch {
    // Not a picture.
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}
