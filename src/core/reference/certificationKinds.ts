import { err, ok, type Result } from "../result.ts";
import { jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** A kind of product certification. */
export type CertificationKind = {
  readonly code: string;
  readonly name: string;
  /** Who issues it. */
  readonly issuer: string;
  /** Years for which its paper is usually good; absent where that differs or there is no end. */
  readonly years?: number;
  /** Where its number stands on the paper, or its form. */
  readonly numberHint: string;
};

/** All kinds that are offered, the most usual first; `other` stands last. */
export type CertificationKinds = PackHeader & { readonly kinds: readonly CertificationKind[] };

/** Code under which a certification that no kind names is stated, with its own name. */
export const OTHER_KIND = "other";

const readPack = jsonObject<Omit<CertificationKinds, "note">, Pick<CertificationKinds, "note">>(
  {
    ...PACK_HEADER,
    kinds: jsonList(
      jsonObject<Omit<CertificationKind, "years">, Pick<CertificationKind, "years">>(
        { code: jsonText, name: jsonText, issuer: jsonText, numberHint: jsonText },
        { years: jsonUint },
      ),
    ),
  },
  { note: jsonText },
);

/** Reads the kinds of product certification; refused as a whole when a code comes twice. */
export function readCertificationKinds(value: unknown): Result<CertificationKinds, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  return new Set(pack.kinds.map(({ code }) => code)).size === pack.kinds.length ? ok(pack) : err("badPack");
}

/** What a certification is called: by its kind, else as its paper calls itself, else by its code. */
export function certificationName(
  pack: CertificationKinds,
  { kind, name }: { readonly kind: string; readonly name?: string | undefined },
): string {
  const known = kind === OTHER_KIND ? undefined : pack.kinds.find(({ code }) => code === kind);
  return known?.name ?? name ?? kind;
}
