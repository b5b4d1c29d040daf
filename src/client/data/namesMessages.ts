import type { RegistryRow } from "../../wire/registry.ts";
import type { NamesQuestion } from "./directoryNames.ts";

/** What the searching worker is asked. */
export type NamesOrder = {
  readonly ticket: number;
  /** Which rows to read, and under which name they may be kept in memory: another one when the directory changed. */
  readonly held: { readonly name: string; readonly regions: readonly string[] };
  /** Absent when the rows are only to be made ready. */
  readonly question: NamesQuestion | undefined;
};

/** What it answers; no rows when its store or its memory failed. */
export type NamesReply = { readonly ticket: number; readonly rows: readonly RegistryRow[] | undefined };
