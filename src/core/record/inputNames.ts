import { jsonList, jsonObject, jsonText } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { err, ok, type Result } from "../result.ts";

type NamePack = PackHeader & {
  readonly synonyms: readonly { readonly name: string; readonly also: readonly string[] }[];
  readonly abbreviations: readonly { readonly short: string; readonly name: string }[];
  readonly formulations: readonly string[];
  readonly salts: readonly string[];
};

/** How inputs are named: other names, the short forms used in names of mixtures, formulations and salts. */
export type InputNames = {
  /** Name or short form without case → the one name that bans and intervals use. */
  readonly known: ReadonlyMap<string, string>;
  readonly abbreviations: ReadonlyMap<string, string>;
  /** Longest first. */
  readonly formulations: readonly string[];
  readonly salts: readonly string[];
};

const readPack = jsonObject<NamePack>({
  ...PACK_HEADER,
  synonyms: jsonList(
    jsonObject<{ name: string; also: readonly string[] }>({ name: jsonText, also: jsonList(jsonText) }),
  ),
  abbreviations: jsonList(jsonObject<{ short: string; name: string }>({ short: jsonText, name: jsonText })),
  formulations: jsonList(jsonText),
  salts: jsonList(jsonText),
});

function longestFirst(left: string, right: string): number {
  return right.length - left.length;
}

function folded(name: string): string {
  return name.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

/** Reads the pack of names. */
export function readInputNames(value: unknown): Result<InputNames, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const known = new Map<string, string>();
  for (const { name, also } of pack.synonyms) {
    for (const other of [name, ...also]) known.set(folded(other), folded(name));
  }
  return ok({
    known,
    abbreviations: new Map(pack.abbreviations.map(({ short, name }) => [folded(short), folded(name)])),
    formulations: pack.formulations.map(folded).sort(longestFirst),
    salts: pack.salts.map(folded),
  });
}

/** Contents as labels print them: 5%, 1.8％, 480克/升, 25g/L, 100亿孢子/克. */
const CONTENT =
  /\d+(?:\.\d+)?(?:%|‰|(?:亿|万)?(?:孢子|活芽孢|单位|cfu|pib|iu)?[^\d·+]{0,4}\/(?:升|l|毫升|ml|克|g|千克|kg)|毫克|mg)/g;
const BRACKETED = /[([【][^)\]】]*[)\]】]/g;

function withoutFormulation(name: string, formulations: readonly string[]): string {
  const ending = formulations.find((form) => name.length > form.length + 1 && name.endsWith(form));
  return ending === undefined ? name : name.slice(0, -ending.length);
}

/** The name by which bans and intervals know one ingredient: folded, other names replaced. */
export function ingredientName(written: string, names: InputNames): string {
  const name = folded(written);
  return names.known.get(name) ?? name;
}

/** An ingredient without its salt (盐酸多西环素 → 多西环素), as intervals of veterinary drugs name it. */
export function withoutSalt(ingredient: string, names: InputNames): string {
  const salt = names.salts.find((one) => ingredient.length > one.length + 1 && ingredient.startsWith(one));
  const bare = salt === undefined ? ingredient : ingredient.slice(salt.length);
  return names.known.get(bare) ?? bare;
}

/** The product's name without content and formulation: 5%阿维菌素乳油 → 阿维菌素. */
export function plainInputName(written: string, names: InputNames): string {
  const bare = folded(written).replace(BRACKETED, "").replace(CONTENT, "");
  // A name that is itself known (漂白粉, 阿维菌素) keeps an ending that only looks like a formulation.
  if (names.known.has(bare)) return ingredientName(bare, names);
  return ingredientName(withoutFormulation(bare, names.formulations), names);
}

/**
 * The ingredients that a name gives away: a mixture's parts (甲霜灵·锰锌 → 甲霜灵, 代森锰锌), else the one it names. A
 * mixture is judged by each of its parts.
 */
export function ingredientsOf(written: string, names: InputNames): readonly string[] {
  const bare = folded(written).replace(BRACKETED, "").replace(CONTENT, "");
  const parts = bare.split(/[·•・.+＋、/]/).filter((part) => part !== "");
  if (parts.length < 2) return [plainInputName(written, names)];
  return [
    ...new Set(
      parts.map((part) => {
        const name = withoutFormulation(part, names.formulations);
        return names.abbreviations.get(name) ?? ingredientName(name, names);
      }),
    ),
  ];
}
