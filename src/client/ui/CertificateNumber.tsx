import { formatNumber } from "../../core/certificate/number.ts";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import "./certificateNumber.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/** A certificate's number in large fours that break only between groups; `number` is its 16 characters. */
export function CertificateNumber({ number }: { readonly number: string }) {
  const text = useText(uiText);
  return (
    <p className="number">
      <VisuallyHidden>{text("number.label")}</VisuallyHidden>
      {formatNumber(number)
        .split("-")
        .map((four, place) => (
          <span key={`${place}${four}`}>{four}</span>
        ))}
    </p>
  );
}
