import { type SubmitEvent, useState } from "react";
import { lotTestsText } from "../../text/lotTests.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { ItemFields } from "./ItemFields.tsx";
import type { LotTests, LotTestsDeps, TestRefusal } from "./lotTestsDeps.ts";
import { emptyItem, emptyTest, readTest, type TypedTest } from "./testForm.ts";

/** Code points of a test's short texts. */
const LENGTH = 60;

type TestFormProps = { readonly deps: LotTestsDeps; readonly tests: LotTests; readonly onRecorded: () => void };

/** A test as it is written down: of one's own means, or by a lab with its accreditation; item by item. */
export function TestForm({ deps, tests: { lot, gap }, onRecorded }: TestFormProps) {
  const text = useText(lotTestsText);
  const [typed, setTyped] = useState<TypedTest>(() => ({
    ...emptyTest(deps.today()),
    items: gap.missing.length === 0 ? [emptyItem()] : gap.missing.map(emptyItem),
  }));
  const [refused, setRefused] = useState<TestRefusal | "incomplete">();
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<TypedTest>) => setTyped((before) => ({ ...before, ...part }));
  const save = async () => {
    const test = readTest(typed, deps.today());
    if (test === undefined) return setRefused("incomplete");
    setBusy(true);
    const recorded = await deps.record(lot.id, test);
    setBusy(false);
    if (recorded.ok) onRecorded();
    else setRefused(recorded.error);
  };
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Section title={text("new")}>
      <form className="stack" onSubmit={submitted}>
        <Choice
          legend={text("basis")}
          options={(["selfTest", "commissionedTest"] as const).map((value) => ({
            value,
            label: text(`basis.${value}`),
          }))}
          value={typed.basis}
          onChange={(basis) => change({ basis })}
          inline
        />
        <TextField
          label={text("day")}
          type="date"
          max={deps.today()}
          value={typed.day}
          onChange={(day) => change({ day })}
        />
        {typed.basis === "commissionedTest" && <LabFields typed={typed} change={change} />}
        {typed.items.map((item, index) => (
          <ItemFields
            // Items have no name before it is typed, and keep their place.
            key={index}
            number={index + 1}
            item={item}
            onChange={(changed) => change({ items: typed.items.map((one, at) => (at === index ? changed : one)) })}
            onRemove={
              typed.items.length === 1
                ? undefined
                : () => change({ items: typed.items.filter((_, at) => at !== index) })
            }
          />
        ))}
        <Button onClick={() => change({ items: [...typed.items, emptyItem()] })}>{text("item.add")}</Button>
        {refused !== undefined && refused !== "keyLocked" && (
          <Banner tone="bad" role="alert" title={text(`refused.${refused}`)} />
        )}
        <Button type="submit" tone="primary" large wide busy={busy}>
          {text("save")}
        </Button>
      </form>
      <PinSheet
        open={refused === "keyLocked"}
        onClose={() => setRefused(undefined)}
        unlock={deps.unlock}
        onUnlocked={() => void save()}
      />
    </Section>
  );
}

type LabFieldsProps = { readonly typed: TypedTest; readonly change: (part: Partial<TypedTest>) => void };

function LabFields({ typed, change }: LabFieldsProps) {
  const text = useText(lotTestsText);
  return (
    <>
      <TextField label={text("lab")} maxLength={LENGTH} value={typed.lab} onChange={(lab) => change({ lab })} />
      <TextField
        label={text("sample")}
        optional
        maxLength={LENGTH}
        value={typed.sample}
        onChange={(sample) => change({ sample })}
      />
      <TextField
        label={text("accreditation")}
        hint={text("accreditation.hint")}
        optional
        maxLength={LENGTH}
        value={typed.accreditation}
        onChange={(accreditation) => change({ accreditation })}
      />
      <TextField
        label={text("accreditedUntil")}
        hint={text("accreditedUntil.hint")}
        optional
        type="date"
        value={typed.accreditedUntil}
        onChange={(accreditedUntil) => change({ accreditedUntil })}
      />
    </>
  );
}
