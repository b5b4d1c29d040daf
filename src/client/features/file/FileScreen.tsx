import { Link } from "wouter";
import { chinaDay } from "../../../core/date.ts";
import { endsSoon, inForceOn } from "../../../core/operator/certification.ts";
import { qualityFlag } from "../../../core/operator/duty.ts";
import { acceptedCertifications, publishedGrade, qualityPerson } from "../../../core/operator/file.ts";
import { noticeFor } from "../../../core/reference/dutyNotices.ts";
import { WALK_IN_KINDS } from "../../../core/statement/whoMaySign.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { FileFrame } from "./FileFrame.tsx";
import { FlaggedCertificates } from "./FlaggedCertificates.tsx";
import type { FileDeps, FileView } from "./fileDeps.ts";
import { Unconsented } from "./Unconsented.tsx";
import { useFile } from "./useFile.ts";

type RowsProps = { readonly view: FileView; readonly deps: FileDeps };

/** 我的档案: duty notice, who answers for quality, product certifications, credit; each with how it stands. */
export function FileScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  return (
    <FileFrame title={text("title")} parent="/" open={open} deps={deps}>
      {(view) => (
        <>
          <List label={text("title")}>
            <DutyRow view={view} deps={deps} />
            <QualityRow view={view} deps={deps} />
            <CertificationsRow view={view} deps={deps} />
            <CreditRow view={view} deps={deps} />
            {WALK_IN_KINDS.includes(view.kind) && (
              <Link href="/card" asChild>
                <ListRow icon="scan" title={text("card")} detail={text("card.hint")} />
              </Link>
            )}
          </List>
          <Unconsented view={view} deps={deps} />
          <FlaggedCertificates view={view} />
        </>
      )}
    </FileFrame>
  );
}

function DutyRow({ view, deps }: RowsProps) {
  const text = useText(fileText);
  const notice = noticeFor(deps.notices, view.kind);
  if (notice === undefined) return null;
  const signed = view.file.duties.some(({ notice: id, version }) => id === notice.id && version === notice.version);
  return (
    <Link href="/file/duty" asChild>
      <ListRow
        icon="issue"
        title={text("duty")}
        detail={notice.title}
        end={
          <StatusPill tone={signed ? "good" : "caution"}>{text(signed ? "duty.signed" : "duty.unsigned")}</StatusPill>
        }
      />
    </Link>
  );
}

function QualityRow({ view, deps }: RowsProps) {
  const text = useText(fileText);
  const person = qualityPerson(view.file);
  const flag = qualityFlag(view.kind, person, chinaDay(deps.now()));
  return (
    <Link href="/file/quality" asChild>
      <ListRow
        icon="person"
        title={text("quality")}
        detail={person?.name ?? text("quality.none")}
        end={flag !== undefined && <StatusPill tone="caution">{text(`quality.${flag}`)}</StatusPill>}
      />
    </Link>
  );
}

function CertificationsRow({ view, deps }: RowsProps) {
  const text = useText(fileText);
  const day = chinaDay(deps.now());
  const standing = acceptedCertifications(view.file).filter((one) => inForceOn(one, day));
  const ending = standing.filter((one) => endsSoon(one, day)).length;
  return (
    <Link href="/file/certifications" asChild>
      <ListRow
        icon="good"
        title={text("certifications")}
        detail={text("certifications.count", { count: standing.length })}
        end={ending > 0 && <StatusPill tone="caution">{text("certifications.ending", { count: ending })}</StatusPill>}
      />
    </Link>
  );
}

function CreditRow({ view }: RowsProps) {
  const text = useText(fileText);
  const grade = publishedGrade(view.file)?.grade;
  return (
    <Link href="/file/credit" asChild>
      <ListRow
        icon="officer"
        title={text("credit")}
        detail={grade === undefined ? text("credit.none") : `${grade} ${text(`grade.${grade}`)}`}
      />
    </Link>
  );
}
