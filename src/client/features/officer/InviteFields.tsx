import { useEffect, useState } from "react";
import { ROLES } from "../../../core/operator/role.ts";
import { checkUscc, tidyUscc, USCC_LENGTH } from "../../../core/operator/uscc.ts";
import { officerText } from "../../text/officer.ts";
import { officerFailuresText } from "../../text/officerFailures.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type InviteError, KINDS_OF_ROLE, OPERATOR_TEXT, scopesFor } from "./inviteForm.ts";
import type { InviteStore } from "./inviteStore.ts";
import type { OfficerDeps } from "./officerDeps.ts";
import { PlaceField } from "./PlaceField.tsx";

type FieldsProps = { readonly store: InviteStore; readonly deps: OfficerDeps };

function useInviteError(store: InviteStore): (field: InviteError["field"]) => string | undefined {
  const text = useText(officerFailuresText);
  return (field) => {
    const found = store.errors.find((error) => error.field === field);
    return found === undefined ? undefined : text(`error.${found.code}`);
  };
}

/** What the invited key will be used for. */
export function RoleField({ store }: Pick<FieldsProps, "store">) {
  const text = useText(officerText);
  const options = ROLES.map((role) => ({ value: role, label: text(`role.${role}`) }));
  return (
    <SelectField
      label={text("invite.role")}
      value={store.form.role}
      options={options}
      onChange={(role) => store.changed({ role })}
    />
  );
}

/** In which area the key counts, for an operator in `region`; nothing where there is no choice. */
export function ScopeField({ store, deps, region }: FieldsProps & { readonly region: string }) {
  const text = useText(officerText);
  const { form, changed, self } = store;
  const scopes = scopesFor(form.role, region, self?.scopes ?? []);
  const codes = scopes.join(" ");
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    const found = Promise.all(codes.split(" ").map(deps.placeName));
    void found.then((places) => current && setNames(places));
    return () => {
      current = false;
    };
  }, [codes, deps]);
  if (scopes.length < 2) return null;
  return (
    <Choice
      legend={text(form.role === "producer" ? "invite.scope.producer" : "invite.scope.other")}
      options={scopes.map((value, index) => ({ value, label: names[index] ?? value }))}
      value={form.scope === "" ? region : form.scope}
      onChange={(scope) => changed({ scope })}
    />
  );
}

/** The unified social credit code, with a warning when its check digit does not fit: old lawful codes may fail it. */
function UsccField({ store }: Pick<FieldsProps, "store">) {
  const text = useText(officerText);
  const error = useInviteError(store);
  const { form, changed } = store;
  const code = tidyUscc(form.uscc);
  const check = code === "" ? "fits" : checkUscc(code);
  return (
    <>
      <TextField
        label={text("invite.uscc")}
        hint={text("invite.uscc.hint")}
        optional
        autoComplete="off"
        maxLength={OPERATOR_TEXT.uscc.max}
        value={form.uscc}
        error={error("uscc")}
        onChange={(uscc) => changed({ uscc })}
      />
      {check !== "fits" && code.length >= USCC_LENGTH && (
        <Banner tone="caution" role="status" title={text(`uscc.${check}`)} />
      )}
    </>
  );
}

/** Who is registered: kind, name, place, code, phone. */
export function OperatorFields({ store, deps }: FieldsProps) {
  const text = useText(officerText);
  const error = useInviteError(store);
  const { form, changed } = store;
  const kinds = KINDS_OF_ROLE[form.role];
  return (
    <>
      {kinds.length > 1 && (
        <Choice
          inline
          legend={text("invite.kind")}
          options={kinds.map((value) => ({ value, label: text(`kind.${value}`) }))}
          value={form.kind}
          error={error("kind")}
          onChange={(kind) => changed({ kind })}
        />
      )}
      <TextField
        label={text("invite.name")}
        hint={text("invite.name.hint")}
        autoComplete="off"
        maxLength={OPERATOR_TEXT.name.max}
        value={form.name}
        error={error("name")}
        onChange={(name) => changed({ name })}
      />
      <PlaceField deps={deps} region={form.region} error={error("region")} onChange={(region) => changed({ region })} />
      <ScopeField store={store} deps={deps} region={form.region} />
      <TextField
        label={text("invite.address")}
        optional
        autoComplete="off"
        maxLength={OPERATOR_TEXT.address.max}
        value={form.address}
        error={error("address")}
        onChange={(address) => changed({ address })}
      />
      <UsccField store={store} />
      <TextField
        label={text("invite.phone")}
        hint={text("invite.phone.hint")}
        type="tel"
        autoComplete="off"
        maxLength={30}
        value={form.phone}
        error={error("phone")}
        onChange={(phone) => changed({ phone })}
      />
    </>
  );
}
