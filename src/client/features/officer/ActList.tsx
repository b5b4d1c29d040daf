import { formatNumber } from "../../../core/certificate/number.ts";
import { formatMoment } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import type { IconName } from "../../ui/icons.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import type { ActUpload, SignedAct } from "./officerDeps.ts";

/** Words for how far an act has come. */
function uploadWord({ state, noEffect }: ActUpload): "waiting" | "uploaded" | "refused" | "noEffect" {
  if (noEffect) return "noEffect";
  return state === "acknowledged" ? "waiting" : state;
}

const ICON: Readonly<Record<ReturnType<typeof uploadWord>, IconName>> = {
  waiting: "waiting",
  uploaded: "good",
  refused: "bad",
  noEffect: "bad",
};

/** What this phone signed, each with how far it has come. */
export function ActList({ acts }: { readonly acts: readonly SignedAct[] }) {
  const text = useText(officerText);
  if (acts.length === 0) return null;
  return (
    <Section title={text("acts.title")}>
      <List>
        {acts.map((act) => (
          <ListRow
            key={act.id}
            icon={ICON[uploadWord(act.upload)]}
            title={<ActTitle act={act} />}
            detail={text(`upload.${uploadWord(act.upload)}`)}
          />
        ))}
      </List>
    </Section>
  );
}

function ActTitle({ act }: { readonly act: SignedAct }) {
  const text = useText(officerText);
  const language = useLanguage();
  if (act.act === "recalled") return text("act.recalled", { product: act.product, number: formatNumber(act.number) });
  if (act.act === "registered") return text("act.registered", { name: act.name });
  if (act.act === "edited") return text("act.edited", { name: act.name });
  if (act.act === "merged") return text("act.merged", { name: act.name, duplicate: act.duplicateName });
  return `${text(`act.${act.act}`, { name: act.name })} · ${text("act.from", { time: formatMoment(act.from, language) })}`;
}
