import type { LabelGrade } from "../../../core/label/grade.ts";
import type { Result } from "../../../core/result.ts";

/** Why there is no camera picture; a photo is the way round. */
export type CameraTrouble = "noCamera" | "permissionDenied" | "inUse" | "insecureContext" | "notSupported";

/** What the label check needs from the app. */
export type LabelCheckDeps = {
  /** Plays the camera; what comes back ends it. */
  readonly startCamera: (video: HTMLVideoElement) => Promise<Result<() => void, CameraTrouble>>;
  /** Reads and grades the label in a picture; undefined when none is read. */
  readonly check: (picture: HTMLVideoElement | HTMLImageElement) => Promise<LabelGrade | undefined>;
  /** Lets the decoder go; the next check starts another one. */
  readonly close: () => void;
};
