import { isPin } from "../../../core/operator/pin.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { joinText } from "../../text/join.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Switch } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { JoinChoice, JoinPreview } from "./joinDeps.ts";

/** Code points of the name by which the people of a phone tell their keys apart. */
const NAME = { min: 1, max: 20 } as const;

/** How the new key is to be kept, as it is entered. */
export type KeyKeeping = {
  readonly shared: boolean;
  readonly person: string;
  readonly pin: string;
  readonly again: string;
};

/** Where the form starts: on a phone that somebody uses already, a PIN is proposed. */
export function keepingFor({ isShared, mayShare, begun, person }: JoinPreview): KeyKeeping {
  return { shared: isShared && mayShare && !begun, person: person ?? "", pin: "", again: "" };
}

/** What was chosen; undefined while something is missing. */
export function choiceOf({ shared, person, pin, again }: KeyKeeping, preview: JoinPreview): JoinChoice | undefined {
  if (!shared && !preview.needsPin) return {};
  if (!isPin(pin) || (!preview.begun && pin !== again)) return undefined;
  const name = checkText(tidyText(person), NAME);
  if (!shared) return name.ok ? { pin, person: name.value } : { pin };
  return name.ok ? { pin, person: name.value } : undefined;
}

type FieldsProps = {
  readonly preview: JoinPreview;
  readonly keeping: KeyKeeping;
  readonly onChange: (keeping: KeyKeeping) => void;
};

/** Whether several share the phone, and then a name and a PIN; or the PIN that this browser needs anyway. */
export function KeyKeepingFields({ preview, keeping, onChange }: FieldsProps) {
  const text = useText(joinText);
  const { needsPin, begun, mayShare, isShared } = preview;
  if (!mayShare) return isShared || needsPin ? <Banner tone="caution" title={text("share.notThisRole")} /> : null;
  const { shared, person } = keeping;
  return (
    <>
      {!needsPin && !begun && (
        <Switch
          label={text("share.switch")}
          hint={text("share.switch.hint")}
          checked={shared}
          onChange={(on) => onChange({ ...keeping, shared: on })}
        />
      )}
      {shared && (
        <TextField
          label={text("share.person")}
          hint={text("share.person.hint")}
          autoComplete="off"
          value={person}
          onChange={(typed) => onChange({ ...keeping, person: typed })}
        />
      )}
      {(needsPin || shared) && <PinFields preview={preview} keeping={keeping} onChange={onChange} />}
    </>
  );
}

/** The PIN; a new one twice, since a slip of the finger would lock the person out. */
function PinFields({ preview: { needsPin, begun }, keeping, onChange }: FieldsProps) {
  const text = useText(joinText);
  const { pin, again } = keeping;
  const differs = again !== "" && pin.length <= again.length && pin !== again;
  return (
    <>
      <PinField
        label={text(begun ? "pin.enter" : "pin.choose")}
        hint={text(needsPin && !begun ? "pin.choose.hint" : "pin.hint")}
        value={pin}
        onChange={(typed) => onChange({ ...keeping, pin: typed })}
      />
      {!begun && (
        <PinField
          label={text("pin.again")}
          error={differs ? text("pin.differs") : undefined}
          value={again}
          onChange={(typed) => onChange({ ...keeping, again: typed })}
        />
      )}
    </>
  );
}

type PinFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function PinField({ onChange, ...field }: PinFieldProps) {
  return (
    <TextField
      {...field}
      type="password"
      inputMode="numeric"
      autoComplete="new-password"
      maxLength={64}
      onChange={(typed) => onChange(typed.normalize("NFKC").replace(/\D/g, ""))}
    />
  );
}
