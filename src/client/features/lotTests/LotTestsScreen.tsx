import { useEffect, useState } from "react";
import { Link } from "wouter";
import { chinaDayWords } from "../../text/format.ts";
import { lotTestsText } from "../../text/lotTests.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { LotTestsDeps, TestedLot } from "./lotTestsDeps.ts";

/** Lots that can be tested: those of which something is left. */
export function LotTestsScreen({ deps }: { readonly deps: LotTestsDeps }) {
  const text = useText(lotTestsText);
  const language = useLanguage();
  const [lots, setLots] = useState<readonly TestedLot[]>();
  useEffect(() => void deps.lots().then(setLots), [deps]);
  if (lots === undefined) return <Skeleton />;
  return (
    <Screen title={text("title")} parent="/">
      {lots.length === 0 && <EmptyState icon="issue" title={text("none")} text={text("none.text")} />}
      <List label={text("lots")}>
        {lots.map(({ id, product, quantity, plots, day }) => (
          <Link key={id} href={`/tests/${id}`} asChild>
            <ListRow
              title={`${product} ${quantityWords(quantity, deps.units, language)}`}
              detail={[chinaDayWords(day, language), ...plots].join(" · ")}
            />
          </Link>
        ))}
      </List>
    </Screen>
  );
}
