import { Link } from "wouter";
import { BASIS, STYLE } from "../../../core/certificate/certificate.ts";
import type { TestInput } from "../../../core/certificate/draft.ts";
import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { MultiChoice } from "../../ui/Choice.tsx";
import { FindingList } from "../../ui/FindingList.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { ProductClass } from "./ProductClass.tsx";
import type { StepProps } from "./stepProps.ts";
import { useFieldError } from "./useFieldError.ts";

const BASES = ["qualityControl", "selfTest", "commissionedTest"] as const;
type Basis = (typeof BASES)[number];

/** 承诺依据 in its official wording; a test basis asks when, for what and by whom. */
export function BasisFields({ store, deps }: StepProps) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const { input, trade } = store.draft;
  const { gate } = store;
  const recorded = input.recordedBases ?? 0;
  const code = trade === "producer" ? STYLE.producer2026 : STYLE.purchaser2026;
  const official = deps.styles.find((style) => style.code === code)?.basis ?? [];
  const chosen = BASES.filter((basis) =>
    basis === "qualityControl"
      ? input.qualityControl
      : (recorded & BASIS[basis]) !== 0 || input.tests.some((test) => test.basis === basis),
  );
  const choose = (values: readonly Basis[]) => {
    const wanted = values.reduce((bits, basis) => bits | BASIS[basis], 0);
    const recordedBases = wanted & (gate?.tested ?? recorded);
    const tests = BASES.flatMap((basis): TestInput[] => {
      // A test on record is not stated a second time.
      if (basis === "qualityControl" || (wanted & ~recordedBases & BASIS[basis]) === 0) return [];
      return [input.tests.find((test) => test.basis === basis) ?? { basis, date: deps.today(), item: "", by: "" }];
    });
    store.inputChanged({ qualityControl: values.includes("qualityControl"), tests, recordedBases });
  };
  const isOpen = (basis: Basis) =>
    basis !== "qualityControl" || gate === undefined || (gate.bases & BASIS.qualityControl) !== 0;
  const options = BASES.flatMap((value, bit) =>
    official.filter((option) => option.bit === bit).map(({ label }) => ({ value, label })),
  );
  const offered = options.filter(({ value }) => isOpen(value) || chosen.includes(value));
  return (
    <>
      <ProductClass store={store} />
      {store.draft.lot !== undefined && (
        <Link href={`/tests/${store.draft.lot}`} asChild>
          <ButtonLink>{text("basis.tests")}</ButtonLink>
        </Link>
      )}
      <MultiChoice legend={text("basis")} options={offered} values={chosen} onChange={choose} error={error("basis")} />
      {gate !== undefined && !isOpen("qualityControl") && (
        <FindingList findings={[...gate.refusals, ...gate.warnings]} hints />
      )}
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
