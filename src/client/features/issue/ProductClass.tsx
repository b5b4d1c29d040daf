import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import { Choice } from "../../ui/Choice.tsx";
import type { IssueStore } from "./issueStore.ts";

/** Classes that need a certificate (办法 Art. 3), by the first digit of a product's code. */
const CLASSES = ["1", "2", "3", "4", "5", "6"] as const;

/** Asks for the class of a product that no catalogue has: without one nobody knows what its rules are. */
export function ProductClass({ store }: { readonly store: IssueStore }) {
  const text = useText(issueText);
  const { gate, draft, productClass, classChosen } = store;
  const outside = gate?.refusals.some(({ code }) => code === "outsideClasses") === true;
  if (draft.input.productCode !== undefined || (!outside && productClass === undefined)) return null;
  const options = CLASSES.map((value) => ({ value, label: text(`class.${value}`) }));
  const chosen = CLASSES.find((value) => Number(value) === productClass);
  return (
    <Choice
      legend={text("gate.class")}
      options={options}
      value={chosen}
      onChange={(value) => classChosen(Number(value))}
      inline
    />
  );
}
