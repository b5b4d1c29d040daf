import { useState } from "react";
import { chinaDay } from "../../../core/date.ts";
import { encodeReview } from "../../../core/operator/certification.ts";
import { encodeGrade } from "../../../core/operator/creditStatements.ts";
import { qualityFlag } from "../../../core/operator/duty.ts";
import { type FiledCertification, qualityPerson, standingListings } from "../../../core/operator/file.ts";
import { noticeFor } from "../../../core/reference/dutyNotices.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { CertificationCard } from "./CertificationsScreen.tsx";
import { Listings } from "./CreditCard.tsx";
import { CreditOnDay } from "./CreditScreen.tsx";
import { creditOf } from "./creditOf.ts";
import { EndListingSheet } from "./EndListingSheet.tsx";
import { FactSheet } from "./FactSheet.tsx";
import { FileFrame } from "./FileFrame.tsx";
import { FlaggedCertificates } from "./FlaggedCertificates.tsx";
import type { FileDeps } from "./fileDeps.ts";
import { ListingSheet } from "./ListingSheet.tsx";
import { Trainings } from "./QualityScreen.tsx";
import { StationCard } from "./StationProfileScreen.tsx";
import { operatorBytes, type PartProps, type SheetProps } from "./sheetProps.ts";
import { TrainingSheet } from "./TrainingSheet.tsx";
import { useFile } from "./useFile.ts";

/** An operator's file before an officer: reviews that wait, flags, the grade with its reasons, facts, lists, training. */
export function OperatorFileScreen({ deps, id }: { readonly deps: FileDeps; readonly id: string }) {
  const text = useText(fileText);
  const open = useFile(deps, id);
  return (
    <FileFrame title={open.view?.name ?? text("desk.file")} parent="/desk" open={open} deps={deps}>
      {(view) => (
        <>
          <Flags view={view} deps={deps} />
          <FlaggedCertificates view={view} />
          <StationCard view={view} deps={deps} />
          <Reviews view={view} deps={deps} open={open} />
          <Listings view={view} />
          <CreditOnDay view={view} deps={deps} />
          <Acts view={view} deps={deps} open={open} />
          <Trainings view={view} />
        </>
      )}
    </FileFrame>
  );
}

function Flags({ view, deps }: Omit<PartProps, "open">) {
  const text = useText(fileText);
  const flag = qualityFlag(view.kind, qualityPerson(view.file), chinaDay(deps.now()));
  const notice = noticeFor(deps.notices, view.kind);
  const signed =
    notice === undefined ||
    view.file.duties.some(({ notice: id, version }) => id === notice.id && version === notice.version);
  return (
    <>
      {flag !== undefined && <Banner tone="caution" title={text(`quality.${flag}`)} />}
      {!signed && <Banner tone="caution" title={text("duty.unsigned")} />}
    </>
  );
}

function Reviews({ view, deps, open }: PartProps) {
  const text = useText(fileText);
  const [refusing, setRefusing] = useState<FiledCertification>();
  const [reason, setReason] = useState("");
  const review = (of: FiledCertification, outcome: "accepted" | "refused", why: string) => {
    const body = encodeReview({ operator: operatorBytes(view), certification: of.id, outcome, reason: why.trim() });
    return open.say({ kind: KIND.certificationReviewed, body });
  };
  const refuse = async () => {
    if (refusing === undefined || !(await review(refusing, "refused", reason))) return;
    setRefusing(undefined);
    setReason("");
  };
  const today = chinaDay(deps.now());
  return (
    <Section title={text("certifications")}>
      {view.file.certifications.length === 0 && <p className="soft">{text("certifications.none")}</p>}
      {[...view.file.certifications].reverse().map((one) => (
        <div key={one.id.join()} className="stack">
          <CertificationCard of={one} deps={deps} today={today} />
          <div className="row">
            {one.review?.outcome !== "accepted" && (
              <Button tone="primary" busy={open.busy} onClick={() => void review(one, "accepted", "")}>
                {text("review.accept")}
              </Button>
            )}
            {one.review?.outcome !== "refused" && (
              <Button onClick={() => setRefusing(one)}>{text("review.refuse")}</Button>
            )}
          </div>
        </div>
      ))}
      <Sheet
        open={refusing !== undefined}
        title={text("review.refuse")}
        onClose={() => setRefusing(undefined)}
        actions={
          <Button tone="danger" wide busy={open.busy} disabled={reason.trim() === ""} onClick={() => void refuse()}>
            {text("review.confirm")}
          </Button>
        }
      >
        <TextField
          label={text("review.reason")}
          hint={text("review.reason.hint")}
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
      </Sheet>
    </Section>
  );
}

type OpenSheet = "grade" | "fact" | "listing" | "ending" | "training";

function Acts({ view, deps, open }: PartProps) {
  const text = useText(fileText);
  const [sheet, setSheet] = useState<OpenSheet>();
  const close = () => setSheet(undefined);
  const listed = standingListings(view.file);
  const { credit } = creditOf(view, deps.rules, chinaDay(deps.now()));
  return (
    <Section title={text("desk.acts")}>
      <div className="stack">
        <Button tone="primary" wide disabled={credit === undefined} onClick={() => setSheet("grade")}>
          {text("grade.publish")}
        </Button>
        <Button wide onClick={() => setSheet("fact")}>
          {text("fact.enter")}
        </Button>
        <Button wide onClick={() => setSheet("training")}>
          {text("training.record")}
        </Button>
        <Button wide onClick={() => setSheet("listing")}>
          {text("listing.publish")}
        </Button>
        {listed.length > 0 && (
          <Button wide onClick={() => setSheet("ending")}>
            {text("listing.end")}
          </Button>
        )}
      </div>
      <PublishSheet view={view} deps={deps} open={open} shown={sheet === "grade"} onClose={close} />
      <FactSheet view={view} deps={deps} open={open} shown={sheet === "fact"} onClose={close} />
      <TrainingSheet view={view} deps={deps} open={open} shown={sheet === "training"} onClose={close} />
      <ListingSheet view={view} deps={deps} open={open} shown={sheet === "listing"} onClose={close} />
      <EndListingSheet view={view} deps={deps} open={open} shown={sheet === "ending"} onClose={close} />
    </Section>
  );
}

/** Says what will become public, and publishes it. */
function PublishSheet({ view, deps, open, shown, onClose }: SheetProps) {
  const text = useText(fileText);
  const day = chinaDay(deps.now());
  const { credit, published } = creditOf(view, deps.rules, day);
  if (credit === undefined) return null;
  const { grade, score } = credit;
  const publish = async () => {
    const body = encodeGrade({ operator: operatorBytes(view), grade, score, rules: deps.rules.version, day });
    if (await open.say({ kind: KIND.gradePublished, body })) onClose();
  };
  return (
    <Sheet
      open={shown}
      title={text("grade.publish")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide large busy={open.busy} onClick={() => void publish()}>
          {text("grade.publish.confirm", { grade: `${grade} ${text(`grade.${grade}`)}` })}
        </Button>
      }
    >
      <p>
        {text("grade.publish.before", {
          grade:
            published === undefined ? text("credit.none") : `${published.grade} ${text(`grade.${published.grade}`)}`,
        })}
      </p>
      <p>{text("grade.publish.text", { name: view.name, score })}</p>
    </Sheet>
  );
}
