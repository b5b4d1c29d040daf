import { useEffect, useState } from "react";
import { Link } from "wouter";
import { chinaDay } from "../../../core/date.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import { certificatesText } from "../../text/certificates.ts";
import { agencyWords, chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BrightnessAdvice } from "../../ui/BrightnessAdvice.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { useWakeLock } from "../../ui/useWakeLock.ts";
import type { OwnCertificate } from "./certificatesDeps.ts";
import { LiveMark } from "./LiveMark.tsx";
import "./show.css";

type ShownCodeProps = {
  readonly certificate: Pick<
    OwnCertificate,
    "id" | "number" | "product" | "quantity" | "issuer" | "station" | "iat" | "chainText" | "withdrawn"
  >;
  readonly units: readonly UnitName[];
  /** Unix seconds. */
  readonly clock: () => number;
  /** Keeps the screen on and the clock running. */
  readonly awake: boolean;
};

/** The chain code as large as the screen holds, with the number in large fours and whose commitment it is. */
export function ShownCode({ certificate, units, clock, awake }: ShownCodeProps) {
  const text = useText(certificatesText);
  const language = useLanguage();
  const wakeLock = useWakeLock(awake);
  const room = useCodeRoom();
  const { withdrawn } = certificate;
  return (
    <main className="show always-light" data-bad={withdrawn !== undefined || undefined}>
      <h1>{text("show.title")}</h1>
      {withdrawn !== undefined && (
        <Banner tone="bad" role="alert" title={text("show.withdrawn", { state: text(`state.${withdrawn}`) })} />
      )}
      <QrCode text={certificate.chainText} size={room} label={text("show.code", { number: certificate.number })} />
      <LiveMark clock={clock} running={awake} />
      <CertificateNumber number={certificate.number} />
      <p className="show-goods">
        <strong>
          {certificate.product} {quantityWords(certificate.quantity, units, language)}
        </strong>
      </p>
      <p>
        {text("show.issuer", {
          issuer:
            certificate.station === undefined
              ? certificate.issuer
              : agencyWords(certificate.issuer, certificate.station, language),
        })}
      </p>
      <p className="soft">{chinaDayWords(chinaDay(certificate.iat), language)}</p>
      <p className="small">{text("show.hint")}</p>
      <BrightnessAdvice wakeLock={wakeLock} />
      {withdrawn === undefined && (
        <Link href={`/paper/tags/${certificate.id}`} asChild>
          <ButtonLink tone="quiet" icon="scan">
            {text("tags")}
          </ButtonLink>
        </Link>
      )}
      <nav className="show-bar">
        <Link href={`/certificates/${certificate.id}`} asChild>
          <ButtonLink>{text("show.detail")}</ButtonLink>
        </Link>
        {withdrawn === undefined && (
          <Link href={`/print/${certificate.id}`} asChild>
            <ButtonLink icon="print">{text("print")}</ButtonLink>
          </Link>
        )}
        <Link href="/" asChild>
          <ButtonLink tone="primary">{text("show.home")}</ButtonLink>
        </Link>
      </nav>
    </main>
  );
}

/** CSS pixels a code may take: the width of the screen, or what a low one leaves beside number and words. */
function useCodeRoom(): number {
  const measure = () => Math.max(200, Math.min(window.innerWidth - 16, Math.round(window.innerHeight * 0.55), 520));
  const [room, setRoom] = useState(measure);
  useEffect(() => {
    const changed = () => setRoom(measure());
    window.addEventListener("resize", changed);
    return () => window.removeEventListener("resize", changed);
  }, []);
  return room;
}
