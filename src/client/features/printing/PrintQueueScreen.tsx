import { useState } from "react";
import { Link } from "wouter";
import { printingText } from "../../text/printing.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ChoosePrinter } from "./ChoosePrinter.tsx";
import { JobCard } from "./JobCard.tsx";
import "./printing.css";
import type { PrintingDeps } from "./printingDeps.ts";
import { useWatched } from "./useWatched.ts";

/** The print queue: what goes to a printer, how far it is, and whether it came out. */
export function PrintQueueScreen({ deps }: { readonly deps: PrintingDeps }) {
  const text = useText(printingText);
  const jobs = useWatched(deps.jobs, deps.watch);
  const [moving, setMoving] = useState<number>();
  const [elsewhere, setElsewhere] = useState(false);
  if (jobs === undefined) return <Skeleton />;
  const run = async (job: number) => setElsewhere(!(await deps.run(job)));
  return (
    <Screen title={text("title")} parent="/" bottom={<QueueBar />}>
      {elsewhere && <Banner tone="caution" role="alert" title={text("elsewhere")} />}
      {jobs.length === 0 && <EmptyState icon="print" title={text("none")} text={text("none.text")} />}
      {jobs.map((job) => (
        <JobCard key={job.job} job={job} deps={deps} onRun={run} onChoose={setMoving} />
      ))}
      <ChoosePrinter
        open={moving !== undefined}
        deps={deps}
        onClose={() => setMoving(undefined)}
        onChosen={(printer) => {
          const job = moving;
          setMoving(undefined);
          if (job !== undefined) void deps.moveTo(job, printer).then(() => run(job));
        }}
      />
    </Screen>
  );
}

function QueueBar() {
  const text = useText(printingText);
  return (
    <BottomBar>
      <Link href="/printing/printers" asChild>
        <ButtonLink icon="print">{text("printers")}</ButtonLink>
      </Link>
      <Link href="/check" asChild>
        <ButtonLink icon="scan">{text("check")}</ButtonLink>
      </Link>
    </BottomBar>
  );
}
