import { useEffect, useState } from "react";
import { tidyText } from "../../../core/text.ts";
import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { MultiChoice } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PlaceSearch } from "../../ui/PlaceSearch.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { StepProps } from "./stepProps.ts";
import { useFieldError } from "./useFieldError.ts";

/** Origin and plots, prefilled from the operator's address and what was named before. */
export function PlaceFields({ store, deps }: StepProps) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const [choosing, setChoosing] = useState(false);
  const { input, lot, trade } = store.draft;
  const name = usePlaceName(input.origin, deps.placeName);
  const choose = (origin: string) => {
    setChoosing(false);
    store.inputChanged({ origin });
  };
  return (
    <>
      <List label={text("origin")}>
        <ListRow
          title={name}
          detail={error("origin") ?? text("origin")}
          end={<Button onClick={() => setChoosing(true)}>{text("origin.change")}</Button>}
        />
      </List>
      <TextField
        label={text("place")}
        optional
        maxLength={30}
        value={input.place}
        onChange={(place) => store.inputChanged({ place })}
        error={error("place")}
      />
      {trade === "producer" && lot === undefined && <Plots store={store} deps={deps} />}
      <Sheet open={choosing} title={text("origin.change")} onClose={() => setChoosing(false)}>
        <PlaceSearch
          label={text("origin.search")}
          none={text("origin.none")}
          search={deps.searchPlaces}
          onChoose={choose}
        />
      </Sheet>
    </>
  );
}

function Plots({ store, deps }: StepProps) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const [known, setKnown] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  const { plots } = store.draft.input;
  useEffect(() => void deps.plots().then(setKnown), [deps]);
  const options = [...new Set([...known, ...plots])].map((plot) => ({ value: plot, label: plot }));
  const add = () => {
    const plot = tidyText(typed);
    if (plot !== "" && !plots.includes(plot)) store.inputChanged({ plots: [...plots, plot] });
    setTyped("");
  };
  return (
    <div className="stack">
      {options.length > 0 && (
        <MultiChoice
          inline
          legend={text("plots")}
          options={options}
          values={plots}
          onChange={(chosen) => store.inputChanged({ plots: chosen })}
        />
      )}
      <TextField
        label={text("plots.add")}
        hint={text("plots.hint")}
        optional
        maxLength={30}
        value={typed}
        onChange={setTyped}
        onBlur={add}
        error={error("plots")}
      />
    </div>
  );
}
