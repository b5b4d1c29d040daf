import type { DraftField } from "../../../core/certificate/draft.ts";
import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import type { IssueStore } from "./issueStore.ts";

/** The error of a field in words; undefined when it has none. */
export function useFieldError(store: IssueStore): (field: DraftField) => string | undefined {
  const text = useText(issueText);
  return (field) => {
    const found = store.errors.find((error) => error.field === field);
    return found === undefined ? undefined : text(`error.${found.code}`);
  };
}
