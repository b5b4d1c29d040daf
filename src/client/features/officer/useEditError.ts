import { entryText } from "../../text/entry.ts";
import { useText } from "../../text/useText.ts";
import type { EditError } from "./editForm.ts";

/** Finds the words for what is wrong with a field, of a product or plot by its row. */
export function useEditError(
  errors: readonly EditError[],
): (field: EditError["field"], row?: number) => string | undefined {
  const text = useText(entryText);
  return (field, row) => {
    const found = errors.find((error) => error.field === field && ("row" in error ? error.row : undefined) === row);
    return found === undefined ? undefined : text(`error.${found.code}`);
  };
}
