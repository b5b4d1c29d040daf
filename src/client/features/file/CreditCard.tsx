import type { Credit, CreditPoint } from "../../../core/operator/credit.ts";
import { standingListings } from "../../../core/operator/file.ts";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import type { FileView } from "./fileDeps.ts";

/** A score with every point behind it, each naming its fact. */
export function CreditPoints({ credit }: { readonly credit: Credit | undefined }) {
  const text = useText(fileText);
  if (credit === undefined) return <p className="soft">{text("credit.noFacts")}</p>;
  return (
    <>
      <p>
        <strong>
          {text("credit.computed", { score: credit.score, grade: `${credit.grade} ${text(`grade.${credit.grade}`)}` })}
        </strong>
      </p>
      {credit.ceilings.map(({ fact, rule }) => (
        <Banner
          key={`${rule.code} ${fact.reference}`}
          tone="caution"
          title={text("credit.ceiling", { fact: rule.name, grade: credit.grade })}
        />
      ))}
      <List label={text("credit.points")}>
        <ListRow title={text("credit.base")} end={<b>{credit.base}</b>} />
        {credit.points.map((point, index) => (
          // Facts have no identity of their own, and two may read alike; the list is made anew as a whole.
          <PointRow key={index} point={point} />
        ))}
      </List>
    </>
  );
}

function PointRow({ point }: { readonly point: CreditPoint }) {
  const text = useText(fileText);
  const language = useLanguage();
  const { fact, rule, points, overLimit } = point;
  const shown = fact.code === "certificatesIssued" ? text("credit.issued", { count: fact.reference }) : fact.reference;
  return (
    <ListRow
      title={rule.name}
      detail={
        <>
          {chinaDayWords(fact.date, language)} · {shown}
          {overLimit && ` · ${text("credit.overLimit", { most: rule.most })}`}
        </>
      }
      end={<b>{points > 0 ? `+${points}` : points}</b>}
    />
  );
}

/** Entries of the red and black list with everything that has to be told with them. */
export function Listings({ view }: { readonly view: FileView }) {
  const text = useText(fileText);
  const language = useLanguage();
  const listings = standingListings(view.file);
  if (listings.length === 0) return null;
  return (
    <Section title={text("listings")}>
      {listings.map(({ id, list, basis, start, end, appeal, repair }) => (
        <Banner key={id.join()} tone={list === "black" ? "bad" : "good"} title={text(`listed.${list}`)}>
          <p>{text("listing.basis", { basis })}</p>
          <p>
            {chinaDayWords(start, language)} – {end === undefined ? text("listing.open") : chinaDayWords(end, language)}
          </p>
          <p>{text("listing.appeal", { appeal })}</p>
          <p>{text("listing.repair", { repair })}</p>
        </Banner>
      ))}
    </Section>
  );
}
