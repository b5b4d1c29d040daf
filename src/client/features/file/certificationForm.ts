import { dayNumber } from "../../../core/date.ts";
import {
  CERTIFICATION_TEXT,
  type Certification,
  MAX_CERTIFIED_PRODUCTS,
} from "../../../core/operator/certification.ts";
import { OTHER_KIND } from "../../../core/reference/certificationKinds.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, tidyText } from "../../../core/text.ts";

/** A certification as it is typed. */
export type CertificationForm = {
  readonly kind: string;
  readonly name: string;
  readonly number: string;
  /** Names with 、 or commas between. */
  readonly products: string;
  readonly plots: string;
  readonly from: string;
  /** Empty where the paper names no end. */
  readonly to: string;
};

/** The field that is at fault. */
export type CertificationError = "name" | "number" | "products" | "plots" | "from" | "to";

/** An empty form for a kind. */
export function newCertificationForm(kind: string): CertificationForm {
  return { kind, name: "", number: "", products: "", plots: "", from: "", to: "" };
}

/** Names that were typed in one line; undefined when one of them cannot stand in a statement. */
function namesIn(typed: string, most: number): readonly string[] | undefined {
  const names = [...new Set(typed.split(/[、，,;；\n]/).map(tidyText))].filter((name) => name !== "");
  return names.length <= most && names.every((name) => checkText(name, { min: 1, max: 30 }).ok) ? names : undefined;
}

/** Checks what was typed; every field at fault is named at once. */
export function checkCertification(form: CertificationForm): Result<Certification, readonly CertificationError[]> {
  const name = checkText(tidyText(form.name), CERTIFICATION_TEXT.name);
  const number = checkText(tidyText(form.number), CERTIFICATION_TEXT.number);
  const products = namesIn(form.products, MAX_CERTIFIED_PRODUCTS);
  const plots = namesIn(form.plots, 50);
  const from = dayNumber(form.from);
  const to = form.to === "" ? undefined : dayNumber(form.to);
  const named = form.kind === OTHER_KIND;
  const right: readonly (readonly [CertificationError, boolean])[] = [
    ["name", !named || name.ok],
    ["number", number.ok],
    ["products", products !== undefined && products.length > 0],
    ["plots", plots !== undefined],
    ["from", from !== undefined],
    ["to", form.to === "" || follows(from, to)],
  ];
  const errors = right.flatMap(([field, holds]) => (holds ? [] : [field]));
  if (errors.length > 0 || !number.ok || products === undefined || plots === undefined) return err(errors);
  return ok(written({ ...form, number: number.value }, products, plots, named && name.ok ? name.value : undefined));
}

function follows(from: number | undefined, to: number | undefined): boolean {
  return to !== undefined && to >= (from ?? 0);
}

function written(
  { kind, number, from, to }: CertificationForm,
  products: readonly string[],
  plots: readonly string[],
  name: string | undefined,
): Certification {
  return {
    kind,
    number,
    products,
    from,
    ...(name === undefined ? {} : { name }),
    ...(plots.length === 0 ? {} : { plots }),
    ...(to === "" ? {} : { to }),
  };
}
