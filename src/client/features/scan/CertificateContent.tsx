import type { Certificate } from "../../../core/certificate/certificate.ts";
import type { Verification } from "../../../core/verify/verdict.ts";
import { formatMoment } from "../../text/format.ts";
import { scanText } from "../../text/scan.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { quantityWords } from "../../ui/quantityWords.ts";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { ScanDeps } from "./scanDeps.ts";

type CertificateContentProps = {
  readonly verification: Verification;
  readonly certificate: Certificate;
  readonly deps: Pick<ScanDeps, "placeName" | "units">;
};

/** What the certificate says; under 「码上所写，未经证实」 where nothing proves who wrote it. */
export function CertificateContent({ verification, certificate, deps }: CertificateContentProps) {
  const text = useText(scanText);
  const language = useLanguage();
  const origin = usePlaceName(certificate.origin, deps.placeName);
  const { iat, authority, checks } = verification;
  const proven = checks.signature.status === "passed";
  const rows = [
    [text("origin"), `${origin}${certificate.place ?? ""}`],
    [text("issuedAt"), iat === undefined ? "" : formatMoment(iat, language)],
    [text("authority"), proven ? (authority ?? text("authority.none")) : ""],
  ].filter(([, value]) => value !== "");
  return (
    <div className="verdict-content" data-proven={proven || undefined}>
      {!proven && <p className="verdict-unproven">{text("unproven")}</p>}
      <p className="verdict-goods">
        {certificate.product} {quantityWords(certificate.quantity, deps.units, language)}
      </p>
      <Issuer verification={verification} />
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Issuer({ verification }: { readonly verification: Verification }) {
  const text = useText(scanText);
  const { signer, onBehalfOf, certificate } = verification;
  const committed = certificate?.onBehalfOf === undefined ? signer : onBehalfOf;
  return (
    <>
      {committed !== undefined && <p className="verdict-issuer">{committed.name}</p>}
      {certificate?.onBehalfOf !== undefined && signer !== undefined && (
        <p>{text("behalf", { station: signer.name })}</p>
      )}
    </>
  );
}
