import { type PointerEvent, type RefObject, useEffect, useRef } from "react";

/** Pixels of the picture: enough for a name written with a finger, and a few kilobytes as a PNG. */
const PICTURE = { width: 480, height: 240 } as const;
const STROKE_WIDTH = 6;

type SignaturePadProps = {
  readonly label: string;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Told once something is written. */
  readonly onWritten: () => void;
};

function pointIn(event: PointerEvent<HTMLCanvasElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [
    ((event.clientX - box.left) / box.width) * PICTURE.width,
    ((event.clientY - box.top) / box.height) * PICTURE.height,
  ];
}

/** A frame to write a name in with a finger: black on white. */
export function SignaturePad({ label, canvas, onWritten }: SignaturePadProps) {
  const last = useRef<readonly [number, number]>(undefined);
  useEffect(() => clearPad(canvas.current), [canvas]);
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const from = last.current;
    const context = event.currentTarget.getContext("2d");
    if (from === undefined || context === null) return;
    const to = pointIn(event);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    last.current = to;
    onWritten();
  };
  return (
    <canvas
      ref={canvas}
      className="signature-pad"
      role="img"
      aria-label={label}
      width={PICTURE.width}
      height={PICTURE.height}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = pointIn(event);
      }}
      onPointerMove={draw}
      onPointerUp={() => {
        last.current = undefined;
      }}
      onPointerCancel={() => {
        last.current = undefined;
      }}
    />
  );
}

/** Wipes the frame. */
export function clearPad(canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext("2d");
  if (context === undefined || context === null) return;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, PICTURE.width, PICTURE.height);
  context.strokeStyle = "#000";
  context.lineWidth = STROKE_WIDTH;
  context.lineCap = "round";
  context.lineJoin = "round";
}

/** What was written as a PNG; undefined where the browser gives none. */
export function padPicture(canvas: HTMLCanvasElement): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => {
      if (blob === null) return resolve(undefined);
      void blob.arrayBuffer().then((buffer) => resolve(new Uint8Array(buffer)));
    }, "image/png");
  });
}
