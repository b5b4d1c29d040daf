import { Link } from "wouter";
import { formatNumber } from "../../../core/certificate/number.ts";
import { issueText } from "../../text/issue.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Choice, MultiChoice } from "../../ui/Choice.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import type { StepProps } from "./stepProps.ts";

/** Which received certificates the goods come from (农产品质量安全法 Art. 39: mixed or repacked goods are certified anew). */
export function SourcesStep({ store, deps }: StepProps) {
  const text = useText(issueText);
  const language = useLanguage();
  if (store.sources.length === 0) {
    return (
      <EmptyState icon="scan" title={text("sources.none")} text={text("sources.none.text")}>
        <Link href="/scan" asChild>
          <ButtonLink tone="primary">{text("sources.scan")}</ButtonLink>
        </Link>
      </EmptyState>
    );
  }
  const options = store.sources.map((source) => ({
    value: source.id,
    label: `${source.product} ${formatNumber(source.number)}`,
    hint: text("sources.detail", {
      quantity: quantityWords(source.quantity, deps.units, language),
      issuer: source.issuer,
    }),
  }));
  const toggle = (values: readonly string[]) => {
    const changed = options.find(({ value }) => values.includes(value) !== store.draft.sources.includes(value));
    if (changed !== undefined) store.sourceToggled(changed.value);
  };
  return (
    <>
      <p className="soft">{text("sources.hint")}</p>
      <MultiChoice legend={text("sources.title")} options={options} values={store.draft.sources} onChange={toggle} />
      <Choice
        inline
        legend={text("mode.legend")}
        value={store.draft.mode}
        onChange={store.modeChosen}
        options={[
          { value: "mixed", label: text("mode.mixed"), hint: text("mode.mixed.hint") },
          { value: "repacked", label: text("mode.repacked"), hint: text("mode.repacked.hint") },
        ]}
      />
      <Link href="/scan" asChild>
        <ButtonLink icon="scan">{text("sources.scan")}</ButtonLink>
      </Link>
    </>
  );
}

/** Goes on once at least one certificate is chosen. */
export function SourcesBar({ store }: StepProps) {
  const text = useText(issueText);
  const count = store.draft.sources.length;
  return (
    <BottomBar>
      <Button tone="primary" large wide disabled={count === 0} onClick={store.sourcesConfirmed}>
        {text("sources.next", { count })}
      </Button>
    </BottomBar>
  );
}
