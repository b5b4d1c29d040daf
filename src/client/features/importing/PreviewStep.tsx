import { useState } from "react";
import type { ReadTable } from "../../../core/import/readTable.ts";
import { OPERATOR_KINDS, type OperatorKind } from "../../../core/operator/profile.ts";
import { IMPORT_FIELDS, type ImportField } from "../../../core/reference/importColumns.ts";
import { importingText } from "../../text/importing.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import type { ImportDeps } from "./importDeps.ts";
import { acceptedRows, type ImportStore, type JudgedLine } from "./importStore.ts";
import { reasonWords } from "./lineWords.ts";
import { saveFaulty } from "./savedTables.ts";

/** Rows of one state that are listed; all of them stand in the saved table. */
const SHOWN_ROWS = 60;
const STATES = ["faulty", "changed", "new", "same"] as const;
type State = (typeof STATES)[number];

type PreviewProps = { readonly store: ImportStore; readonly table: ReadTable; readonly deps: ImportDeps };

/** What will become of every row, and why; nothing is signed before the officer says so. */
export function PreviewStep({ store, table, deps }: PreviewProps) {
  const text = useText(importingText);
  const count = acceptedRows(store.judged).length;
  return (
    <>
      <p>
        <strong>{store.file}</strong>
      </p>
      {store.judged.length > 0 && <Rows store={store} table={table} deps={deps} />}
      <Findings table={table} />
      <Columns store={store} table={table} />
      <BottomBar>
        <Button tone="primary" disabled={count === 0} onClick={() => void store.accepted()}>
          {count === 0 ? text("accept.none") : text("accept", { count })}
        </Button>
      </BottomBar>
    </>
  );
}

function Rows({ store, table, deps }: PreviewProps) {
  const text = useText(importingText);
  const counts = new Map<State, number>();
  for (const { judgement } of store.judged) counts.set(judgement.state, (counts.get(judgement.state) ?? 0) + 1);
  const [chosen, setChosen] = useState<State>(() => STATES.find((state) => counts.has(state)) ?? "new");
  const lines = store.judged.filter(({ judgement }) => judgement.state === chosen);
  return (
    <>
      <Choice
        legend={text("states.label", { count: store.judged.length })}
        inline
        options={STATES.map((state) => ({
          value: state,
          label: `${text(`state.${state}`)} ${counts.get(state) ?? 0}`,
        }))}
        value={chosen}
        onChange={setChosen}
      />
      {chosen === "faulty" && lines.length > 0 && (
        <Button onClick={() => void saveFaulty(deps, text, { table, lines })}>{text("faulty.save")}</Button>
      )}
      {lines.length > SHOWN_ROWS && (
        <p className="small soft">{text("rows.first", { shown: SHOWN_ROWS, count: lines.length })}</p>
      )}
      {lines.length === 0 && <p className="soft">{text("rows.none")}</p>}
      <List label={text(`state.${chosen}`)}>
        {lines.slice(0, SHOWN_ROWS).map((one) => (
          <Row key={one.line.row} of={one} table={table} />
        ))}
      </List>
    </>
  );
}

function Row({ of: one, table }: { readonly of: JudgedLine; readonly table: ReadTable }) {
  const text = useText(importingText);
  const { line } = one;
  const name = line.entry?.name ?? line.cells[table.columns.name ?? 0] ?? "";
  const row = text("row", { row: line.row });
  const reason = reasonWords(text, one);
  return <ListRow title={name === "" ? row : name} detail={reason === "" ? row : `${row} · ${reason}`} />;
}

function Findings({ table }: { readonly table: ReadTable }) {
  const text = useText(importingText);
  const { sheetNames, sheet, encoding, flaws } = table;
  const words = [
    ...(encoding === "gb18030" ? [text("finding.encoding")] : []),
    ...(sheetNames.length > 1
      ? [text("finding.sheets", { count: sheetNames.length, sheet: sheetNames[sheet] ?? "" })]
      : []),
    ...flaws.map(({ flaw, count, places }) => text(`finding.${flaw}`, { count, places: places.join("、") })),
  ];
  if (words.length === 0) return null;
  return (
    <Banner tone="caution" title={text("findings.title")}>
      <ul>
        {words.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** Fields without which rows say less than a register wants. */
const WANTED: readonly ImportField[] = ["kind", "uscc", "phone", "town", "village"];

function Columns({ store, table }: Pick<PreviewProps, "store" | "table">) {
  const text = useText(importingText);
  const { headings, columns, sheetNames, sheet } = table;
  const { choices } = store;
  const taken = new Set(Object.values(columns));
  const ignored = headings.filter((heading, index) => heading !== "" && !taken.has(index));
  const missing = WANTED.filter((field) => columns[field] === undefined);
  const kinds: readonly (OperatorKind | "")[] = ["", ...OPERATOR_KINDS.filter((kind) => kind !== "agency")];
  const withKind = (kind: OperatorKind | "") => {
    const { kind: _, ...rest } = choices;
    void store.readAgain(kind === "" ? rest : { ...rest, kind });
  };
  return (
    <details className="importing-details" open={missing.length > 0}>
      <summary>{text("columns.title")}</summary>
      <Section title={text("columns.how")}>
        {missing.length > 0 && (
          <p>{text("columns.missing", { fields: missing.map((field) => text(`field.${field}`)).join("、") })}</p>
        )}
        {ignored.length > 0 && (
          <p className="small soft">{text("columns.ignored", { headings: ignored.join("、") })}</p>
        )}
        <div className="importing-columns">
          {sheetNames.length > 1 && (
            <SelectField
              label={text("sheet.label")}
              value={String(sheet)}
              options={sheetNames.map((name, index) => ({ value: String(index), label: name }))}
              onChange={(value) => void store.readAgain({ sheet: Number(value) })}
            />
          )}
          <SelectField
            label={text("kind.label")}
            value={choices.kind ?? ""}
            options={kinds.map((kind) => ({
              value: kind,
              label: kind === "" ? text("kind.none") : text(`kind.${kind}`),
            }))}
            onChange={withKind}
          />
          {IMPORT_FIELDS.map((field) => (
            <ColumnField key={field} field={field} store={store} table={table} />
          ))}
        </div>
      </Section>
    </details>
  );
}

type ColumnFieldProps = Pick<PreviewProps, "store" | "table"> & { readonly field: ImportField };

function ColumnField({ field, store, table: { headings, columns } }: ColumnFieldProps) {
  const text = useText(importingText);
  const named = headings.flatMap((heading, index) =>
    heading === "" ? [] : [{ value: String(index), label: heading }],
  );
  const changed = (value: string) => {
    const { [field]: _, ...others } = columns;
    const next = value === "" ? others : { ...others, [field]: Number(value) };
    void store.readAgain({ ...store.choices, columns: next });
  };
  return (
    <SelectField
      label={text(`field.${field}`)}
      value={String(columns[field] ?? "")}
      options={[{ value: "", label: text("columns.without") }, ...named]}
      onChange={changed}
    />
  );
}
