import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { entryText } from "../../text/entry.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { createDuplicatesStore, type DuplicatesStore } from "./duplicatesStore.ts";
import type { EntryDeps, LikelyDuplicate } from "./entryDeps.ts";
import { FailureBanner } from "./OfficerFrame.tsx";
import type { RegisteredOperator } from "./officerDeps.ts";

type DuplicatesProps = { readonly deps: EntryDeps; readonly operator: RegisteredOperator };

/** Entries that were merged into this one, and those that may be the same operator. */
export function Duplicates({ deps, operator }: DuplicatesProps) {
  const { id, name, region, uscc, duplicates = [] } = operator;
  const made = useMemo(() => createDuplicatesStore(deps, { id, name, region, uscc }), [deps, id, name, region, uscc]);
  const store = useStore(made);
  const { read } = store;
  useEffect(() => void read(), [read]);
  const merged = new Set(duplicates.map((one) => one.id));
  const found = store.found.filter((one) => !merged.has(one.id));
  return (
    <>
      <Merged duplicates={duplicates} />
      <Likely found={found} store={store} deps={deps} />
      <MergeSheet store={store} name={name} />
    </>
  );
}

function Merged({ duplicates }: { readonly duplicates: NonNullable<RegisteredOperator["duplicates"]> }) {
  const text = useText(entryText);
  if (duplicates.length === 0) return null;
  return (
    <Section title={text("merged")}>
      <List>
        {duplicates.map(({ id, name }) => (
          <ListRow key={id} title={name} detail={id} />
        ))}
      </List>
    </Section>
  );
}

type LikelyProps = {
  readonly found: readonly LikelyDuplicate[];
  readonly store: DuplicatesStore;
  readonly deps: EntryDeps;
};

function Likely({ found, store, deps }: LikelyProps) {
  const text = useText(entryText);
  if (found.length === 0) return null;
  return (
    <Section title={text("duplicates")}>
      {found.map((one) => (
        <LikelyCard key={one.id} one={one} deps={deps} onMerge={() => store.mergeAsked(one)} />
      ))}
    </Section>
  );
}

type LikelyCardProps = {
  readonly one: LikelyDuplicate;
  readonly deps: EntryDeps;
  readonly onMerge: () => void;
};

function LikelyCard({ one, deps, onMerge }: LikelyCardProps) {
  const text = useText(entryText);
  const place = usePlaceName(one.region, deps.placeName);
  const details = [
    text(`duplicates.by.${one.by}`),
    `${place}${one.address ?? ""}`,
    ...(one.uscc === undefined ? [] : [one.uscc]),
    ...(one.closed ? [text("duplicates.closed")] : []),
  ];
  return (
    <List label={one.name}>
      <Link href={`/registry/${one.id}`} asChild>
        <ListRow icon="person" title={one.name} detail={details.join(" · ")} />
      </Link>
      <div className="officer-actions">
        <Button onClick={onMerge}>{text("duplicates.merge")}</Button>
      </div>
    </List>
  );
}

function MergeSheet({ store, name }: { readonly store: DuplicatesStore; readonly name: string }) {
  const text = useText(entryText);
  const { open } = store;
  const confirm = (
    <Button tone="danger" large wide busy={open?.busy ?? false} onClick={() => void store.mergeConfirmed()}>
      {text("merge.confirm")}
    </Button>
  );
  return (
    <Sheet open={open !== undefined} title={text("merge.title")} onClose={store.mergeDropped} actions={confirm}>
      {open !== undefined && (
        <>
          <FailureBanner failure={open.failure} />
          <Which store={store} name={name} other={open.other} />
          <Banner
            tone="caution"
            title={text(
              "merge.does",
              open.keeps === "this"
                ? { kept: name, duplicate: open.other.name }
                : { kept: open.other.name, duplicate: name },
            )}
          />
        </>
      )}
    </Sheet>
  );
}

type WhichProps = { readonly store: DuplicatesStore; readonly name: string; readonly other: LikelyDuplicate };

/** Two entries may have one name: the first is the one whose screen this is. */
function Which({ store, name, other }: WhichProps) {
  const text = useText(entryText);
  const options = [
    { value: "this", label: name, hint: text("merge.this") },
    { value: "other", label: other.name, hint: text(`duplicates.by.${other.by}`) },
  ] as const;
  return (
    <Choice
      legend={text("merge.which")}
      options={options}
      value={store.open?.keeps}
      onChange={(keeps) => store.keepsChosen(keeps)}
    />
  );
}
