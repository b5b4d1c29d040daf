import { useState } from "react";
import { Link } from "wouter";
import { chinaDay } from "../../../core/date.ts";
import { certificatesText } from "../../text/certificates.ts";
import { agencyWords, chinaDayWords, formatMoment } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { OfficialForm } from "../../ui/OfficialForm.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { CertificatesDeps, OwnCertificate } from "./certificatesDeps.ts";
import { EmbedButton } from "./EmbedButton.tsx";
import { PictureButtons } from "./PictureButtons.tsx";
import { UploadState } from "./UploadState.tsx";
import { useOwnCertificate } from "./useOwnCertificate.ts";
import { VoidSheet } from "./VoidSheet.tsx";

type CertificateScreenProps = { readonly id: string; readonly deps: CertificatesDeps };

/** One own certificate: what it says, how it stands, and what can be done with it. */
export function CertificateScreen({ id, deps }: CertificateScreenProps) {
  const text = useText(certificatesText);
  const { certificate, reload } = useOwnCertificate(id, deps);
  if (certificate === "loading") return <Skeleton />;
  if (certificate === undefined) {
    return (
      <Screen title={text("detail.title")} parent="/certificates">
        <EmptyState icon="list" title={text("detail.missing")} />
      </Screen>
    );
  }
  return (
    <Screen
      title={text("detail.title")}
      parent="/certificates"
      bottom={<Actions certificate={certificate} deps={deps} onVoided={reload} />}
    >
      <Withdrawal certificate={certificate} />
      <CertificateNumber number={certificate.number} />
      <UploadState certificate={certificate} onUploadNow={deps.uploadNow} />
      <Content certificate={certificate} deps={deps} />
      {certificate.withdrawn === undefined && (
        <Link href={`/print/${certificate.id}`} asChild>
          <ButtonLink icon="print" wide>
            {text("print")}
          </ButtonLink>
        </Link>
      )}
      {certificate.withdrawn === undefined && (
        <Link href={`/paper/tags/${certificate.id}`} asChild>
          <ButtonLink icon="scan" wide>
            {text("tags")}
          </ButtonLink>
        </Link>
      )}
      {certificate.withdrawn === undefined && <PictureButtons certificate={certificate} deps={deps} />}
      <EmbedButton line={deps.embedLine(certificate.number)} />
    </Screen>
  );
}

function Withdrawal({ certificate }: { readonly certificate: OwnCertificate }) {
  const text = useText(certificatesText);
  const language = useLanguage();
  const { withdrawn, withdrawal } = certificate;
  if (withdrawn === undefined) return null;
  return (
    <Banner tone="bad" title={text(`state.${withdrawn}`)}>
      {withdrawal !== undefined && (
        <>
          <p>{text("withdrawn.reason", { reason: withdrawal.reason })}</p>
          <p>{text("withdrawn.by", { by: withdrawal.by, time: formatMoment(withdrawal.at, language) })}</p>
        </>
      )}
    </Banner>
  );
}

function Content({ certificate, deps }: { readonly certificate: OwnCertificate; readonly deps: CertificatesDeps }) {
  const language = useLanguage();
  const { certificate: body } = certificate;
  const origin = usePlaceName(body.origin, deps.placeName);
  const style = deps.styles.find((candidate) => candidate.code === body.style);
  if (style === undefined) return null;
  return (
    <OfficialForm
      style={style}
      content={{
        product: body.product,
        quantity: quantityWords(body.quantity, deps.units, "zh-CN"),
        origin: `${origin}${body.place ?? ""}`,
        issuer:
          certificate.station === undefined
            ? certificate.issuer
            : agencyWords(certificate.issuer, certificate.station, "zh-CN"),
        contact: certificate.contact ?? "—",
        issuedAt: chinaDayWords(chinaDay(certificate.iat), language),
        basis: body.basis,
      }}
    />
  );
}

function Actions({
  certificate,
  deps,
  onVoided,
}: {
  readonly certificate: OwnCertificate;
  readonly deps: CertificatesDeps;
  readonly onVoided: () => void;
}) {
  const text = useText(certificatesText);
  const [voiding, setVoiding] = useState(false);
  const withdrawn = certificate.withdrawn !== undefined;
  if (withdrawn) return null;
  return (
    <BottomBar>
      <Button onClick={() => setVoiding(true)}>{text("void")}</Button>
      {certificate.station === undefined && (
        <Link href={`/certificates/${certificate.id}/correct`} asChild>
          <ButtonLink>{text("correct")}</ButtonLink>
        </Link>
      )}
      <Link href={`/show/${certificate.id}`} asChild>
        <ButtonLink tone="primary">{text("show")}</ButtonLink>
      </Link>
      <VoidSheet
        open={voiding}
        onClose={() => setVoiding(false)}
        onVoided={onVoided}
        unlock={deps.unlock}
        voidIt={(reason) => deps.voidCertificate(certificate.id, reason)}
      />
    </BottomBar>
  );
}
