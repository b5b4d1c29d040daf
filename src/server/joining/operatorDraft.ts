import { OPERATOR_KINDS, type OperatorKind, PERSON_KINDS, parsePhone } from "../../core/operator/profile.ts";
import { regionContains } from "../../core/operator/region.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { checkText, tidyText } from "../../core/text.ts";
import type { NewOperator } from "../../wire/invitations.ts";

/** An operator ready to be registered. */
export type OperatorDraft = {
  readonly kind: OperatorKind;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
  readonly person: boolean;
};

/** The field of a new operator that was refused. */
export type DraftError = {
  readonly code: "operatorRefused" | "regionUnknown" | "outOfScope";
  readonly field: keyof NewOperator;
};

/** What a new operator is checked against. */
export type DraftDeps = { readonly isDivision: (code: string) => boolean; readonly scopes: readonly string[] };

/** Reads what an officer wrote down about an operator: tidied, within the officer's scope and the division table. */
export function readOperatorDraft(
  written: NewOperator,
  { isDivision, scopes }: DraftDeps,
): Result<OperatorDraft, DraftError> {
  const kind = OPERATOR_KINDS.find((known) => known === written.kind);
  const name = checkText(tidyText(written.name), { min: 1, max: 60 });
  const address = checkText(tidyText(written.address ?? ""), { min: 0, max: 60 });
  const phone = parsePhone(written.phone);
  if (kind === undefined || kind === "agency") return err({ code: "operatorRefused", field: "kind" });
  if (!name.ok) return err({ code: "operatorRefused", field: "name" });
  if (!address.ok) return err({ code: "operatorRefused", field: "address" });
  if (phone === undefined) return err({ code: "operatorRefused", field: "phone" });
  if (!isDivision(written.region)) return err({ code: "regionUnknown", field: "region" });
  if (!scopes.some((scope) => regionContains(scope, written.region)))
    return err({ code: "outOfScope", field: "region" });
  return ok({
    kind,
    name: name.value,
    region: written.region,
    address: address.value,
    phone,
    person: PERSON_KINDS.includes(kind),
  });
}
