import * as v from "valibot";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { STANDING_STATES } from "../core/operator/standing.ts";
import { hexField, regionField } from "./fields.ts";
import { DESK_LISTS } from "./files.ts";

/** An operator as lists of the register show it. */
export const registryRowSchema = v.object({
  id: hexField(8),
  name: v.string(),
  kind: v.picklist(OPERATOR_KINDS),
  region: regionField,
  standing: v.picklist(STANDING_STATES),
  /** Unified social credit code. */
  uscc: v.optional(v.string()),
  /** Published credit grade. */
  grade: v.optional(v.string()),
});
/** An operator as lists of the register show it. */
export type RegistryRow = v.InferOutput<typeof registryRowSchema>;

/** Rows of the register; `next` goes into `after`, absent behind the last row. */
export const registryRowsSchema = v.object({
  operators: v.array(registryRowSchema),
  next: v.optional(hexField(8)),
});
/** Rows of the register. */
export type RegistryRows = v.InferOutput<typeof registryRowsSchema>;

/** Most rows that a search gives. */
export const SEARCH_ROWS = 20;

/** What the register is searched for. */
export const registrySearchSchema = v.object({ find: v.pipe(v.string(), v.minLength(1), v.maxLength(60)) });

/** By what the register's list is narrowed; closed operators are listed only when asked for. */
export const registryFilterSchema = v.object({
  kind: v.optional(v.picklist(OPERATOR_KINDS)),
  /** A division within the officer's region. */
  region: v.optional(regionField),
  standing: v.optional(v.picklist(STANDING_STATES)),
  /** One of the lists behind the desk's figures. */
  list: v.optional(v.picklist(DESK_LISTS)),
  after: v.optional(hexField(8)),
});
/** By what the register's list is narrowed. */
export type RegistryFilter = v.InferOutput<typeof registryFilterSchema>;
