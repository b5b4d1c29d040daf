import { STYLE } from "../../../core/certificate/certificate.ts";
import type { TestInput } from "../../../core/certificate/draft.ts";
import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import { MultiChoice } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { StepProps } from "./stepProps.ts";
import { useFieldError } from "./useFieldError.ts";

const BASES = ["qualityControl", "selfTest", "commissionedTest"] as const;
type Basis = (typeof BASES)[number];

/** 承诺依据 in its official wording; a test basis asks when, for what and by whom. */
export function BasisFields({ store, deps }: StepProps) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const { input, trade } = store.draft;
  const code = trade === "producer" ? STYLE.producer2026 : STYLE.purchaser2026;
  const official = deps.styles.find((style) => style.code === code)?.basis ?? [];
  const chosen = BASES.filter((basis) =>
    basis === "qualityControl" ? input.qualityControl : input.tests.some((test) => test.basis === basis),
  );
  const choose = (values: readonly Basis[]) => {
    const tests = BASES.flatMap((basis): TestInput[] => {
      if (basis === "qualityControl" || !values.includes(basis)) return [];
      return [input.tests.find((test) => test.basis === basis) ?? { basis, date: deps.today(), item: "", by: "" }];
    });
    store.inputChanged({ qualityControl: values.includes("qualityControl"), tests });
  };
  const options = BASES.flatMap((value, bit) =>
    official.filter((option) => option.bit === bit).map(({ label }) => ({ value, label })),
  );
  return (
    <>
      <MultiChoice legend={text("basis")} options={options} values={chosen} onChange={choose} error={error("basis")} />
      {input.tests.map((test) => (
        <TestFields
          key={test.basis}
          test={test}
          title={options.find((option) => option.value === test.basis)?.label ?? ""}
          store={store}
          deps={deps}
        />
      ))}
    </>
  );
}

function TestFields({ test, title, store, deps }: StepProps & { readonly test: TestInput; readonly title: string }) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const change = (part: Partial<TestInput>) => {
    const tests = store.draft.input.tests.map((each) => (each.basis === test.basis ? { ...each, ...part } : each));
    store.inputChanged({ tests });
  };
  // An error belongs to the test that is incomplete, not to its neighbour.
  const own = (field: "testItem" | "testBy", value: string) => (value.trim() === "" ? error(field) : undefined);
  return (
    <fieldset className="card stack">
      <legend>{title}</legend>
      <TextField
        label={text("test.date")}
        type="date"
        max={deps.today()}
        value={test.date}
        onChange={(date) => change({ date })}
        error={error("testDate")}
      />
      <TextField
        label={text("test.item")}
        hint={text("test.item.hint")}
        maxLength={60}
        value={test.item}
        onChange={(item) => change({ item })}
        error={own("testItem", test.item)}
      />
      <TextField
        label={text("test.by")}
        maxLength={60}
        value={test.by}
        onChange={(by) => change({ by })}
        error={own("testBy", test.by)}
      />
      <p className="small soft">{text("test.stated")}</p>
    </fieldset>
  );
}
