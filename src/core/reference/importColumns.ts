import { OPERATOR_KINDS, type OperatorKind } from "../operator/profile.ts";
import { err, ok, type Result } from "../result.ts";
import { jsonList, jsonObject, jsonText } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** What a column of a table of operators may hold. */
export const IMPORT_FIELDS = [
  "name",
  "kind",
  "uscc",
  "idNumber",
  "phone",
  "division",
  "county",
  "town",
  "village",
  "address",
  "products",
  "plot",
  "area",
] as const;
/** One of {@link IMPORT_FIELDS}. */
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Headings under which tables of operators give each field, and their words for the kinds of operator. */
export type ImportColumns = PackHeader & {
  readonly columns: readonly { readonly field: ImportField; readonly headings: readonly string[] }[];
  readonly kinds: readonly { readonly kind: OperatorKind; readonly names: readonly string[] }[];
  /** Words at a name's end that tell its kind where a table has no column for it. */
  readonly endings: readonly { readonly kind: OperatorKind; readonly words: readonly string[] }[];
};

function oneOf<T extends string>(values: readonly T[]): (value: unknown) => T | undefined {
  return (value) => values.find((one) => one === value);
}

const kind = oneOf(OPERATOR_KINDS);
const readPack = jsonObject<Omit<ImportColumns, "note">, Pick<ImportColumns, "note">>(
  {
    ...PACK_HEADER,
    columns: jsonList(
      jsonObject<ImportColumns["columns"][number]>({ field: oneOf(IMPORT_FIELDS), headings: jsonList(jsonText) }),
    ),
    kinds: jsonList(jsonObject<ImportColumns["kinds"][number]>({ kind, names: jsonList(jsonText) })),
    endings: jsonList(jsonObject<ImportColumns["endings"][number]>({ kind, words: jsonList(jsonText) })),
  },
  { note: jsonText },
);

/** Reads the headings of tables of operators. */
export function readImportColumns(value: unknown): Result<ImportColumns, PackError> {
  const pack = readPack(value);
  return pack === undefined ? err("badPack") : ok(pack);
}

/** A heading or a word as it is compared: without spaces, signs, and what stands in brackets. */
function comparedWord(word: string): string {
  return word
    .normalize("NFKC")
    .replace(/\([^)]*\)|\[[^\]]*\]/g, "")
    .replace(/[\s*:：、/·.,，。]/g, "");
}

/** The field that a heading names; undefined for a column that is not taken. */
export function fieldOf({ columns }: ImportColumns, heading: string): ImportField | undefined {
  const word = comparedWord(heading);
  return columns.find(({ headings }) => headings.some((one) => comparedWord(one) === word))?.field;
}

/** The kind of operator that a cell names. */
export function kindNamed({ kinds }: ImportColumns, cell: string): OperatorKind | undefined {
  const word = comparedWord(cell);
  return kinds.find(({ names }) => names.some((one) => comparedWord(one) === word))?.kind;
}

/** The kind of operator that a name tells by its end. */
export function kindOfName({ endings }: ImportColumns, name: string): OperatorKind | undefined {
  const word = comparedWord(name);
  return endings.find(({ words }) => words.some((one) => word.endsWith(one)))?.kind;
}
