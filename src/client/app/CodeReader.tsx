import { useEffect, useRef, useState } from "react";
import { openCamera } from "../features/scan/cameraSource.ts";
import { useScanner } from "../features/scan/useScanner.ts";
import { stationText } from "../text/station.ts";
import { useText } from "../text/useText.ts";
import { Button } from "../ui/Button.tsx";

type CodeReaderProps = { readonly aim: string; readonly onText: (text: string) => void };

/** The camera in a sheet of another screen: calls back with each new code; a photo is the way round. */
export function CodeReader({ aim, onText }: CodeReaderProps) {
  const text = useText(stationText);
  const video = useRef<HTMLVideoElement>(null);
  const scanner = useScanner();
  const [camera, setCamera] = useState<"starting" | "on" | "off">("starting");
  const [nothing, setNothing] = useState(false);
  const told = useRef(onText);
  useEffect(() => {
    told.current = onText;
  }, [onText]);
  useEffect(() => {
    const over = new AbortController();
    const start = async () => {
      const element = video.current;
      const opened = await openCamera({ devices: navigator.mediaDevices, secure: window.isSecureContext }, undefined);
      if (!opened.ok) return setCamera("off");
      if (over.signal.aborted || element === null) return opened.value.stop();
      element.srcObject = opened.value.stream;
      element.play().catch(() => undefined); // refused until the first tap on some phones; frames come all the same
      setCamera("on");
      let last = "";
      const stop = scanner.scan(opened.value, element, {
        several: () => false,
        onTexts: ([seen]) => {
          if (seen === undefined || seen === last) return;
          last = seen;
          told.current(seen);
        },
        onBroken: () => setCamera("off"),
      });
      over.signal.addEventListener("abort", () => {
        stop();
        opened.value.stop();
      });
    };
    void start();
    return () => over.abort();
  }, [scanner]);
  const photo = async (file: File | undefined) => {
    const [seen] = file === undefined ? [] : await scanner.readPicture(file);
    setNothing(file !== undefined && seen === undefined);
    if (seen !== undefined) onText(seen);
  };
  return (
    <div className="code-reader stack">
      <video ref={video} playsInline muted aria-label={aim} hidden={camera === "off"} />
      <p>{camera === "on" ? aim : text(camera === "starting" ? "reader.starting" : "reader.noCamera")}</p>
      {nothing && <p role="alert">{text("reader.nothing")}</p>}
      <PhotoPicker onChosen={(file) => void photo(file)} />
    </div>
  );
}

function PhotoPicker({ onChosen }: { readonly onChosen: (file: File | undefined) => void }) {
  const text = useText(stationText);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="picture" wide onClick={() => input.current?.click()}>
        {text("reader.photo")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          onChosen(event.target.files?.[0]);
          // The same picture may be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
