import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { CalendarDay } from "../../../../core/date.ts";
import type { Board } from "../../../../core/label/board.ts";
import type { OfficialStyle } from "../../../../core/reference/styles.ts";
import { chinaDayWords } from "../../../text/format.ts";
import { paperText } from "../../../text/paper.ts";
import { useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { BottomBar } from "../../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { Choice, MultiChoice } from "../../../ui/Choice.tsx";
import { Screen } from "../../../ui/Screen.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { PdfOutcome } from "../pdf/PdfOutcome.tsx";
import { usePdf } from "../pdf/usePdf.ts";
import { ForOperator } from "./ForOperator.tsx";
import type { PaperDeps, PaperOperator } from "./paperDeps.ts";

/** Certificates of a day that a board may list: six sheets full. */
const MOST = 48;
const KINDS = ["board", "poster"] as const;
const PAPERS = ["A4", "A3"] as const;

/** 摊位公示牌 and 门口海报: certificates of a day, each with its code, on one large sheet. */
export function BoardScreen({ deps }: { readonly deps: PaperDeps }) {
  const text = useText(paperText);
  return (
    <ForOperator title={text("board.title")} deps={deps}>
      {(operator, today) => <OwnBoard operator={operator} today={today} deps={deps} />}
    </ForOperator>
  );
}

type OwnBoardProps = { readonly operator: PaperOperator; readonly today: CalendarDay; readonly deps: PaperDeps };

function OwnBoard({ operator, today, deps }: OwnBoardProps) {
  const text = useText(paperText);
  const [kind, setKind] = useState<Board["kind"]>("board");
  const [paper, setPaper] = useState<Board["paper"]>("A4");
  const [day, setDay] = useState(today);
  const [left, setLeft] = useState<readonly string[]>([]);
  const found = useEntries(day, deps);
  const pdf = usePdf(deps.pdf);
  const shown = (found ?? []).filter(({ entry }) => !left.includes(entry.number));
  const [resolution] = deps.sizes.resolutions.slice(-1);
  const make = () => {
    const style = shown[0]?.style;
    if (style === undefined || resolution === undefined) return;
    const board = boardOf({ kind, paper, day, operator, style, entries: shown.map(({ entry }) => entry) });
    pdf.make({ kind: "board", board, resolution }, text(`board.file.${kind}`, { day }));
  };
  const choose = (change: () => void) => {
    pdf.reset();
    change();
  };
  const isMakeable = shown.length > 0 && pdf.state.step !== "made";
  const bar = (
    <BottomBar>
      <Button tone="primary" large wide busy={pdf.state.step === "making"} onClick={make}>
        {text("make")}
      </Button>
    </BottomBar>
  );
  return (
    <Screen title={text("board.title")} parent="/paper" bottom={isMakeable && bar}>
      <PdfOutcome pdf={pdf} saveFile={deps.pdf.saveFile} />
      <Choice
        legend={text("board.kind")}
        value={kind}
        options={KINDS.map((value) => ({
          value,
          label: text(`board.kind.${value}`),
          hint: text(`board.kind.${value}.hint`),
        }))}
        onChange={(value) => choose(() => setKind(value))}
      />
      <Choice
        legend={text("board.paper")}
        value={paper}
        inline
        options={PAPERS.map((value) => ({
          value,
          label: text(`board.paper.${value}`),
          hint: text(`board.paper.${value}.hint`),
        }))}
        onChange={(value) => choose(() => setPaper(value))}
      />
      <TextField
        label={text("board.day")}
        type="date"
        value={day}
        max={today}
        onChange={(value) => choose(() => setDay(value))}
      />
      {found !== undefined && <Found found={found} left={left} onLeft={(numbers) => choose(() => setLeft(numbers))} />}
    </Screen>
  );
}

type FoundEntries = Awaited<ReturnType<PaperDeps["ofDay"]>>;

type FoundProps = {
  readonly found: FoundEntries;
  readonly left: readonly string[];
  readonly onLeft: (numbers: readonly string[]) => void;
};

function Found({ found, left, onLeft }: FoundProps) {
  const text = useText(paperText);
  if (found.length === 0) {
    return (
      <Banner title={text("board.none")}>
        <Link href="/issue" asChild>
          <ButtonLink>{text("board.issue")}</ButtonLink>
        </Link>
      </Banner>
    );
  }
  const options = found.map(({ entry }) => ({
    value: entry.number,
    label: `${entry.product} ${entry.quantity}`,
    hint: entry.issuedAt,
  }));
  const numbers = options.map(({ value }) => value);
  return (
    <>
      <p role="status">{text("board.count", { count: found.length })}</p>
      {found.length === MOST && <p>{text("board.limited", { count: MOST })}</p>}
      <MultiChoice
        legend={text("board.choose")}
        options={options}
        values={numbers.filter((number) => !left.includes(number))}
        onChange={(chosen) => onLeft(numbers.filter((number) => !chosen.includes(number)))}
      />
    </>
  );
}

type BoardParts = Pick<Board, "kind" | "paper" | "entries"> & {
  readonly day: CalendarDay;
  readonly operator: PaperOperator;
  readonly style: OfficialStyle;
};

/** Boards are Chinese, whatever language the screen speaks. */
function boardOf({ day, operator, style, ...parts }: BoardParts): Board {
  const { zh } = paperText;
  return {
    ...parts,
    issuer: operator.name,
    contact: operator.contact ?? "",
    style,
    day: chinaDayWords(day, "zh-CN"),
    hint: zh["board.hint"],
    foot: zh["board.foot"],
  };
}

function useEntries(day: CalendarDay, deps: PaperDeps): FoundEntries | undefined {
  const [found, setFound] = useState<{ readonly day: CalendarDay; readonly entries: FoundEntries }>();
  useEffect(() => {
    if (day === "") return undefined;
    let current = true;
    void deps.ofDay(day, MOST).then((entries) => current && setFound({ day, entries }));
    return () => {
      current = false;
    };
  }, [day, deps]);
  return found?.day === day ? found.entries : undefined;
}
