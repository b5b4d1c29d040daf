import { PRODUCT_LENGTH } from "../../../core/certificate/certificate.ts";
import { MAX_PRODUCTS } from "../../../core/operator/holdings.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import { entryText } from "../../text/entry.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { unitWord } from "../../ui/quantityWords.ts";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { EditForm, ProductRow } from "./editForm.ts";
import type { EditStore } from "./editStore.ts";
import { useEditError } from "./useEditError.ts";

type ProductFieldsProps = {
  readonly store: EditStore;
  readonly form: EditForm;
  readonly units: readonly UnitName[];
};

/** What an operator grows, keeps or trades, and how much of it a year. */
export function ProductFields({ store, form, units }: ProductFieldsProps) {
  const text = useText(entryText);
  return (
    <Section title={text("products")}>
      {form.products.map((product, row) => (
        // Two products may have one name: their place tells them apart.
        <OneProduct key={row} row={row} product={product} store={store} units={units} />
      ))}
      {form.products.length < MAX_PRODUCTS && (
        <Button icon="plus" onClick={store.productAdded}>
          {text("product.add")}
        </Button>
      )}
    </Section>
  );
}

type OneProductProps = Pick<ProductFieldsProps, "store" | "units"> & {
  readonly row: number;
  readonly product: ProductRow;
};

function OneProduct({ row, product, store, units }: OneProductProps) {
  const text = useText(entryText);
  const language = useLanguage();
  const error = useEditError(store.errors);
  const change = (fields: Partial<ProductRow>) => store.productChanged(row, fields);
  return (
    <div className="card stack">
      <TextField
        label={text("product.name")}
        autoComplete="off"
        maxLength={PRODUCT_LENGTH.max}
        value={product.name}
        error={error("productName", row)}
        onChange={(name) => change({ name })}
      />
      <TextField
        label={text("product.amount")}
        optional
        inputMode="decimal"
        autoComplete="off"
        value={product.amount}
        error={error("amount", row)}
        onChange={(amount) => change({ amount })}
      />
      <SelectField
        label={text("product.unit")}
        value={String(product.unit)}
        options={units.map(({ code }) => ({ value: String(code), label: unitWord(code, units, language) }))}
        onChange={(unit) => change({ unit: Number(unit) })}
      />
      <div className="row">
        <Button onClick={() => store.productRemoved(row)}>{text("product.remove")}</Button>
      </div>
    </div>
  );
}
