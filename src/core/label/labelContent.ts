import type { OfficialStyle } from "../reference/styles.ts";
import type { LabelField } from "./box.ts";

/** The fields that a certificate fills in, in the order of the official styles. */
export const VALUE_FIELDS = [
  "product",
  "quantity",
  "origin",
  "issuer",
  "contact",
  "issuedAt",
] as const satisfies readonly LabelField[];

/** One of {@link VALUE_FIELDS}. */
export type ValueField = (typeof VALUE_FIELDS)[number];

/** What a label says, already in words. */
export type LabelContent = {
  readonly style: OfficialStyle;
  /** Basis bits of the certificate. */
  readonly basis: number;
  readonly values: Readonly<Record<ValueField, string>>;
  /** 承诺主体 with the station that signed for it (由…代开), in place of `values.issuer` where there is room for it. */
  readonly issuerByStation?: string;
  /** The certificate's number, 16 characters. */
  readonly number: string;
  /** Texts of its codes (wire format §4); no chain code where no grant is held. */
  readonly codes: { readonly label: string; readonly short: string; readonly chain?: string };
  /** Which box of how many (一箱一证), in words. */
  readonly boxNumber?: string;
  /** Width by height of the producer's logo and certification marks. */
  readonly pictures?: readonly number[];
};

/** The name that the official style gives a field. */
export function fieldName({ fields }: OfficialStyle, field: ValueField): string {
  return field === "product" ? fields.productName : fields[field];
}
