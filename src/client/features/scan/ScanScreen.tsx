import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { useWakeLock } from "../../ui/useWakeLock.ts";
import { CameraControls } from "./CameraControls.tsx";
import { NumberSheet } from "./NumberSheet.tsx";
import { PhotoButton } from "./PhotoButton.tsx";
import "./scan.css";
import type { ScanDeps } from "./scanDeps.ts";
import { createScanStore, type ScanStore } from "./scanStore.ts";
import { createSignals } from "./signals.ts";
import { useCamera } from "./useCamera.ts";
import { useScanner } from "./useScanner.ts";
import { VerdictCard } from "./VerdictCard.tsx";

const runningMilliseconds = () => performance.now();

/** The scanner: the camera never stops, the newest verdict stands below it; photos and typed numbers go the same way. */
export function ScanScreen({ deps }: { readonly deps: ScanDeps }) {
  const text = useText(scanText);
  const made = useMemo(() => createScanStore(deps, { signal: createSignals(), nowMs: runningMilliseconds }), [deps]);
  const store = useStore(made);
  const scanner = useScanner();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera({ video, scanner, store: made });
  useWakeLock(store.camera === "on");
  return (
    <Screen title={text("title")} parent="/" bottom={<ScanBar store={store} readPicture={scanner.readPicture} />}>
      <div
        className="scan-view"
        hidden={store.camera === "off"}
        data-on={store.camera === "on" || undefined}
        data-small={store.results.length > 0 || undefined}
      >
        <video ref={video} playsInline muted aria-label={text("aim")} />
        {store.results.length === 0 && <p className="scan-aim">{text(store.camera === "on" ? "aim" : "starting")}</p>}
      </div>
      <Findings store={store} deps={deps} />
      <CameraTrouble store={store} onRetry={camera.retry} />
      {store.camera === "on" && (
        <CameraControls camera={camera} several={store.several} onSeveral={store.severalToggled} />
      )}
    </Screen>
  );
}

function CameraTrouble({ store, onRetry }: { readonly store: ScanStore; readonly onRetry: () => void }) {
  const text = useText(scanText);
  const { cameraError, scannerBroken } = store;
  if (cameraError === undefined) {
    if (!scannerBroken) return null;
    return (
      <Banner tone="caution" role="status" title={text("scanner.broken")}>
        <p>{text("scanner.broken.way")}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="caution" role="status" title={text(`camera.${cameraError}`)}>
      <p>{text(`camera.${cameraError}.way`)}</p>
      <Button onClick={onRetry}>{text("camera.retry")}</Button>
    </Banner>
  );
}

function Findings({ store, deps }: { readonly store: ScanStore; readonly deps: ScanDeps }) {
  const text = useText(scanText);
  return (
    <>
      {store.nothingFound && <Banner tone="caution" role="alert" title={text("photo.nothing")} />}
      {store.checkFailed && (
        <Banner tone="bad" role="alert" title={text("checkFailed")}>
          <p>{text("checkFailed.way")}</p>
        </Banner>
      )}
      {store.notKept && <Banner tone="bad" role="alert" title={text("notKept")} />}
      {store.way !== undefined && (
        <Banner title={text(`${store.way.to}.found`)} role="status">
          <Link href={store.way.path} asChild>
            <ButtonLink tone="primary">{text(`${store.way.to}.open`)}</ButtonLink>
          </Link>
        </Banner>
      )}
      {store.results.map((result) => (
        <VerdictCard key={result.text} {...result} deps={deps} />
      ))}
      {store.results.length > 0 && (
        <Button large wide onClick={store.scanAgainPressed}>
          {text("again")}
        </Button>
      )}
      <div className="row">
        {store.count > 0 && <span className="soft">{text("count", { count: store.count })}</span>}
        <Link href="/scan/history" asChild>
          <ButtonLink tone="quiet">{text("history")}</ButtonLink>
        </Link>
        <Link href="/check" asChild>
          <ButtonLink tone="quiet">{text("labelCheck")}</ButtonLink>
        </Link>
      </div>
    </>
  );
}

type ScanBarProps = { readonly store: ScanStore; readonly readPicture: (file: Blob) => Promise<readonly string[]> };

function ScanBar({ store, readPicture }: ScanBarProps) {
  const text = useText(scanText);
  const [typing, setTyping] = useState(false);
  const enter = (number: string) => {
    setTyping(false);
    void store.numberTyped(number);
  };
  return (
    <BottomBar>
      <PhotoButton readPicture={readPicture} onRead={(texts) => void store.pictureRead(texts)} />
      <Button icon="keyboard" onClick={() => setTyping(true)}>
        {text("number")}
      </Button>
      <NumberSheet open={typing} onClose={() => setTyping(false)} onEntered={enter} />
    </BottomBar>
  );
}
