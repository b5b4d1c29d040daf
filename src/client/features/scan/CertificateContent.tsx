import type { Certificate } from "../../../core/certificate/certificate.ts";
import { chinaDay } from "../../../core/date.ts";
import { GRADES } from "../../../core/operator/creditStatements.ts";
import { listedOn } from "../../../core/operator/listing.ts";
import type { Verification } from "../../../core/verify/verdict.ts";
import { formatMoment } from "../../text/format.ts";
import { scanText } from "../../text/scan.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { quantityWords } from "../../ui/quantityWords.ts";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { ScanDeps } from "./scanDeps.ts";

type CertificateContentProps = {
  readonly verification: Verification;
  readonly certificate: Certificate;
  readonly deps: Pick<ScanDeps, "placeName" | "units" | "now">;
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
      <Credit verification={verification} now={deps.now()} />
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

/** Credit grade and lists of whoever commits, as the directory on this phone has them; nothing without a directory. */
function Credit({ verification, now }: { readonly verification: Verification; readonly now: number }) {
  const text = useText(scanText);
  const { signer, onBehalfOf, certificate, directoryIssuedAt, checks } = verification;
  const committed = certificate?.onBehalfOf === undefined ? signer : onBehalfOf;
  if (committed === undefined || directoryIssuedAt === undefined || checks.signature.status !== "passed") return null;
  const listed = listedOn(committed.listings ?? [], chinaDay(now));
  const grade = GRADES.find((one) => one === committed.grade);
  return (
    <>
      {listed !== undefined && (
        <p>
          <StatusPill tone={listed === "black" ? "bad" : "good"}>{text(`listed.${listed}`)}</StatusPill>
        </p>
      )}
      <p className="small">
        {text("credit", { grade: grade === undefined ? text("credit.none") : text(`grade.${grade}`) })}
      </p>
    </>
  );
}
