import { useState } from "react";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PlaceSearch } from "../../ui/PlaceSearch.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { OfficerDeps } from "./officerDeps.ts";

type PlaceFieldProps = {
  readonly deps: Pick<OfficerDeps, "searchPlaces" | "placeName">;
  /** Division code; empty until one was picked. */
  readonly region: string;
  readonly error: string | undefined;
  readonly onChange: (region: string) => void;
};

/** A division picked by searching for its name. */
export function PlaceField({ deps, region, error, onChange }: PlaceFieldProps) {
  const text = useText(officerText);
  const [choosing, setChoosing] = useState(false);
  const choose = (code: string) => {
    setChoosing(false);
    onChange(code);
  };
  const title = region === "" ? text("invite.region.none") : <PlaceName region={region} deps={deps} />;
  return (
    <div className="field">
      <List label={text("invite.region")}>
        <ListRow
          title={title}
          detail={text("invite.region")}
          end={<Button onClick={() => setChoosing(true)}>{text("invite.region.pick")}</Button>}
        />
      </List>
      {error !== undefined && (
        <p className="field-error" role="alert">
          <Icon name="bad" />
          {error}
        </p>
      )}
      <Sheet open={choosing} title={text("invite.region.pick")} onClose={() => setChoosing(false)}>
        <PlaceSearch
          label={text("invite.region.search")}
          none={text("invite.region.notFound")}
          search={deps.searchPlaces}
          onChoose={choose}
        />
      </Sheet>
    </div>
  );
}

function PlaceName({ region, deps }: Pick<PlaceFieldProps, "region" | "deps">) {
  return usePlaceName(region, deps.placeName);
}
