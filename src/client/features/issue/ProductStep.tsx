import { useEffect, useState } from "react";
import { tidyText } from "../../../core/text.ts";
import { issueText } from "../../text/issue.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Choice } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { quantityWords, unitWord } from "../../ui/quantityWords.ts";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { FoundProduct } from "./issueDeps.ts";
import type { StepProps } from "./stepProps.ts";

/** First what is issued often, so that a repeat is one tap; then lots with a remainder; then the whole catalogue. */
export function ProductStep({ store, deps }: StepProps) {
  const text = useText(issueText);
  const language = useLanguage();
  const { operator, usual, lots } = store;
  return (
    <>
      {(operator?.trades.length ?? 0) > 1 && (
        <Choice
          inline
          legend={text("trade.legend")}
          value={store.draft.trade}
          onChange={store.tradeChosen}
          options={(operator?.trades ?? []).map((trade) => ({ value: trade, label: text(`trade.${trade}`) }))}
        />
      )}
      {usual.length > 0 && (
        <Section title={text("usual")}>
          <List label={text("usual")}>
            {usual.map((product) => (
              <ListRow
                key={`${product.trade} ${product.product} ${product.unit}`}
                icon="history"
                title={product.product}
                detail={[
                  text("usual.last", {
                    quantity: `${product.lastQuantity} ${unitWord(product.unit, deps.units, language)}`,
                  }),
                  product.place,
                ]
                  .filter((part) => part !== "")
                  .join(" · ")}
                onClick={() => store.usualChosen(product)}
              />
            ))}
          </List>
        </Section>
      )}
      {lots.length > 0 && (
        <Section title={text("lots")}>
          <List label={text("lots")}>
            {lots.map((lot) => (
              <ListRow
                key={lot.id}
                icon="list"
                title={lot.product}
                detail={text("lots.detail", {
                  day: lot.day,
                  remaining: quantityWords(lot.remaining, deps.units, language),
                })}
                onClick={() => store.lotChosen(lot)}
              />
            ))}
          </List>
        </Section>
      )}
      <ProductSearch store={store} deps={deps} />
    </>
  );
}

function useFoundProducts(query: string, search: StepProps["deps"]["searchProducts"]): readonly FoundProduct[] {
  const [found, setFound] = useState<readonly FoundProduct[]>([]);
  useEffect(() => {
    let current = true;
    void search(query).then((products) => current && setFound(products));
    return () => {
      current = false;
    };
  }, [query, search]);
  return found;
}

function ProductSearch({ store, deps }: StepProps) {
  const text = useText(issueText);
  const [typed, setTyped] = useState("");
  const query = tidyText(typed);
  const found = useFoundProducts(query, deps.searchProducts);
  const exact = found.some((product) => product.name === query);
  return (
    <div className="stack">
      <TextField
        label={text("product.search")}
        hint={text("product.search.hint")}
        type="search"
        autoComplete="off"
        enterKeyHint="search"
        value={typed}
        onChange={setTyped}
      />
      {query !== "" && (
        <List label={text("product.search")}>
          {found.map((product) => (
            <ListRow
              key={product.code}
              title={product.name}
              detail={product.foundAs === undefined ? undefined : text("product.alias", { name: product.foundAs })}
              onClick={() => store.productFound(product)}
            />
          ))}
          {!exact && (
            <ListRow
              icon="plus"
              title={text("product.free", { name: query })}
              detail={found.length === 0 ? text("product.none") : text("product.free.hint")}
              onClick={() => store.productTyped(query)}
            />
          )}
        </List>
      )}
    </div>
  );
}
