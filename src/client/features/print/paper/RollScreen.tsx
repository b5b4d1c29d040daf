import { useEffect, useMemo, useRef, useState } from "react";
import type { Drawn } from "../../../../core/label/box.ts";
import type { LabelSheet, LabelSize, Resolution } from "../../../../core/label/labelSize.ts";
import { layoutTag, type TagContent } from "../../../../core/label/tagLabel.ts";
import { fillIn } from "../../../text/catalogue.ts";
import { paperText } from "../../../text/paper.ts";
import { useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { BottomBar } from "../../../ui/BottomBar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { qrModules } from "../../../ui/qrSymbol.ts";
import { Screen } from "../../../ui/Screen.tsx";
import { Section } from "../../../ui/Section.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { FirstLabel, readCount } from "../FirstLabel.tsx";
import { rasterOf, showRaster } from "../labelRaster.ts";
import { PdfOutcome } from "../pdf/PdfOutcome.tsx";
import { usePdf } from "../pdf/usePdf.ts";
import "../print.css";
import type { PrintChoice } from "../printDeps.ts";
import { chosenSize } from "../printJob.ts";
import { SizeFields } from "../SizeFields.tsx";
import { ForOperator } from "./ForOperator.tsx";
import type { PaperDeps, PaperOperator, ShownRoll } from "./paperDeps.ts";

/** Tags that are handed to the system's printing at once; each is a picture in memory. */
const MOST_PRINTED = 100;

/** Prints one roll of tags, or a part of it. */
export function RollScreen({ id, deps }: { readonly id: string; readonly deps: PaperDeps }) {
  const text = useText(paperText);
  const [roll, setRoll] = useState<{ readonly roll: ShownRoll | undefined; readonly origin: string }>();
  useEffect(() => {
    const find = async () => {
      const found = (await deps.rolls.rolls()).find((candidate) => candidate.id === id);
      setRoll({ roll: found, origin: await deps.rolls.tagCode("") });
    };
    void find();
  }, [id, deps]);
  return (
    <ForOperator title={text("roll.title")} deps={deps}>
      {(operator) => {
        if (roll === undefined) return <Skeleton />;
        if (roll.roll !== undefined)
          return <Tags roll={roll.roll} origin={roll.origin} operator={operator} deps={deps} />;
        return (
          <Screen title={text("roll.title")} parent="/paper/rolls">
            <EmptyState icon="scan" title={text("rolls.missing")} />
          </Screen>
        );
      }}
    </ForOperator>
  );
}

type TagsProps = {
  readonly roll: ShownRoll;
  /** What stands in a code before the tag. */
  readonly origin: string;
  readonly operator: PaperOperator;
  readonly deps: PaperDeps;
};

function Tags({ roll, origin, operator, deps }: TagsProps) {
  const text = useText(paperText);
  const [choice, setChoice] = useState(deps.readChoice);
  const [range, setRange] = useState({ from: "1", to: String(roll.tags.length) });
  const [skip, setSkip] = useState<number | undefined>(0);
  const [busy, setBusy] = useState(false);
  const pdf = usePdf(deps.pdf);
  const chosen = chosenSize(deps.sizes, choice);
  const tags = useMemo(() => contentsOf({ roll, origin, operator, range }), [roll, origin, operator, range]);
  const resolution = deps.sizes.resolutions.find(({ dpi }) => dpi === choice.dpi);
  const change = (part: Partial<PrintChoice>) => {
    pdf.reset();
    setChoice({ ...choice, ...part });
    deps.keepChoice({ ...choice, ...part });
  };
  const first = useFirst(tags?.[0], chosen?.size, resolution);
  const ready =
    tags === undefined || chosen === undefined || resolution === undefined || first === undefined || skip === undefined
      ? undefined
      : { tags, ...chosen, resolution, skip };
  const make = (job: Ready) => {
    const on = job.sheet === undefined ? { size: job.size } : { sheet: job.sheet, skip: job.skip };
    const size = `${job.size.width}×${job.size.height}`;
    pdf.make({ kind: "tags", tags: job.tags, on, resolution: job.resolution }, text("roll.file", { ...range, size }));
  };
  const print = (job: Ready) => {
    setBusy(true);
    void deps.print(paperJob(job)).finally(() => setBusy(false));
  };
  return (
    <Screen
      title={text("roll.title")}
      parent="/paper/rolls"
      bottom={ready !== undefined && <Ways job={ready} pdf={pdf.state.step} busy={busy} make={make} print={print} />}
    >
      <PdfOutcome pdf={pdf} saveFile={deps.pdf.saveFile} />
      <Section title={text("roll.preview")}>
        {first === undefined ? <Banner tone="bad" title={text("roll.tooSmall")} /> : <Preview drawn={first} />}
      </Section>
      <SizeFields pack={deps.sizes} choice={choice} onChange={change} />
      {chosen?.sheet !== undefined && <FirstLabel key={choice.size} sheet={chosen.sheet} onChange={setSkip} />}
      <RangeFields
        range={range}
        count={roll.tags.length}
        wrong={tags === undefined}
        onChange={(next) => {
          pdf.reset();
          setRange(next);
        }}
      />
    </Screen>
  );
}

type Range = { readonly from: string; readonly to: string };

type RangeProps = {
  readonly range: Range;
  readonly count: number;
  readonly wrong: boolean;
  readonly onChange: (range: Range) => void;
};

function RangeFields({ range, count, wrong, onChange }: RangeProps) {
  const text = useText(paperText);
  return (
    <Section title={text("roll.range")}>
      <div className="print-pair">
        <TextField
          label={text("roll.from")}
          inputMode="numeric"
          value={range.from}
          onChange={(from) => onChange({ ...range, from })}
        />
        <TextField
          label={text("roll.to")}
          inputMode="numeric"
          value={range.to}
          onChange={(to) => onChange({ ...range, to })}
        />
      </div>
      {wrong && <Banner tone="bad" role="alert" title={text("roll.range.wrong", { count })} />}
    </Section>
  );
}

type Ready = {
  readonly tags: readonly TagContent[];
  readonly size: LabelSize;
  readonly sheet?: LabelSheet;
  readonly resolution: Resolution;
  readonly skip: number;
};

type WaysProps = {
  readonly job: Ready;
  readonly pdf: "none" | "making" | "made" | "failed";
  readonly busy: boolean;
  readonly make: (job: Ready) => void;
  readonly print: (job: Ready) => void;
};

function Ways({ job, pdf, busy, make, print }: WaysProps) {
  const text = useText(paperText);
  const isDirect = job.tags.length <= MOST_PRINTED;
  return (
    <BottomBar>
      {pdf !== "made" && (
        <Button tone={isDirect ? "secondary" : "primary"} busy={pdf === "making"} onClick={() => make(job)}>
          {text("make")}
        </Button>
      )}
      {isDirect && (
        <Button tone="primary" icon="print" busy={busy} onClick={() => print(job)}>
          {text("print")}
        </Button>
      )}
    </BottomBar>
  );
}

/** Tags are Chinese, whatever language the screen speaks; undefined while the range is none. */
function contentsOf({ roll, origin, operator, range }: Omit<TagsProps, "deps"> & { readonly range: Range }) {
  const total = roll.tags.length;
  const from = readCount(range.from, total);
  const to = readCount(range.to, total);
  if (from === undefined || to === undefined || from > to) return undefined;
  const { zh } = paperText;
  return roll.tags.slice(from - 1, to).map(
    (tag, index): TagContent => ({
      tag,
      code: origin + tag,
      title: TITLE,
      hint: zh["roll.hint"],
      issuer: operator.name,
      place: fillIn(zh["roll.place"], { number: from + index, total }),
    }),
  );
}

/** What must stand where a code stands in for the certificate. Source: 食用农产品承诺达标合格证, Order 4 of 2025. */
const TITLE = "承诺达标合格证";

function useFirst(tag: TagContent | undefined, size: LabelSize | undefined, resolution: Resolution | undefined) {
  return useMemo(() => {
    if (tag === undefined || size === undefined || resolution === undefined) return undefined;
    const laid = layoutTag(tag, size, { resolution, encode: qrModules });
    return laid.ok ? laid.value : undefined;
  }, [tag, size, resolution]);
}

function Preview({ drawn }: { readonly drawn: Drawn }) {
  const text = useText(paperText);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) showRaster(canvas.current, rasterOf(drawn, []));
  }, [drawn]);
  return (
    <figure className="label-preview">
      <canvas ref={canvas} role="img" aria-label={text("roll.preview.label")} />
    </figure>
  );
}

function paperJob({ tags, size, sheet, resolution, skip }: Ready) {
  const labels = tags.flatMap((tag) => {
    const laid = layoutTag(tag, size, { resolution, encode: qrModules });
    return laid.ok ? [{ label: laid.value, copies: 1 }] : [];
  });
  return {
    labels,
    size,
    ...(sheet === undefined ? {} : { sheet, skip }),
    raster: (label: Drawn) => rasterOf(label, []),
  };
}
