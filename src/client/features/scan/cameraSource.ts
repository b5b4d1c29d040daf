import { err, ok, type Result } from "../../../core/result.ts";
import { FULL_WIDTH } from "./decodePace.ts";

/** Why there is no camera picture. Each has its way round: a photo, or the typed number. */
export type CameraError = "noCamera" | "permissionDenied" | "inUse" | "insecureContext" | "notSupported";

/** A camera that can be chosen; the label is empty until the person has allowed the camera. */
export type CameraChoice = { readonly id: string; readonly label: string };

/** An open camera. */
export type Camera = {
  readonly stream: MediaStream;
  /** undefined where the browser does not say. */
  readonly id: string | undefined;
  readonly hasTorch: boolean;
  /** @returns whether the lamp is now as wanted */
  readonly setTorch: (on: boolean) => Promise<boolean>;
  /** The camera was taken away: unplugged, or seized by another app. */
  readonly onLost: (listener: () => void) => void;
  readonly stop: () => void;
};

/** The part of `navigator.mediaDevices` that is used here. */
export type CameraDevices = Pick<MediaDevices, "getUserMedia" | "enumerateDevices">;

/** What the page's own surroundings allow. */
export type CameraSurroundings = {
  /** undefined in old web views and outside https. */
  readonly devices: CameraDevices | undefined;
  readonly secure: boolean;
};

const ERROR_OF: Readonly<Record<string, CameraError>> = {
  NotAllowedError: "permissionDenied",
  SecurityError: "permissionDenied",
  PermissionDeniedError: "permissionDenied",
  NotFoundError: "noCamera",
  DevicesNotFoundError: "noCamera",
  OverconstrainedError: "noCamera",
  NotReadableError: "inUse",
  TrackStartError: "inUse",
  AbortError: "inUse",
};

/** Reads the name of what getUserMedia threw; unknown ones count as "not supported". */
function cameraErrorOf(error: unknown): CameraError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return ERROR_OF[name] ?? "notSupported";
}

function constraintsFor(id: string | undefined): MediaStreamConstraints {
  const which = id === undefined ? { facingMode: { ideal: "environment" } } : { deviceId: { exact: id } };
  return { audio: false, video: { ...which, width: { ideal: FULL_WIDTH }, height: { ideal: 1080 } } };
}

function canTorch(track: MediaStreamTrack): boolean {
  // Firefox has getCapabilities from 132; Chrome lists the lamp there, TypeScript's library does not know it.
  return typeof track.getCapabilities === "function" && "torch" in track.getCapabilities();
}

async function setTorch(track: MediaStreamTrack, on: boolean): Promise<boolean> {
  try {
    const lamp: MediaTrackConstraintSet & { readonly torch: boolean } = { torch: on };
    await track.applyConstraints({ advanced: [lamp] });
    return true;
  } catch {
    return false;
  }
}

function cameraOf(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0];
  return {
    stream,
    id: track?.getSettings().deviceId,
    hasTorch: track !== undefined && canTorch(track),
    setTorch: async (on) => track !== undefined && setTorch(track, on),
    onLost: (listener) => track?.addEventListener("ended", listener, { once: true }),
    stop: () => {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/**
 * Opens the chosen camera, or the one that looks away from the person. A chosen camera that is gone is
 * replaced by the default one.
 */
export async function openCamera(
  { devices, secure }: CameraSurroundings,
  id: string | undefined,
): Promise<Result<Camera, CameraError>> {
  if (devices === undefined) return err(secure ? "notSupported" : "insecureContext");
  try {
    return ok(cameraOf(await devices.getUserMedia(constraintsFor(id))));
  } catch (error) {
    const code = cameraErrorOf(error);
    if (id !== undefined && code === "noCamera") return openCamera({ devices, secure }, undefined);
    return err(code);
  }
}

/** All cameras of the device; empty where the browser does not list them. */
export async function listCameras(devices: CameraDevices | undefined): Promise<readonly CameraChoice[]> {
  try {
    const all = (await devices?.enumerateDevices()) ?? [];
    return all
      .filter((device) => device.kind === "videoinput" && device.deviceId !== "")
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  } catch {
    return [];
  }
}
