import { useEffect, useMemo, useState } from "react";
import type { GreyPicture } from "../../../core/label/dither.ts";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { AmountFields } from "./AmountFields.tsx";
import { FirstLabel } from "./FirstLabel.tsx";
import { FurtherWays } from "./FurtherWays.tsx";
import { LabelPreview, PreviewProblem } from "./LabelPreview.tsx";
import { OwnPictures } from "./OwnPictures.tsx";
import "./print.css";
import type { Amount, OwnPicture, Printable, PrintChoice, PrintDeps, PrintJob } from "./printDeps.ts";
import { chosenSize, type JobParts, makeJob } from "./printJob.ts";
import { ResolutionChoice, SizeFields } from "./SizeFields.tsx";

type PrintScreenProps = { readonly id: string; readonly deps: PrintDeps };

/** Prints one of the operator's own certificates: what the label will look like, and the ways to paper. */
export function PrintScreen({ id, deps }: PrintScreenProps) {
  const text = useText(printText);
  const [printable, setPrintable] = useState<Printable | undefined | "loading">("loading");
  useEffect(() => void deps.find(id).then(setPrintable), [deps, id]);
  if (printable === "loading") return <Skeleton />;
  if (printable === undefined || printable.withdrawn) {
    return (
      <Screen title={text("title")} parent="/certificates">
        <EmptyState icon="print" title={text(printable === undefined ? "missing" : "withdrawn")} />
      </Screen>
    );
  }
  return <Setup id={id} content={printable.content} deps={deps} />;
}

type SetupProps = { readonly id: string; readonly content: Printable["content"]; readonly deps: PrintDeps };

function Setup({ id, content, deps }: SetupProps) {
  const text = useText(printText);
  const [choice, setChoice] = useState(deps.readChoice);
  const [amount, setAmount] = useState<Amount | undefined>({ copies: 1 });
  const [skip, setSkip] = useState<number | undefined>(0);
  const pictures = useOwnPictures(deps);
  const change = (part: Partial<PrintChoice>) => {
    const next = { ...choice, ...part };
    setChoice(next);
    if (part.size !== undefined) setSkip(0);
    deps.keepChoice(next);
  };
  const parts = useParts({ content, choice, pictures: pictures.own, deps });
  const preview = useMemo(
    () => (parts === undefined ? undefined : makeJob({ ...parts, amount: previewOf(amount) })),
    [parts, amount],
  );
  const job = preview?.ok === true ? completed(parts, amount, skip) : undefined;
  return (
    <Screen
      title={text("title")}
      parent={`/certificates/${id}`}
      bottom={job !== undefined && <Ways parts={job} amount={job.amount} deps={deps} />}
    >
      <Section title={text("preview")}>
        {preview?.ok === true ? (
          <LabelPreview job={preview.value} />
        ) : (
          <PreviewProblem problem={preview?.error} style={content.style} />
        )}
      </Section>
      <SizeFields pack={deps.sizes} choice={choice} onChange={change} />
      {parts?.sheet !== undefined && <FirstLabel key={choice.size} sheet={parts.sheet} onChange={setSkip} />}
      <AmountFields onChange={setAmount} />
      <details className="card">
        <summary>{text("more")}</summary>
        <div className="stack">
          <ResolutionChoice pack={deps.sizes} choice={choice} onChange={change} />
          <OwnPictures own={pictures.own} onAdd={pictures.add} onRemove={pictures.remove} />
        </div>
      </details>
      {parts !== undefined && <WaysExplained parts={parts} />}
      {job !== undefined && (
        <FurtherWays
          key={JSON.stringify([choice, amount, skip, job.pictures.length])}
          id={id}
          parts={job}
          deps={deps}
        />
      )}
    </Screen>
  );
}

function completed(
  parts: Omit<JobParts, "amount"> | undefined,
  amount: Amount | undefined,
  skip: number | undefined,
): JobParts | undefined {
  return parts === undefined || amount === undefined || skip === undefined ? undefined : { ...parts, amount, skip };
}

/** The preview shows the first label only, with the number of boxes that was last valid. */
function previewOf(amount: Amount | undefined): Amount {
  return amount?.boxes === undefined ? { copies: 1 } : { copies: 1, boxes: amount.boxes };
}

type PartsFrom = Pick<SetupProps, "content" | "deps"> & {
  readonly choice: PrintChoice;
  readonly pictures: readonly OwnPicture[];
};

function useParts({ content, choice, pictures, deps }: PartsFrom): Omit<JobParts, "amount"> | undefined {
  return useMemo(() => {
    const chosen = chosenSize(deps.sizes, choice);
    const resolution = deps.sizes.resolutions.find(({ dpi }) => dpi === choice.dpi) ?? deps.sizes.resolutions[0];
    if (chosen === undefined || resolution === undefined) return undefined;
    return { content, ...chosen, resolution, pictures: pictures.map(({ picture }) => picture) };
  }, [content, choice, pictures, deps]);
}

function useOwnPictures(deps: PrintDeps) {
  const [own, setOwn] = useState<readonly OwnPicture[]>([]);
  useEffect(() => void deps.pictures().then(setOwn), [deps]);
  return {
    own,
    add: async (picture: GreyPicture) => {
      await deps.addPicture(picture);
      setOwn(await deps.pictures());
    },
    remove: async (id: number) => {
      await deps.removePicture(id);
      setOwn(await deps.pictures());
    },
  };
}

type WaysProps = { readonly parts: Omit<JobParts, "amount">; readonly amount: Amount; readonly deps: PrintDeps };

function Ways({ parts, amount, deps }: WaysProps) {
  const text = useText(printText);
  const [busy, setBusy] = useState(false);
  const run = (way: (job: PrintJob) => Promise<void>) => {
    const job = makeJob({ ...parts, amount });
    if (!job.ok) return;
    setBusy(true);
    void way(job.value).finally(() => setBusy(false));
  };
  const single = parts.sheet === undefined && amount.boxes === undefined;
  return (
    <BottomBar>
      {single && (
        <Button busy={busy} onClick={() => run(deps.ways.savePicture)}>
          {text("savePicture")}
        </Button>
      )}
      <Button tone="primary" icon="print" busy={busy} onClick={() => run(deps.ways.system)}>
        {text("print")}
      </Button>
    </BottomBar>
  );
}

/** What the person meets after tapping a way. */
function WaysExplained({ parts }: Pick<WaysProps, "parts">) {
  const text = useText(printText);
  const { size, sheet } = parts;
  return (
    <Section title={text("ways")}>
      <p>
        {sheet === undefined ? text("print.hint", { size: `${size.width}×${size.height}` }) : text("print.hint.sheet")}
      </p>
      {sheet === undefined && <p>{text("savePicture.hint")}</p>}
    </Section>
  );
}
