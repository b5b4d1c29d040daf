import { formatMoment } from "../../text/format.ts";
import { printingText } from "../../text/printing.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { StatusPill, type StatusTone } from "../../ui/StatusPill.tsx";
import type { JobReason, JobState, PrintingDeps, ShownJob } from "./printingDeps.ts";

const TONE: Readonly<Record<JobState, StatusTone>> = {
  waiting: "waiting",
  sending: "waiting",
  sent: "caution",
  failed: "bad",
  confirmed: "good",
};

/** Reasons after which another printer, or the same one once more, has to be chosen in the browser's list. */
const CHOOSE_AGAIN: readonly JobReason[] = ["askAgain", "unknownPrinter", "notAPrinter", "tooWide"];

type JobCardProps = {
  readonly job: ShownJob;
  readonly deps: PrintingDeps;
  readonly onRun: (job: number) => Promise<void>;
  readonly onChoose: (job: number) => void;
};

/** One job, and what can be done about it now. */
export function JobCard({ job, deps, onRun, onChoose }: JobCardProps) {
  const text = useText(printingText);
  const language = useLanguage();
  const { labels, sent, size, copies, printer } = job;
  const title = text(copies > 1 ? "job.copies" : "job.labels", { product: job.product, count: labels, size, copies });
  return (
    <article className="card stack" aria-label={title}>
      <div className="job-head">
        <strong>{title}</strong>
        <StatusPill tone={TONE[job.state]}>{text(`state.${job.state}`)}</StatusPill>
      </div>
      <p className="soft">
        {formatMoment(job.madeAt, language)} ·{" "}
        {printer === undefined ? text("printer.none") : printer.name || text(`way.${printer.way}`)}
      </p>
      {job.state === "sending" && (
        <div className="job-progress">
          <progress value={sent} max={labels} aria-label={text("progress", { sent, count: labels })} />
          <span>{text("progress", { sent, count: labels })}</span>
        </div>
      )}
      <Reason job={job} />
      <div className="row">
        <Actions job={job} deps={deps} onRun={onRun} onChoose={onChoose} />
      </div>
    </article>
  );
}

function Reason({ job }: { readonly job: ShownJob }) {
  const text = useText(printingText);
  const { state, reason, speaks, interrupted, sent } = job;
  if (state === "sent") {
    return (
      <Banner tone="caution" title={text("ask")}>
        <p>{text("ask.why")}</p>
      </Banner>
    );
  }
  if (state !== "failed" || reason === undefined) return null;
  return (
    <Banner tone="bad" role="alert" title={text(`reason.${reason}`)}>
      <p>{text(`reason.${reason}.way`)}</p>
      {speaks !== undefined && <p>{text("speaks", { language: text(`language.${speaks}`) })}</p>}
      {interrupted && <p>{text("interrupted", { number: sent + 1 })}</p>}
    </Banner>
  );
}

function isToChoose({ printer, reason }: ShownJob): boolean {
  return printer === undefined || (reason !== undefined && CHOOSE_AGAIN.includes(reason));
}

function Actions({ job: shown, deps, onRun, onChoose }: JobCardProps) {
  const text = useText(printingText);
  const { job, state, speaks, printer, interrupted, sent } = shown;
  const remove = (
    <Button tone="quiet" icon="trash" onClick={() => void deps.remove(job)}>
      {text("remove")}
    </Button>
  );
  if (state === "sending") return <Button onClick={() => deps.stop(job)}>{text("stop")}</Button>;
  if (state === "confirmed") return remove;
  if (state === "sent") {
    return (
      <>
        <Button tone="primary" icon="check" onClick={() => void deps.confirm(job)}>
          {text("ask.yes")}
        </Button>
        <Button onClick={() => void deps.again(job)}>{text("ask.no")}</Button>
      </>
    );
  }
  const choose = isToChoose(shown);
  const speakIt = async () => {
    if (printer === undefined || speaks === undefined) return;
    await deps.set(printer.id, { language: speaks });
    await onRun(job);
  };
  return (
    <>
      {speaks !== undefined && (
        <Button tone="primary" onClick={() => void speakIt()}>
          {text("speak", { language: text(`language.${speaks}`) })}
        </Button>
      )}
      {speaks === undefined && !choose && (
        <Button tone="primary" icon="print" onClick={() => void onRun(job)}>
          {text(sent > 0 ? "goOn" : "start")}
        </Button>
      )}
      {interrupted && <Button onClick={() => void deps.skip(job)}>{text("skip", { number: sent + 1 })}</Button>}
      <Button tone={choose ? "primary" : "secondary"} onClick={() => onChoose(job)}>
        {text(printer === undefined ? "choose" : "choose.other")}
      </Button>
      {remove}
    </>
  );
}
