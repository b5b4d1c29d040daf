import { chinaDay } from "../../../core/date.ts";
import { chinaDayWords } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { StatusPill, type StatusTone } from "../../ui/StatusPill.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { momentWords } from "./momentWords.ts";
import type { FoundCertificate, OfficerDeps } from "./officerDeps.ts";

const TONE: Readonly<Record<NonNullable<FoundCertificate["state"]>, StatusTone>> = {
  active: "good",
  voided: "bad",
  superseded: "bad",
  recalled: "bad",
};

type FoundCardProps = {
  readonly certificate: FoundCertificate;
  readonly deps: Pick<OfficerDeps, "placeName" | "units" | "now">;
};

/** What a certificate is, before it is recalled. */
export function FoundCard({ certificate, deps }: FoundCardProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const origin = usePlaceName(certificate.origin, deps.placeName);
  const { state, withdrawal, issuer, product, place } = certificate;
  const by = withdrawal && {
    by: withdrawal.by,
    time: momentWords(withdrawal.at, deps.now(), language),
    reason: withdrawal.reason,
  };
  return (
    <>
      {state === "recalled" && <Banner tone="bad" role="status" title={text("recall.already")} />}
      <CertificateNumber number={certificate.number} />
      <List label={text("recall.title")}>
        <ListRow
          title={`${product} ${quantityWords(certificate.quantity, deps.units, language)}`}
          detail={text("recall.product")}
        />
        <ListRow title={issuer.name} detail={text("recall.issuer")} />
        <ListRow title={chinaDayWords(chinaDay(certificate.iat), language)} detail={text("recall.issued")} />
        <ListRow title={`${origin}${place ?? ""}`} detail={text("recall.origin")} />
        <ListRow
          title={
            state === undefined ? (
              <StatusPill tone="caution">{text("state.notAsked")}</StatusPill>
            ) : (
              <StatusPill tone={TONE[state]}>{text(`state.${state}`)}</StatusPill>
            )
          }
          detail={by === undefined ? text("recall.state") : text("recall.withdrawn", by)}
        />
      </List>
    </>
  );
}
