import { type OperatorKind, parsePhone } from "../../../core/operator/profile.ts";
import { anyRegionContains } from "../../../core/operator/region.ts";
import type { Role } from "../../../core/operator/role.ts";
import { tidyUscc } from "../../../core/operator/uscc.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, type TextError, tidyText } from "../../../core/text.ts";
import type { InvitationRequest, NewOperator, RegisteredOperator } from "./officerDeps.ts";

/** Code points of an operator's name, of the address below its division and of its code, as its register entry allows. */
export const OPERATOR_TEXT = {
  name: { min: 1, max: 60 },
  address: { min: 0, max: 60 },
  uscc: { min: 0, max: 30 },
} as const;

/** Kinds of operator that come into question for a role, the usual ones first. */
export const KINDS_OF_ROLE: Readonly<Record<Role, readonly OperatorKind[]>> = {
  producer: ["cooperative", "familyFarm", "smallholder", "largeGrower", "enterprise", "slaughterhouse"],
  purchaser: ["purchaser", "broker", "cooperative", "enterprise", "handler", "slaughterhouse"],
  station: ["station", "cooperative", "agency"],
  market: ["wholesaleMarket", "retailMarket", "stallSeller", "buyer"],
  inspector: ["agency"],
  lab: ["lab", "agency"],
  officer: ["agency"],
};

/** Roles whose grant may cover another area than the operator's own place. Bought goods may come from anywhere. */
const SCOPED_ROLES: readonly Role[] = ["producer", "station", "market", "inspector", "lab", "officer"];
/** Digits of a county, a township and a village: what a scope is offered for. */
const SCOPE_DIGITS: readonly number[] = [6, 9, 12];
const COUNTY = /^\d{6}(?:\d{3}){0,2}$/;

/** What was entered to invite somebody. */
export type InviteForm = {
  readonly role: Role;
  readonly kind: OperatorKind | undefined;
  readonly name: string;
  /** Division code; empty until one was picked. */
  readonly region: string;
  readonly address: string;
  /** Unified social credit code; empty where there is none. */
  readonly uscc: string;
  readonly phone: string;
  /** Scope of the grant; empty for the operator's own region. */
  readonly scope: string;
};

/** Why nobody can be invited as entered. */
export type InviteError =
  | { readonly field: "name" | "address" | "uscc"; readonly code: TextError }
  | { readonly field: "kind"; readonly code: "kindMissing" }
  | { readonly field: "region"; readonly code: "regionMissing" | "regionNotCounty" | "regionOutOfScope" }
  | { readonly field: "phone"; readonly code: "phoneMissing" | "phoneUnreadable" };

/** Where the form starts. */
export const EMPTY_INVITE: InviteForm = {
  role: "producer",
  kind: undefined,
  name: "",
  region: "",
  address: "",
  uscc: "",
  phone: "",
  scope: "",
};

/** The form after a change; what the change makes impossible is cleared. */
export function withChange(form: InviteForm, change: Partial<InviteForm>): InviteForm {
  const next = { ...form, ...change };
  const kinds = KINDS_OF_ROLE[next.role];
  const kept = next.kind !== undefined && kinds.includes(next.kind) ? next.kind : undefined;
  const kind = kept ?? (kinds.length === 1 ? kinds[0] : undefined);
  const moved = next.region !== form.region || next.role !== form.role;
  return { ...next, kind, scope: moved ? "" : next.scope };
}

/** Areas that a grant may cover for an operator in `region`, the largest first: no larger than what the officer covers. */
export function scopesFor(role: Role, region: string, scopes: readonly string[]): readonly string[] {
  if (!SCOPED_ROLES.includes(role)) return [];
  return SCOPE_DIGITS.filter((digits) => digits <= region.length)
    .map((digits) => region.slice(0, digits))
    .filter((candidate) => anyRegionContains(scopes, candidate));
}

function regionError(region: string, scopes: readonly string[]): readonly InviteError[] {
  if (region === "") return [{ field: "region", code: "regionMissing" }];
  if (!COUNTY.test(region)) return [{ field: "region", code: "regionNotCounty" }];
  return anyRegionContains(scopes, region) ? [] : [{ field: "region", code: "regionOutOfScope" }];
}

/** What was entered of the fields that may be left empty. */
function checkOptional(
  form: InviteForm,
): Result<Pick<NewOperator, "address" | "uscc">, { readonly field: "address" | "uscc"; readonly code: TextError }> {
  const address = checkText(tidyText(form.address), OPERATOR_TEXT.address);
  if (!address.ok) return err({ field: "address", code: address.error });
  const uscc = checkText(tidyUscc(form.uscc), OPERATOR_TEXT.uscc);
  if (!uscc.ok) return err({ field: "uscc", code: uscc.error });
  return ok({
    ...(address.value === "" ? {} : { address: address.value }),
    ...(uscc.value === "" ? {} : { uscc: uscc.value }),
  });
}

function checkOperator(form: InviteForm, scopes: readonly string[]): Result<NewOperator, readonly InviteError[]> {
  const name = checkText(tidyText(form.name), OPERATOR_TEXT.name);
  const optional = checkOptional(form);
  const phone = parsePhone(form.phone);
  const errors: InviteError[] = [];
  if (form.kind === undefined) errors.push({ field: "kind", code: "kindMissing" });
  if (!name.ok) errors.push({ field: "name", code: name.error });
  errors.push(...regionError(form.region, scopes));
  if (!optional.ok) errors.push(optional.error);
  if (phone === undefined)
    errors.push({ field: "phone", code: form.phone.trim() === "" ? "phoneMissing" : "phoneUnreadable" });
  if (form.kind === undefined || !name.ok || !optional.ok || phone === undefined || errors.length > 0)
    return err(errors);
  const { kind, region } = form;
  return ok({ kind, name: name.value, region, phone, ...optional.value });
}

/** Checks the form; gives the request, or everything that is wrong with it. For a known operator only the role counts. */
export function checkInvite(
  form: InviteForm,
  scopes: readonly string[],
  known: Pick<RegisteredOperator, "id" | "region"> | undefined,
): Result<InvitationRequest, readonly InviteError[]> {
  const operator = known === undefined ? checkOperator(form, scopes) : ok({ id: known.id });
  if (!operator.ok) return operator;
  const own = known?.region ?? form.region;
  const scoped = form.scope !== "" && form.scope !== own;
  return ok({ role: form.role, operator: operator.value, ...(scoped ? { scope: form.scope } : {}) });
}
