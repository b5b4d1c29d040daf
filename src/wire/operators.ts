import * as v from "valibot";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { ROLES } from "../core/operator/role.ts";
import { STANDING_STATES } from "../core/operator/standing.ts";
import { hexField, regionField, secondsField, signedField } from "./fields.ts";

/** A key of an operator, as an officer sees it. */
const operatorKeySchema = v.object({
  /** 33-byte compressed key, base64url. */
  key: v.string(),
  roles: v.array(v.picklist(ROLES)),
  region: regionField,
  notBefore: secondsField,
  notAfter: secondsField,
  ended: v.optional(v.object({ from: secondsField, reason: v.picklist(["left", "lost", "compromised"]) })),
});

/** A registered operator, as an officer sees it: full name, masked phone number. */
export const operatorSchema = v.object({
  id: hexField(8),
  name: v.string(),
  kind: v.picklist(OPERATOR_KINDS),
  region: regionField,
  address: v.optional(v.string()),
  /** Masked; absent when none was given or it has been erased. */
  phone: v.optional(v.string()),
  /** Unified social credit code. */
  uscc: v.optional(v.string()),
  standing: v.object({
    state: v.picklist(STANDING_STATES),
    from: v.optional(secondsField),
    reason: v.optional(v.string()),
  }),
  keys: v.array(operatorKeySchema),
  /** Entries that were merged into this one. */
  duplicates: v.optional(v.array(v.object({ id: hexField(8), name: v.string() }))),
  /** Statement of its newest register entry, as received: for officers, where one operator was asked for. */
  entry: v.optional(signedField),
});
/** A registered operator, as an officer sees it. */
export type Operator = v.InferOutput<typeof operatorSchema>;

/** A page of operators in the officer's scope by registration; `next` goes into `after`. */
export const operatorListSchema = v.object({ operators: v.array(operatorSchema), next: v.optional(hexField(8)) });
/** A page of operators. */
export type OperatorList = v.InferOutput<typeof operatorListSchema>;

/** Path of a page of operators whose name contains `name`. */
export function operatorsQuery(query: { readonly name?: string; readonly after?: string }): string {
  const parts = [];
  if (query.name !== undefined) parts.push(`name=${encodeURIComponent(query.name)}`);
  if (query.after !== undefined) parts.push(`after=${query.after}`);
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
