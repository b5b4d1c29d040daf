import { lotTestsText } from "../../text/lotTests.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { TypedItem } from "./testForm.ts";

/** Code points of an item's short texts. */
const LENGTH = 60;

type ItemFieldsProps = {
  readonly number: number;
  readonly item: TypedItem;
  readonly onChange: (item: TypedItem) => void;
  /** Absent for the only item. */
  readonly onRemove: (() => void) | undefined;
};

/** One item of a test: what was looked for, how, what came out, the limit, and the verdict. */
export function ItemFields({ number, item, onChange, onRemove }: ItemFieldsProps) {
  const text = useText(lotTestsText);
  const change = (part: Partial<TypedItem>) => onChange({ ...item, ...part });
  return (
    <fieldset className="card stack">
      <legend>{text("item.number", { number })}</legend>
      <TextField
        label={text("item")}
        hint={text("item.hint")}
        maxLength={LENGTH}
        value={item.item}
        onChange={(name) => change({ item: name })}
      />
      <TextField
        label={text("result")}
        hint={text("result.hint")}
        optional
        maxLength={LENGTH}
        value={item.result}
        onChange={(result) => change({ result })}
      />
      <TextField
        label={text("limit")}
        optional
        maxLength={LENGTH}
        value={item.limit}
        onChange={(limit) => change({ limit })}
      />
      <TextField
        label={text("method")}
        optional
        maxLength={LENGTH}
        value={item.method}
        onChange={(method) => change({ method })}
      />
      <Choice
        legend={text("verdict")}
        options={(["passed", "failed"] as const).map((value) => ({ value, label: text(value) }))}
        value={item.verdict}
        onChange={(verdict) => change({ verdict })}
        inline
      />
      {onRemove !== undefined && (
        <Button tone="quiet" onClick={onRemove}>
          {text("item.remove")}
        </Button>
      )}
    </fieldset>
  );
}
