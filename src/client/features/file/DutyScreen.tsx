import { chinaDay } from "../../../core/date.ts";
import { encodeDutyAcknowledged } from "../../../core/operator/duty.ts";
import { type DutyNotice, dutyDigest, noticeFor } from "../../../core/reference/dutyNotices.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps, FileView } from "./fileDeps.ts";
import { useFile } from "./useFile.ts";

function signedAt({ file }: FileView, notice: DutyNotice): number | undefined {
  return file.duties.find(({ notice: id, version }) => id === notice.id && version === notice.version)?.iat;
}

/** 责任告知: the whole text, and the signature under it. */
export function DutyScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  const sign = ({ id, version, title, paragraphs }: DutyNotice) => {
    const body = encodeDutyAcknowledged({ notice: id, version, digest: dutyDigest({ title, paragraphs }) });
    void open.say({ kind: KIND.dutyAcknowledged, body });
  };
  const bar = (view: FileView) => {
    const notice = noticeFor(deps.notices, view.kind);
    if (notice === undefined || signedAt(view, notice) !== undefined) return undefined;
    return (
      <BottomBar>
        <Button tone="primary" large wide busy={open.busy} onClick={() => sign(notice)}>
          {text("duty.sign")}
        </Button>
      </BottomBar>
    );
  };
  return (
    <FileFrame title={text("duty")} parent="/file" open={open} deps={deps} bottom={bar}>
      {(view) => <Notice view={view} deps={deps} />}
    </FileFrame>
  );
}

function Notice({ view, deps }: { readonly view: FileView; readonly deps: FileDeps }) {
  const text = useText(fileText);
  const language = useLanguage();
  const notice = noticeFor(deps.notices, view.kind);
  if (notice === undefined) return <EmptyState icon="note" title={text("duty.notForYou")} />;
  const at = signedAt(view, notice);
  return (
    <>
      {at !== undefined && (
        <Banner
          tone="good"
          title={text("duty.receipt", { name: view.name, day: chinaDayWords(chinaDay(at), language) })}
        >
          <p>{text("duty.receipt.version", { version: notice.version })}</p>
        </Banner>
      )}
      <article className="card stack" lang="zh-CN">
        <h2>{notice.title}</h2>
        {notice.paragraphs.map((paragraph, index) => (
          <p key={paragraph}>
            {index + 1}. {paragraph}
          </p>
        ))}
      </article>
      <p className="small soft">{deps.notices.source}</p>
    </>
  );
}
