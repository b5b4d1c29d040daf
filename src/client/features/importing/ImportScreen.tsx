import { useEffect, useMemo, useRef } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import type { TableError } from "../../../core/import/readTable.ts";
import { importingText } from "../../text/importing.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ExportSection } from "./ExportSection.tsx";
import type { ImportDeps } from "./importDeps.ts";
import "./importing.css";
import { createImportStore, type ImportStore, type ReadFile } from "./importStore.ts";
import { PreviewStep } from "./PreviewStep.tsx";

type ImportScreenProps = { readonly deps: ImportDeps; readonly readFile: ReadFile };

/** Importing a county's table of operators, from the file to signed register entries; and the way back, as a table. */
export function ImportScreen({ deps, readFile }: ImportScreenProps) {
  const text = useText(importingText);
  const made = useMemo(() => createImportStore(deps, readFile), [deps, readFile]);
  const store = useStore(made);
  const { opened } = store;
  useEffect(() => void opened(), [opened]);
  if (store.step === "loading") return <Skeleton />;
  if (store.step === "guest")
    return (
      <Screen title={text("title")} parent="/">
        <EmptyState icon="officer" title={text("guest.title")} text={text("guest.text")} />
      </Screen>
    );
  return (
    <Screen title={text("title")} parent="/desk">
      <Failure store={store} deps={deps} />
      {store.step === "choose" && <ChooseStep store={store} />}
      {(store.step === "reading" || store.step === "comparing" || store.step === "importing") && (
        <Working store={store} step={store.step} />
      )}
      {store.step === "preview" && store.table !== undefined && (
        <PreviewStep store={store} table={store.table} deps={deps} />
      )}
      {store.step === "done" && <Done store={store} />}
      {(store.step === "choose" || store.step === "done") && <ExportSection deps={deps} />}
    </Screen>
  );
}

function Failure({ store, deps }: { readonly store: ImportStore; readonly deps: ImportDeps }) {
  const text = useText(importingText);
  const { failure, step, table, compareAgain } = store;
  if (failure === undefined) return null;
  return (
    <>
      <Banner tone={failure === "offline" ? "caution" : "bad"} role="alert" title={text(`failure.${failure}`)}>
        {step === "preview" && table !== undefined && (
          <Button onClick={() => void compareAgain()}>{text("again")}</Button>
        )}
      </Banner>
      <PinSheet
        open={failure === "keyLocked"}
        onClose={() => void store.opened()}
        unlock={deps.unlock}
        onUnlocked={() => void (store.open === undefined ? store.compareAgain() : store.continued())}
      />
    </>
  );
}

function ChooseStep({ store }: { readonly store: ImportStore }) {
  const text = useText(importingText);
  const { open, tableError } = store;
  return (
    <Section title={text("choose.title")}>
      {open !== undefined && (
        <Banner tone="caution" title={text("open.title")}>
          <p>{text("open.text", { file: open.file, total: open.total, left: open.left })}</p>
          <div className="row">
            <Button tone="primary" onClick={() => void store.continued()}>
              {text("open.continue")}
            </Button>
            <Button onClick={() => void store.dropped()}>{text("open.drop")}</Button>
          </div>
        </Banner>
      )}
      {tableError !== undefined && <TableErrorBanner error={tableError} />}
      <p className="soft">{text("choose.how")}</p>
      <FileButton store={store} label={text("choose")} />
    </Section>
  );
}

function TableErrorBanner({ error }: { readonly error: TableError }) {
  const text = useText(importingText);
  const words =
    error.code === "noHeadings"
      ? text("tableError.noHeadings", { sheets: error.sheetNames.join("、") })
      : text(`tableError.${error.code}`);
  return <Banner tone="bad" role="alert" title={words} />;
}

function FileButton({ store, label }: { readonly store: ImportStore; readonly label: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="upload" tone="primary" onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) void store.chosen(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}

type WorkingProps = { readonly store: ImportStore; readonly step: "reading" | "comparing" | "importing" };

function Working({ store: { done, total, stopped }, step }: WorkingProps) {
  const text = useText(importingText);
  const words = text(step, { done, total });
  return (
    <section className="card stack" aria-live="polite">
      <p>{words}</p>
      <progress className="importing-progress" aria-label={words} {...(total > 0 ? { value: done, max: total } : {})} />
      {step === "importing" && <p className="small soft">{text("importing.how")}</p>}
      <Button onClick={stopped}>{text("stop")}</Button>
    </section>
  );
}

function Done({ store }: { readonly store: ImportStore }) {
  const text = useText(importingText);
  return (
    <>
      <Banner tone="good" role="status" title={text("done.title")}>
        <p>{text("done.text", { count: store.total })}</p>
      </Banner>
      <div className="row">
        <Link href="/desk" asChild>
          <ButtonLink tone="primary">{text("done.desk")}</ButtonLink>
        </Link>
        <FileButton store={store} label={text("choose.other")} />
      </div>
    </>
  );
}
