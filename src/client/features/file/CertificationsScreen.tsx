import { Link } from "wouter";
import { toHex } from "../../../core/bytes.ts";
import { chinaDay } from "../../../core/date.ts";
import { daysLeft, endsSoon, inForceOn } from "../../../core/operator/certification.ts";
import type { FiledCertification } from "../../../core/operator/file.ts";
import { certificationName } from "../../../core/reference/certificationKinds.ts";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps } from "./fileDeps.ts";
import { PaperScan } from "./PaperScan.tsx";
import { useFile } from "./useFile.ts";

/** The operator's own product certifications with where each stands, and the way to state another. */
export function CertificationsScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  const bar = () => (
    <BottomBar>
      <Link href="/file/certifications/new" asChild>
        <ButtonLink tone="primary" icon="plus">
          {text("certifications.add")}
        </ButtonLink>
      </Link>
    </BottomBar>
  );
  return (
    <FileFrame title={text("certifications")} parent="/file" open={open} deps={deps} bottom={bar}>
      {({ file }) => (
        <>
          <p className="soft">{text("certifications.how")}</p>
          {file.certifications.length === 0 && <EmptyState icon="list" title={text("certifications.none")} />}
          {[...file.certifications].reverse().map((one) => (
            <CertificationCard key={one.id.join()} of={one} deps={deps} today={chinaDay(deps.now())} />
          ))}
        </>
      )}
    </FileFrame>
  );
}

type CertificationCardProps = {
  readonly of: FiledCertification;
  readonly deps: FileDeps;
  readonly today: string;
};

/** One certification: what, for which goods, until when, and what an officer found. */
export function CertificationCard({ of: one, deps, today }: CertificationCardProps) {
  const text = useText(fileText);
  const language = useLanguage();
  const { number, products, plots, from, to, review } = one;
  return (
    <section className="card stack">
      <div className="row">
        <strong>{certificationName(deps.kinds, one)}</strong>
        <CertificationState of={one} today={today} />
      </div>
      <p>{text("certification.number", { number })}</p>
      <p>
        {text("certification.products", { products: products.join("、") })}
        {plots !== undefined && ` · ${text("certification.plots", { plots: plots.join("、") })}`}
      </p>
      <p className="small soft">
        {chinaDayWords(from, language)} – {to === undefined ? text("certification.open") : chinaDayWords(to, language)}
      </p>
      {one.paper !== undefined && <PaperScan hash={toHex(one.paper.sha256)} deps={deps} />}
      {review?.outcome === "refused" && (
        <p>
          {text("certification.refused", {
            reason: review.reason === "" ? text("certification.noReason") : review.reason,
          })}
        </p>
      )}
    </section>
  );
}

function CertificationState({ of: one, today }: Pick<CertificationCardProps, "of" | "today">) {
  const text = useText(fileText);
  const { review } = one;
  if (review === undefined) return <StatusPill tone="waiting">{text("certification.waiting")}</StatusPill>;
  if (review.outcome === "refused") return <StatusPill tone="bad">{text("certification.notAccepted")}</StatusPill>;
  if (!inForceOn(one, today)) {
    const over = one.from <= today;
    return (
      <StatusPill tone={over ? "bad" : "waiting"}>
        {text(over ? "certification.over" : "certification.notYet")}
      </StatusPill>
    );
  }
  const left = daysLeft(one, today);
  if (left !== undefined && endsSoon(one, today))
    return <StatusPill tone="caution">{text("certification.left", { days: left })}</StatusPill>;
  return <StatusPill tone="good">{text("certification.shown")}</StatusPill>;
}
