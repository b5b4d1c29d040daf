import { useState } from "react";
import { useLocation } from "wouter";
import type { OperatorKind } from "../../../core/operator/profile.ts";
import { parsePhone } from "../../../core/operator/profile.ts";
import { WALK_IN_KINDS } from "../../../core/statement/whoMaySign.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PlaceSearch } from "../../ui/PlaceSearch.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { StationFrame } from "./StationFrame.tsx";
import type { NewFarmer, RegisterFailure, StationDeps } from "./stationDeps.ts";

/** Code points of a name, as a register entry has them. */
const NAME_LENGTH = { min: 1, max: 60 } as const;

type Field = "name" | "place" | "phone";
type Form = { readonly kind: WalkInKind; readonly name: string; readonly region: string; readonly phone: string };
type WalkInKind = Extract<OperatorKind, "smallholder" | "largeGrower" | "familyFarm">;
const KINDS: readonly WalkInKind[] = ["smallholder", "largeGrower", "familyFarm"].filter(isWalkIn);

function isWalkIn(kind: string): kind is WalkInKind {
  return WALK_IN_KINDS.some((one) => one === kind);
}

/** What is wrong with the form, or the farmer as written down. */
function checked({ kind, name, region, phone }: Form): {
  readonly errors: readonly Field[];
  readonly farmer?: NewFarmer;
} {
  const tidy = checkText(tidyText(name), NAME_LENGTH);
  const number = parsePhone(phone);
  const errors: Field[] = [
    ...(tidy.ok ? [] : (["name"] as const)),
    ...(region === "" ? (["place"] as const) : []),
    ...(number === undefined ? (["phone"] as const) : []),
  ];
  if (!tidy.ok || number === undefined || errors.length > 0) return { errors };
  return { errors, farmer: { kind, name: tidy.value, region, phone: number } };
}

type NewFarmerScreenProps = { readonly deps: StationDeps; readonly base: string };

/** Registers a walk-in farmer: name, village, phone, on one screen; goes on with the farmer. */
export function NewFarmerScreen({ deps, base }: NewFarmerScreenProps) {
  const text = useText(stationText);
  return (
    <StationFrame deps={deps} title={text("new.title")}>
      {() => <NewFarmer deps={deps} base={base} />}
    </StationFrame>
  );
}

function NewFarmer({ deps, base }: NewFarmerScreenProps) {
  const text = useText(stationText);
  const [, navigate] = useLocation();
  const [form, setForm] = useState<Form>({ kind: "smallholder", name: "", region: "", phone: "" });
  const [errors, setErrors] = useState<readonly Field[]>([]);
  const [failure, setFailure] = useState<RegisterFailure>();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Form>) => {
    setForm({ ...form, ...part });
    setErrors([]);
  };
  const save = async () => {
    const { errors: found, farmer } = checked(form);
    setErrors(found);
    if (farmer === undefined) return;
    setBusy(true);
    const registered = await deps.register(farmer);
    setBusy(false);
    if (registered.ok) navigate(`${base}/farmers/${registered.value}`, { replace: true });
    else setFailure(registered.error);
  };
  const error = (field: Field) => (errors.includes(field) ? text(`error.${field}`) : undefined);
  return (
    <Screen
      title={text("new.title")}
      parent={base}
      bottom={
        <BottomBar>
          <Button tone="primary" large wide busy={busy} onClick={() => void save()}>
            {text(busy ? "new.busy" : "new.save")}
          </Button>
        </BottomBar>
      }
    >
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <TextField
        label={text("new.name")}
        hint={text("new.name.hint")}
        autoComplete="off"
        maxLength={NAME_LENGTH.max}
        value={form.name}
        error={error("name")}
        onChange={(name) => change({ name })}
      />
      <PlaceChoice deps={deps} region={form.region} error={error("place")} onChange={(region) => change({ region })} />
      <TextField
        label={text("new.phone")}
        hint={text("new.phone.hint")}
        type="tel"
        autoComplete="off"
        maxLength={30}
        value={form.phone}
        error={error("phone")}
        onChange={(phone) => change({ phone })}
      />
      <Choice
        inline
        legend={text("new.kind")}
        options={KINDS.map((value) => ({ value, label: text(`kind.${value}`) }))}
        value={form.kind}
        onChange={(kind) => change({ kind })}
      />
    </Screen>
  );
}

type PlaceChoiceProps = {
  readonly deps: Pick<StationDeps, "searchPlaces" | "placeName">;
  readonly region: string;
  readonly error: string | undefined;
  readonly onChange: (region: string) => void;
};

/** The village, picked from those of the station's area. */
function PlaceChoice({ deps, region, error, onChange }: PlaceChoiceProps) {
  const text = useText(stationText);
  const place = usePlaceName(region, deps.placeName);
  if (region !== "") {
    return (
      <List label={text("new.place")}>
        <ListRow
          title={place}
          detail={text("new.place")}
          icon="good"
          end={<span className="station-change">{text("new.place.change")}</span>}
          onClick={() => onChange("")}
        />
      </List>
    );
  }
  return (
    <div className="stack">
      <PlaceSearch
        label={text("new.place")}
        none={text("new.place.none")}
        search={deps.searchPlaces}
        onChoose={onChange}
      />
      {error !== undefined && (
        <p className="field-error" role="alert">
          <Icon name="bad" />
          {error}
        </p>
      )}
    </div>
  );
}
