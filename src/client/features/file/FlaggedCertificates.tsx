import { formatNumber } from "../../../core/certificate/number.ts";
import { fileText } from "../../text/file.ts";
import { formatDay } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { FindingList } from "../../ui/FindingList.tsx";
import { Section } from "../../ui/Section.tsx";
import type { FileView } from "./fileDeps.ts";

/** Certificates in which the endpoint found what was not known when they were issued; nothing without any. */
export function FlaggedCertificates({ view: { flagged } }: { readonly view: Pick<FileView, "flagged"> }) {
  const text = useText(fileText);
  const language = useLanguage();
  if (flagged.length === 0) return null;
  return (
    <Section title={text("flagged.title")}>
      {flagged.map(({ number, iat, findings }) => (
        <div key={number} className="stack">
          <p className="small">{text("flagged.of", { number: formatNumber(number), day: formatDay(iat, language) })}</p>
          <FindingList findings={findings} />
        </div>
      ))}
    </Section>
  );
}
