import type { ReadTable, TableError } from "../../../core/import/readTable.ts";
import type { Result } from "../../../core/result.ts";

/** What the reading worker answers: how far it is, then the table or why there is none. */
export type ImportReply =
  | { readonly kind: "read"; readonly rows: number }
  | { readonly kind: "table"; readonly table: Result<ReadTable, TableError> };
