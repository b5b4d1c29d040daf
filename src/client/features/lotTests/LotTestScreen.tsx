import { useCallback, useEffect, useState } from "react";
import { hasPassed } from "../../../core/record/lotTest.ts";
import { chinaDayWords } from "../../text/format.ts";
import { lotTestsText } from "../../text/lotTests.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import type { LotTests, LotTestsDeps } from "./lotTestsDeps.ts";
import { TestForm } from "./TestForm.tsx";

type LotTestScreenProps = { readonly deps: LotTestsDeps; readonly id: string };

/** Tests of one lot: those on record, what of the drugs used they have not looked for, and a form for another. */
export function LotTestScreen({ deps, id }: LotTestScreenProps) {
  const text = useText(lotTestsText);
  const [found, setFound] = useState<{ readonly tests: LotTests | undefined }>();
  const look = useCallback(() => void deps.testsOf(id).then((tests) => setFound({ tests })), [deps, id]);
  useEffect(look, [look]);
  if (found === undefined) return <Skeleton />;
  const { tests } = found;
  if (tests === undefined) {
    return (
      <Screen title={text("title")} parent="/tests">
        <EmptyState icon="issue" title={text("unknown")} />
      </Screen>
    );
  }
  return (
    <Screen title={`${text("title")} · ${tests.lot.product}`} parent="/tests">
      <OnRecord tests={tests} />
      <Gap tests={tests} />
      <TestForm key={tests.tests.length} deps={deps} tests={tests} onRecorded={look} />
    </Screen>
  );
}

function OnRecord({ tests: { tests } }: { readonly tests: LotTests }) {
  const text = useText(lotTestsText);
  const language = useLanguage();
  if (tests.length === 0) return <p className="soft">{text("tests.none")}</p>;
  return (
    <List label={text("tests")}>
      {tests.map(({ id, test }) => {
        const passed = hasPassed(test);
        return (
          <ListRow
            key={id}
            title={`${text(`basis.${test.basis}`)} ${chinaDayWords(test.day, language)}`}
            detail={[test.lab, ...test.items.map(({ item, result }) => `${item} ${result ?? ""}`.trim())]
              .filter((part) => part !== undefined)
              .join("；")}
            end={<StatusPill tone={passed ? "good" : "bad"}>{text(passed ? "passed" : "failed")}</StatusPill>}
          />
        );
      })}
    </List>
  );
}

/** 用什么药、检什么药. */
function Gap({ tests: { gap, tests } }: { readonly tests: LotTests }) {
  const text = useText(lotTestsText);
  const { used, missing } = gap;
  return (
    <Section title={text("gap")}>
      {used.length === 0 && <p className="soft">{text("gap.nothing")}</p>}
      {used.length > 0 && <p>{text("gap.used", { names: used.join("、") })}</p>}
      {missing.length > 0 && tests.length > 0 && (
        <Banner tone="caution" title={text("gap.missing", { names: missing.join("、") })} />
      )}
      {used.length > 0 && missing.length === 0 && <Banner tone="good" title={text("gap.covered")} />}
    </Section>
  );
}
