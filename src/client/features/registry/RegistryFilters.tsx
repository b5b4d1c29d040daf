import { useState } from "react";
import { OPERATOR_KINDS } from "../../../core/operator/profile.ts";
import { STANDING_STATES } from "../../../core/operator/standing.ts";
import { registryText } from "../../text/registry.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { PlaceSearch } from "../../ui/PlaceSearch.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { FLAGS, GRADES, type RegistryDeps, type RegistryFilter } from "./registryDeps.ts";
import type { RegistryStore } from "./registryStore.ts";

type FiltersProps = { readonly store: RegistryStore; readonly deps: RegistryDeps };

/** By what the list is narrowed: kind, standing, what to look out for, place. */
export function RegistryFilters({ store, deps }: FiltersProps) {
  const text = useText(registryText);
  const { filter, filtered } = store;
  const change = (next: RegistryFilter) => void filtered(next);
  return (
    <div className="registry-filters">
      <SelectField
        label={text("filter.kind")}
        value={filter.kind ?? ""}
        options={[
          { value: "", label: text("filter.any") },
          ...OPERATOR_KINDS.map((kind) => ({ value: kind, label: text(`kind.${kind}`) })),
        ]}
        onChange={(kind) => change({ kind: kind === "" ? undefined : kind })}
      />
      <SelectField
        label={text("filter.standing")}
        value={filter.standing ?? ""}
        options={[
          { value: "", label: text("filter.standing.open") },
          ...STANDING_STATES.map((state) => ({ value: state, label: text(`standing.${state}`) })),
        ]}
        onChange={(standing) => change({ standing: standing === "" ? undefined : standing })}
      />
      <SelectField
        label={text("filter.list")}
        value={filter.list ?? ""}
        options={[
          { value: "", label: text("filter.any") },
          ...[...FLAGS, ...GRADES].map((list) => ({ value: list, label: text(`list.${list}`) })),
        ]}
        onChange={(list) => change({ list: list === "" ? undefined : list })}
      />
      <PlaceFilter store={store} deps={deps} />
    </div>
  );
}

function PlaceFilter({ store, deps }: FiltersProps) {
  const text = useText(registryText);
  const [choosing, setChoosing] = useState(false);
  const { filter, filtered } = store;
  const place = usePlaceName(filter.region ?? "", deps.placeName);
  const choose = (region: string | undefined) => {
    setChoosing(false);
    void filtered({ region });
  };
  return (
    <>
      <Button onClick={() => setChoosing(true)}>
        {filter.region === undefined ? text("filter.place.any") : text("filter.place", { place })}
      </Button>
      <Sheet
        open={choosing}
        title={text("filter.place.pick")}
        onClose={() => setChoosing(false)}
        actions={
          filter.region !== undefined && <Button onClick={() => choose(undefined)}>{text("filter.place.any")}</Button>
        }
      >
        <PlaceSearch
          label={text("filter.place.search")}
          none={text("filter.place.none")}
          search={deps.searchPlaces}
          onChoose={choose}
        />
      </Sheet>
    </>
  );
}
