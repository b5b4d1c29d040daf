import { formatMoment } from "../../text/format.ts";
import { gateText } from "../../text/gate.ts";
import { issueText } from "../../text/issue.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Switch } from "../../ui/Choice.tsx";
import { FindingList } from "../../ui/FindingList.tsx";
import { gateBlock } from "./issueGate.ts";
import type { IssueStore } from "./issueStore.ts";
import { ProductClass } from "./ProductClass.tsx";

/** What the gate says about the certificate in the preview, and what is left to do about it. */
export function GateCheck({ store }: { readonly store: IssueStore }) {
  const text = useText(issueText);
  const gate = useText(gateText);
  const { gate: shown, checked, acknowledged, warningsAcknowledged } = store;
  if (checked === undefined) return null;
  if (shown === undefined) return <p className="soft">{text("gate.checking")}</p>;
  const { refusals, warnings, notes } = shown;
  const block = gateBlock(checked, shown, acknowledged);
  return (
    <>
      {refusals.length > 0 && (
        <div role="alert">
          <h2>{gate("refusals")}</h2>
        </div>
      )}
      <FindingList findings={refusals} hints />
      <ProductClass store={store} />
      {block === "basisNotOpen" && (
        <Banner tone="bad" role="alert" title={text("gate.basis")}>
          <p>{text("gate.basis.text")}</p>
        </Banner>
      )}
      {warnings.length > 0 && <h2>{gate("warnings")}</h2>}
      <FindingList findings={warnings} hints />
      {warnings.length > 0 && (block === undefined || block === "notAcknowledged") && (
        <Switch label={text("gate.seen")} checked={acknowledged} onChange={warningsAcknowledged} />
      )}
      {notes.map(({ code }) => (
        <p key={code} className="small soft">
          {gate(`finding.${code}`)}
        </p>
      ))}
      <GateAge knownAt={shown.knownAt} version={shown.rules.version} />
    </>
  );
}

/** How old that is by which the gate went: what happened since it could not know. */
function GateAge({ knownAt, version }: { readonly knownAt: number; readonly version: string }) {
  const text = useText(issueText);
  const language = useLanguage();
  const words =
    knownAt === 0
      ? text("gate.age.never", { version })
      : text("gate.age", { time: formatMoment(knownAt, language), version });
  return <p className="small soft">{words}</p>;
}
