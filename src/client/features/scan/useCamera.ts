import { type RefObject, useCallback, useEffect, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { type Camera, type CameraChoice, listCameras, openCamera } from "./cameraSource.ts";
import type { ScanStore } from "./scanStore.ts";
import type { Scanner } from "./useScanner.ts";

/** The camera of a screen as its controls see it. */
export type CameraState = {
  readonly cameras: readonly CameraChoice[];
  readonly current: string | undefined;
  readonly hasTorch: boolean;
  readonly torch: boolean;
  readonly setTorch: (on: boolean) => void;
  readonly choose: (id: string) => void;
  readonly retry: () => void;
};

type CameraUse = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly scanner: Scanner;
  readonly store: StoreApi<ScanStore>;
};

/**
 * Opens the camera while the screen is visible and hands its codes to the store. A hidden page lets the camera go, so
 * that another app can have it, and takes it again on return.
 */
export function useCamera({ video, scanner, store }: CameraUse): CameraState {
  const [chosen, setChosen] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [open, setOpen] = useState<Camera>();
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  const [torch, setTorch] = useState(false);
  const visible = useVisible();
  useEffect(() => {
    if (!visible) return undefined;
    let over = false;
    let release: () => void = () => undefined;
    const start = async () => {
      const element = video.current;
      const opened = await openCamera({ devices: navigator.mediaDevices, secure: window.isSecureContext }, chosen);
      if (!opened.ok) return over ? undefined : store.getState().cameraFailed(opened.error);
      if (over || element === null) return opened.value.stop();
      release = run({ camera: opened.value, element, scanner, store, onLost: () => setAttempt((count) => count + 1) });
      setOpen(opened.value);
      setTorch(false);
      setCameras(await listCameras(navigator.mediaDevices));
    };
    void start();
    return () => {
      over = true;
      release();
      setOpen(undefined);
    };
  }, [visible, chosen, attempt, video, scanner, store]);
  return {
    cameras,
    current: open?.id,
    hasTorch: open?.hasTorch === true,
    torch,
    setTorch: useCallback((on: boolean) => void open?.setTorch(on).then((done) => setTorch(done && on)), [open]),
    choose: setChosen,
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  };
}

type Run = {
  readonly camera: Camera;
  readonly element: HTMLVideoElement;
  readonly scanner: Scanner;
  readonly store: StoreApi<ScanStore>;
  readonly onLost: () => void;
};

function run({ camera, element, scanner, store, onLost }: Run): () => void {
  element.srcObject = camera.stream;
  // Refused until the first tap on some phones; the frames come all the same once it plays.
  element.play().catch(() => undefined);
  camera.onLost(onLost);
  store.getState().cameraOpened();
  const stop = scanner.scan(camera, element, {
    several: () => store.getState().several,
    onTexts: (texts) => void store.getState().codesSeen(texts),
    onBroken: () => store.getState().scannerBroke(),
  });
  return () => {
    stop();
    camera.stop();
    element.srcObject = null;
    store.getState().cameraClosed();
  };
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const changed = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", changed);
    return () => document.removeEventListener("visibilitychange", changed);
  }, []);
  return visible;
}
