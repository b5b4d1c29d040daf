import { expect, test } from "vitest";
import {
  type CameraDevices,
  type CameraError,
  listCameras,
  openCamera,
} from "../../../src/client/features/scan/cameraSource.ts";

/** Cameras that answer as told, and remember how they were asked. */
function devices(answer: (constraints: MediaStreamConstraints | undefined) => MediaStream): CameraDevices & {
  readonly asked: (MediaStreamConstraints | undefined)[];
} {
  const asked: (MediaStreamConstraints | undefined)[] = [];
  return {
    asked,
    getUserMedia: (constraints) => {
      asked.push(constraints);
      return new Promise((resolve) => resolve(answer(constraints)));
    },
    enumerateDevices: () =>
      Promise.resolve([
        { kind: "audioinput", deviceId: "m", label: "麦克风" },
        { kind: "videoinput", deviceId: "back", label: "后置相机" },
        { kind: "videoinput", deviceId: "", label: "" },
      ] as MediaDeviceInfo[]),
  };
}

function streamOf(track: Partial<MediaStreamTrack>): MediaStream {
  const full = { getSettings: () => ({ deviceId: "back" }), stop: () => undefined, ...track };
  return { getVideoTracks: () => [full], getTracks: () => [full] } as unknown as MediaStream;
}

test.each<[string, CameraError]>([
  ["NotAllowedError", "permissionDenied"],
  ["NotFoundError", "noCamera"],
  ["NotReadableError", "inUse"],
  ["TypeError", "notSupported"],
])("what the browser calls %s is said as %s", async (name, code) => {
  const source = devices(() => {
    throw name === "TypeError" ? new TypeError("no constraints") : new DOMException("", name);
  });
  await expect(openCamera({ devices: source, secure: true }, undefined)).resolves.toEqual({ ok: false, error: code });
});

test("a page without https and a web view without cameras are told apart", async () => {
  await expect(openCamera({ devices: undefined, secure: false }, undefined)).resolves.toEqual({
    ok: false,
    error: "insecureContext",
  });
  await expect(openCamera({ devices: undefined, secure: true }, undefined)).resolves.toEqual({
    ok: false,
    error: "notSupported",
  });
});

test("asks for the camera that looks away from the person, at 1920 × 1080 where it can", async () => {
  const source = devices(() => streamOf({}));
  await openCamera({ devices: source, secure: true }, undefined);
  expect(source.asked).toEqual([
    {
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    },
  ]);
});

test("a chosen camera that is gone is replaced by the default one", async () => {
  const source = devices((constraints) => {
    const video = constraints?.video;
    if (typeof video === "object" && video.deviceId !== undefined) throw new DOMException("", "OverconstrainedError");
    return streamOf({});
  });
  const opened = await openCamera({ devices: source, secure: true }, "unplugged");
  expect(opened.ok).toBe(true);
  expect(source.asked).toHaveLength(2);
});

test("a torch that the camera names is offered, and a refusal to light it is not an error", async () => {
  const track = {
    getCapabilities: () => ({ torch: true }) as MediaTrackCapabilities,
    applyConstraints: () => Promise.reject(new DOMException("", "OverconstrainedError")),
  };
  const opened = await openCamera({ devices: devices(() => streamOf(track)), secure: true }, undefined);
  expect(opened.ok && opened.value.hasTorch).toBe(true);
  await expect(opened.ok && opened.value.setTorch(true)).resolves.toBe(false);
});

test("a browser that names no capabilities has no torch", async () => {
  const opened = await openCamera({ devices: devices(() => streamOf({})), secure: true }, undefined);
  expect(opened.ok && opened.value.hasTorch).toBe(false);
});

test("lists cameras only, and none where the browser refuses to list", async () => {
  await expect(listCameras(devices(() => streamOf({})))).resolves.toEqual([{ id: "back", label: "后置相机" }]);
  await expect(listCameras(undefined)).resolves.toEqual([]);
});
