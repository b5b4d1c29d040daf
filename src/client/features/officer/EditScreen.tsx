import { useEffect, useMemo } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { OPERATOR_KINDS } from "../../../core/operator/profile.ts";
import { checkUscc, tidyUscc, USCC_LENGTH } from "../../../core/operator/uscc.ts";
import { entryText } from "../../text/entry.ts";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { EditForm } from "./editForm.ts";
import { createEditStore, type EditStore } from "./editStore.ts";
import type { EntryDeps } from "./entryDeps.ts";
import { OPERATOR_TEXT } from "./inviteForm.ts";
import "./officer.css";
import { FailureBanner, NotOfficer } from "./OfficerFrame.tsx";
import { ParentField } from "./ParentField.tsx";
import { PlaceField } from "./PlaceField.tsx";
import { PlotFields } from "./PlotFields.tsx";
import { ProductFields } from "./ProductFields.tsx";
import { useEditError } from "./useEditError.ts";

type EditScreenProps = { readonly deps: EntryDeps /** Hexadecimal operator id. */; readonly id: string };
type PartProps = { readonly store: EditStore; readonly form: EditForm; readonly deps: EntryDeps };

/** Changes an operator's register entry: a new statement by the officer's key, with or without a network. */
export function EditScreen({ deps, id }: EditScreenProps) {
  const text = useText(entryText);
  const made = useMemo(() => createEditStore(deps, id), [deps, id]);
  const store = useStore(made);
  const [, navigate] = useLocation();
  const { opened, done, form, operator } = store;
  useEffect(() => void opened(), [opened]);
  useEffect(() => {
    if (done) navigate(`/registry/${id}`, { replace: true });
  }, [done, id, navigate]);
  if (store.loading) return <Skeleton />;
  if (store.self === undefined) return <NotOfficer title={text("edit")} />;
  const parent = `/registry/${id}`;
  if (form === undefined) {
    return (
      <Screen title={text("edit")} parent={parent}>
        <Unreadable store={store} />
      </Screen>
    );
  }
  return (
    <Screen title={operator?.name ?? text("edit")} parent={parent} bottom={<Save store={store} />}>
      <p className="soft">{text("edit.how")}</p>
      <Who store={store} form={form} deps={deps} />
      <ProductFields store={store} form={form} units={deps.units} />
      <PlotFields store={store} form={form} deps={deps} />
      <ParentField store={store} form={form} deps={deps} />
    </Screen>
  );
}

/** Why there is nothing to edit. */
function Unreadable({ store }: { readonly store: EditStore }) {
  const text = useText(entryText);
  const { failure, entry } = store;
  if (failure !== undefined) {
    return (
      <FailureBanner failure={failure}>
        <Button onClick={() => void store.opened()}>{text("history.again")}</Button>
      </FailureBanner>
    );
  }
  const why = entry === undefined ? "unread" : "newer";
  return (
    <Banner tone="caution" title={text(`edit.${why}`)}>
      <p>{text(`edit.${why}.text`)}</p>
    </Banner>
  );
}

function Who({ store, form, deps }: PartProps) {
  const text = useText(entryText);
  const kinds = useText(officerText);
  const error = useEditError(store.errors);
  const { formChanged } = store;
  return (
    <>
      <SelectField
        label={text("kind")}
        value={form.kind}
        options={OPERATOR_KINDS.map((value) => ({ value, label: kinds(`kind.${value}`) }))}
        onChange={(kind) => formChanged({ kind })}
      />
      <TextField
        label={text("name")}
        autoComplete="off"
        maxLength={OPERATOR_TEXT.name.max}
        value={form.name}
        error={error("name")}
        onChange={(name) => formChanged({ name })}
      />
      <Uscc store={store} form={form} />
      <PlaceField
        deps={deps}
        region={form.region}
        error={error("region")}
        onChange={(region) => formChanged({ region })}
      />
      <TextField
        label={text("address")}
        optional
        autoComplete="off"
        maxLength={OPERATOR_TEXT.address.max}
        value={form.address}
        error={error("address")}
        onChange={(address) => formChanged({ address })}
      />
    </>
  );
}

/** The code, with a warning when its check digit does not fit: old lawful codes may fail it. */
function Uscc({ store, form }: Pick<PartProps, "store" | "form">) {
  const text = useText(entryText);
  const warn = useText(officerText);
  const error = useEditError(store.errors);
  const code = tidyUscc(form.uscc);
  const check = code === "" ? "fits" : checkUscc(code);
  return (
    <>
      <TextField
        label={text("uscc")}
        hint={text("uscc.hint")}
        optional
        autoComplete="off"
        maxLength={OPERATOR_TEXT.uscc.max}
        value={form.uscc}
        error={error("uscc")}
        onChange={(uscc) => store.formChanged({ uscc })}
      />
      {check !== "fits" && code.length >= USCC_LENGTH && (
        <Banner tone="caution" role="status" title={warn(`uscc.${check}`)} />
      )}
    </>
  );
}

/** What went wrong stands beside the button that was pressed: the form above may be out of sight. */
function Save({ store }: { readonly store: EditStore }) {
  const text = useText(entryText);
  const { errors, failure, changed } = store;
  return (
    <>
      <FailureBanner failure={failure} />
      {errors.length > 0 && <Banner tone="bad" role="alert" title={text("error.some", { count: errors.length })} />}
      <BottomBar>
        <Button tone="primary" large wide busy={store.busy} disabled={!changed} onClick={() => void store.confirmed()}>
          {text(changed ? "edit.save" : "edit.unchanged")}
        </Button>
      </BottomBar>
    </>
  );
}
