import { FINDINGS, type Finding, refuses } from "../../core/record/gateFindings.ts";
import { chinaDayWords } from "../text/format.ts";
import { gateText } from "../text/gate.ts";
import { useLanguage, useText } from "../text/useText.ts";
import { Banner } from "./Banner.tsx";

/** A reason of the gate as screens show it: wherever it comes from. */
export type ShownFinding = Pick<Finding, "code"> & {
  readonly input?: string | undefined;
  readonly ingredients?: readonly string[] | undefined;
  readonly row?: Finding["row"] | undefined;
  readonly unverified?: boolean | undefined;
  readonly clears?: string | undefined;
};

type FindingListProps = {
  readonly findings: readonly ShownFinding[];
  /** What to do about it is for whoever issues, not for an officer. */
  readonly hints?: boolean;
};

/** What the gate found, each with what it rests on and the day on which it clears. */
export function FindingList({ findings, hints = false }: FindingListProps) {
  return findings.map((finding) => <FindingBanner key={JSON.stringify(finding)} finding={finding} hint={hints} />);
}

function FindingBanner({ finding, hint }: { readonly finding: ShownFinding; readonly hint: boolean }) {
  const text = useText(gateText);
  const language = useLanguage();
  const { code, input, ingredients, row, unverified, clears } = finding;
  const word = text(`finding.${code}`);
  const title = input === undefined ? word : `${word}：${input}`;
  return (
    <Banner
      tone={refuses(finding) ? "bad" : "caution"}
      title={unverified === true ? `${title}（${text("unverified")}）` : title}
    >
      {clears !== undefined && <p>{text("clears", { day: chinaDayWords(clears, language) })}</p>}
      {ingredients !== undefined && <p>{text("ingredients", { names: ingredients.join("、") })}</p>}
      {hint && <p>{text(`hint.${code}`)}</p>}
      {row !== undefined && <p className="small">{text("row", { says: row.says })}</p>}
      <p className="small">{text("basis", { article: FINDINGS[code].article })}</p>
    </Banner>
  );
}
