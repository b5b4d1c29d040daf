import { chinaDay } from "../../../core/date.ts";
import { chinaDayWords } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner, type BannerTone } from "../../ui/Banner.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { momentWords } from "./momentWords.ts";
import type { FoundCertificate, OfficerDeps } from "./officerDeps.ts";

const TONE: Readonly<Record<NonNullable<FoundCertificate["state"]>, BannerTone>> = {
  active: "good",
  voided: "caution",
  superseded: "caution",
  recalled: "bad",
};

type FoundCardProps = {
  readonly certificate: FoundCertificate;
  readonly deps: Pick<OfficerDeps, "placeName" | "units" | "now">;
};

/** What a certificate is and how it stands, before it is recalled. */
export function FoundCard({ certificate, deps }: FoundCardProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const origin = usePlaceName(certificate.origin, deps.placeName);
  const { issuer, product, place } = certificate;
  return (
    <>
      <State certificate={certificate} now={deps.now()} />
      <CertificateNumber number={certificate.number} />
      <List label={text("recall.title")}>
        <ListRow
          title={`${product} ${quantityWords(certificate.quantity, deps.units, language)}`}
          detail={text("recall.product")}
        />
        <ListRow title={issuer.name} detail={text("recall.issuer")} />
        <ListRow title={chinaDayWords(chinaDay(certificate.iat), language)} detail={text("recall.issued")} />
        <ListRow title={`${origin}${place ?? ""}`} detail={text("recall.origin")} />
      </List>
    </>
  );
}

function State({ certificate, now }: { readonly certificate: FoundCertificate; readonly now: number }) {
  const text = useText(officerText);
  const language = useLanguage();
  const { state, withdrawal } = certificate;
  if (state === undefined) {
    return (
      <Banner tone="caution" role="status" title={text("state.notAsked")}>
        <p>{text("state.notAsked.text")}</p>
      </Banner>
    );
  }
  return (
    <Banner tone={TONE[state]} role="status" title={text(`state.${state}`)}>
      {withdrawal !== undefined && (
        <p>
          {text("recall.withdrawn", {
            by: withdrawal.by,
            time: momentWords(withdrawal.at, now, language),
            reason: withdrawal.reason,
          })}
        </p>
      )}
    </Banner>
  );
}
