import { useEffect, useState } from "react";
import { Link } from "wouter";
import { chinaDay } from "../../../core/date.ts";
import { certificatesText } from "../../text/certificates.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BrightnessAdvice } from "../../ui/BrightnessAdvice.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWakeLock } from "../../ui/useWakeLock.ts";
import type { CertificatesDeps, OwnCertificate } from "./certificatesDeps.ts";
import "./show.css";
import { useOwnCertificate } from "./useOwnCertificate.ts";

type ShowScreenProps = { readonly id: string; readonly deps: CertificatesDeps };

/** 亮证: the chain code as large as the screen holds, awake and without a network for ever. */
export function ShowScreen({ id, deps }: ShowScreenProps) {
  const text = useText(certificatesText);
  const { certificate } = useOwnCertificate(id, deps);
  if (certificate === "loading") return <Skeleton />;
  if (certificate === undefined) {
    return (
      <Screen title={text("show.title")} parent="/certificates">
        <EmptyState icon="list" title={text("detail.missing")} />
      </Screen>
    );
  }
  return <Shown certificate={certificate} deps={deps} />;
}

function Shown({ certificate, deps }: { readonly certificate: OwnCertificate; readonly deps: CertificatesDeps }) {
  const text = useText(certificatesText);
  const language = useLanguage();
  const wakeLock = useWakeLock(true);
  const room = useCodeRoom();
  const { withdrawn } = certificate;
  return (
    <main className="show always-light" data-bad={withdrawn !== undefined || undefined}>
      <h1>{text("show.title")}</h1>
      {withdrawn !== undefined && (
        <Banner tone="bad" role="alert" title={text("show.withdrawn", { state: text(`state.${withdrawn}`) })} />
      )}
      <QrCode text={certificate.chainText} size={room} label={text("show.code", { number: certificate.number })} />
      <CertificateNumber number={certificate.number} />
      <p className="show-goods">
        <strong>
          {certificate.product} {quantityWords(certificate.quantity, deps.units, language)}
        </strong>
      </p>
      <p>{text("show.issuer", { issuer: certificate.issuer })}</p>
      <p className="soft">{chinaDayWords(chinaDay(certificate.iat), language)}</p>
      <p className="small">{text("show.hint")}</p>
      <BrightnessAdvice wakeLock={wakeLock} />
      <nav className="show-bar">
        <Link href={`/certificates/${certificate.id}`} asChild>
          <ButtonLink>{text("show.detail")}</ButtonLink>
        </Link>
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
