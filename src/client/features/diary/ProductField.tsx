import { useEffect, useState } from "react";
import { tidyText } from "../../../core/text.ts";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type FieldProps, wrongIn } from "./fieldProps.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";

type Found = { readonly code: number; readonly name: string };

/** Goods a tap away that were entered before. */
const OFFERED = 6;
/** Rows of what the catalogue finds. */
const SHOWN = 4;

/** What the act was done on: named before, found in the catalogue, or as typed. */
export function ProductField(props: FieldProps) {
  const { form, known, deps, words, onChange } = props;
  const { text } = words;
  const found = useFound(form, deps.searchProducts);
  // A name that is in the catalogue is that product, whether or not it was tapped.
  const exact = found.find(({ name }) => name === tidyText(form.product));
  useEffect(() => {
    if (exact !== undefined && form.productCode !== exact.code) onChange({ productCode: exact.code });
  }, [exact, form.productCode, onChange]);
  const choose = ({ name, code }: { readonly name: string; readonly code?: number }) => {
    onChange({ product: name, ...(code === undefined ? {} : { productCode: code }) });
  };
  const offered = known.products.filter(({ name }) => name !== form.product).slice(0, OFFERED);
  return (
    <div className="stack">
      <TextField
        label={text("field.product")}
        hint={text("field.product.hint")}
        optional={RECORD_SHAPES[form.type].product === "may"}
        autoComplete="off"
        maxLength={30}
        value={form.product}
        error={wrongIn(props, "product")}
        onChange={(product) => onChange({ product, productCode: undefined })}
      />
      {form.product === "" && offered.length > 0 && (
        <div className="row">
          {offered.map((goods) => (
            <Button key={goods.name} onClick={() => choose(goods)}>
              {goods.name}
            </Button>
          ))}
        </div>
      )}
      {form.productCode === undefined && found.length > 0 && (
        <List label={text("field.product.hint")}>
          {found.slice(0, SHOWN).map((product) => (
            <ListRow key={product.code} title={product.name} onClick={() => choose(product)} />
          ))}
        </List>
      )}
    </div>
  );
}

function useFound(
  { product, productCode }: FieldProps["form"],
  search: FieldProps["deps"]["searchProducts"],
): readonly Found[] {
  const [found, setFound] = useState<{ readonly query: string; readonly products: readonly Found[] }>();
  const query = productCode === undefined ? tidyText(product) : "";
  useEffect(() => {
    let current = true;
    if (query !== "") void search(query).then((products) => current && setFound({ query, products }));
    return () => {
      current = false;
    };
  }, [query, search]);
  return found?.query === query ? found.products : [];
}
