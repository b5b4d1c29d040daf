import { err, ok, type Result } from "../result.ts";
import { jsonBoolean, jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** One box under 承诺依据: the bit of certificate key 9 that stands for it, and its official wording. */
export type BasisOption = { readonly bit: number; readonly label: string };

/** Official names of the fields that a certificate of a style shows. */
export type StyleFields = {
  readonly productName: string;
  readonly quantity: string;
  readonly origin: string;
  readonly issuer: string;
  readonly contact: string;
  readonly issuedAt: string;
};

/** One official style (certificate key 8): all wording as it must be shown, punctuation included. */
export type OfficialStyle = {
  readonly code: number;
  readonly name: string;
  /** Whom the style is for, in the words of the rule. */
  readonly subject: string;
  readonly title: string;
  readonly lead: string;
  readonly commitments: readonly string[];
  /** Heading over the basis; a style without it prints no basis. */
  readonly basisTitle?: string;
  readonly basis: readonly BasisOption[];
  readonly fields: StyleFields;
  /** True for styles that are read from older certificates and never issued. */
  readonly readOnly: boolean;
  /** First second in force, Unix time. */
  readonly from: number;
  /** First second no longer in force, Unix time; absent while in force. */
  readonly to?: number;
  readonly source: string;
  readonly verified: boolean;
};

/** All styles that this product can show, with where the wording comes from. */
export type StylePack = PackHeader & { readonly styles: readonly OfficialStyle[] };

const readPack = jsonObject<Omit<StylePack, "note">, Pick<StylePack, "note">>(
  {
    ...PACK_HEADER,
    styles: jsonList(
      jsonObject<Omit<OfficialStyle, "basisTitle" | "to">, Pick<OfficialStyle, "basisTitle" | "to">>(
        {
          code: jsonUint,
          name: jsonText,
          subject: jsonText,
          title: jsonText,
          lead: jsonText,
          commitments: jsonList(jsonText),
          basis: jsonList(jsonObject<BasisOption>({ bit: jsonUint, label: jsonText })),
          fields: jsonObject<StyleFields>({
            productName: jsonText,
            quantity: jsonText,
            origin: jsonText,
            issuer: jsonText,
            contact: jsonText,
            issuedAt: jsonText,
          }),
          readOnly: jsonBoolean,
          from: jsonUint,
          source: jsonText,
          verified: jsonBoolean,
        },
        { basisTitle: jsonText, to: jsonUint },
      ),
    ),
  },
  { note: jsonText },
);

/** Reads the pack of official styles; refused as a whole when any style is not of its shape or a code appears twice. */
export function readStyles(value: unknown): Result<StylePack, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  return new Set(pack.styles.map((style) => style.code)).size === pack.styles.length ? ok(pack) : err("badPack");
}

/** True when a certificate issued at `iat` (Unix seconds) may use the style. */
export function styleInForce(style: OfficialStyle, iat: number): boolean {
  return iat >= style.from && (style.to === undefined || iat < style.to);
}

/** The style with a code (certificate key 8); undefined when this version of the pack does not know it. */
export function findStyle(pack: StylePack, code: number): OfficialStyle | undefined {
  return pack.styles.find((style) => style.code === code);
}
