import { useMemo } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import "./qrCode.css";
import { crispEdge, qrPath } from "./qrSymbol.ts";

type QrCodeProps = {
  readonly text: string;
  /** Room in CSS pixels; the code is drawn as large as whole device pixels for each module allow. */
  readonly size: number;
  /** What the code says, for those who cannot see it. */
  readonly label?: string;
};

/** A QR code, black on white in both colour schemes, with its light margin. */
export function QrCode({ text, size, label }: QrCodeProps) {
  const say = useText(uiText);
  const path = useMemo(() => qrPath(text), [text]);
  const edge = crispEdge(size, path.width, window.devicePixelRatio);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label ?? say("code.label")}
      width={edge}
      height={edge}
      viewBox={`0 0 ${path.width} ${path.width}`}
    >
      <path d={path.d} />
    </svg>
  );
}
