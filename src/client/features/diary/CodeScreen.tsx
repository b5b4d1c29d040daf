import { Link } from "wouter";
import { readPesticideCode, registrationOf } from "../../../core/record/pesticideCode.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps } from "./diaryDeps.ts";
import { useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { knownByCode } from "./usual.ts";

type CodeScreenProps = {
  /** What the scanner read. */
  readonly code: string;
  readonly deps: DiaryDeps;
};

/** A pesticide's code that was scanned: its registration number, and what the person entered for it before. */
export function CodeScreen({ code, deps }: CodeScreenProps) {
  const diary = useDiary(deps);
  const { text } = useWords(deps);
  const read = readPesticideCode(code);
  return (
    <DiaryFrame title={text("code.title")} parent="/diary" diary={diary} deps={deps}>
      {({ entries }) => {
        if (read === undefined) return <Banner tone="caution" title={text("code.other")} />;
        const known = knownByCode(read, entries);
        const { production } = read;
        return (
          <>
            <h2>{text("code.found", { number: registrationOf(read) })}</h2>
            {production !== "own" && <p className="soft">{text(`code.${production}`)}</p>}
            {known === undefined ? (
              <p>{text("code.new")}</p>
            ) : (
              <Banner tone="good" title={text("code.known", { name: known.name })} />
            )}
            {(["inputUsed", "inputPurchased"] as const).map((type) => (
              <Link key={type} href={`/diary/new/${type}?code=${encodeURIComponent(code)}`} asChild>
                <ButtonLink tone={type === "inputUsed" ? "primary" : "secondary"} large wide>
                  {text(type === "inputUsed" ? "code.use" : "code.buy")}
                </ButtonLink>
              </Link>
            ))}
          </>
        );
      }}
    </DiaryFrame>
  );
}
