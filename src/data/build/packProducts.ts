import { customPinyin, pinyin } from "pinyin-pro";
import { nameParts } from "../../core/reference/productIndex.ts";
import { PRODUCT_FLAGS, type Product, type ProductPack } from "../../core/reference/products.ts";

/** Readings that the dictionary has otherwise, by the part of the name that decides them. */
const READINGS: Readonly<Record<string, string>> = {
  䱻: "huá",
  鲌: "bó",
  榅桲: "wēn po",
  枸橼: "jǔ yuán",
  苣荬: "qǔ mǎi",
  // People say gài lán; 芥蓝 keeps the reading of today's dictionaries, so both are found.
  芥兰: "gài lán",
  参薯: "shēn shǔ",
  地参: "dì shēn",
  竹参: "zhú shēn",
  刺参: "cì shēn",
  虫草参: "chóng cǎo shēn",
  婆罗门参: "pó luó mén shēn",
  藏猪: "zàng zhū",
  藏香猪: "zàng xiāng zhū",
  仔姜: "zǐ jiāng",
  仔鸡: "zǐ jī",
  黄弹子: "huáng dàn zǐ",
  食用大黄: "shí yòng dài huáng",
  菜用大黄: "cài yòng dài huáng",
  蛤仔: "gé zǎi",
  花蛤: "huā gé",
  青蛤: "qīng gé",
  樱蛤: "yīng gé",
  杂色蛤: "zá sè gé",
};

/**
 * The compact catalogue as JSON text, one product a line, in the form `readProductIndex` reads.
 *
 * @throws Error when a character of a name has no reading
 */
export function packProducts(pack: ProductPack): string {
  customPinyin(READINGS);
  const names = pack.products.flatMap((product) => [product.name, ...product.aliases]);
  const spoken = new Map(names.map((name) => [name, readName(name)]));
  const usual = usualReadings(spoken);
  const exceptions = [...spoken].filter(([name, reading]) =>
    nameParts(name).some((part, place) => !isNumber(part) && usual.get(part) !== reading[place]),
  );
  const unitSets = [...new Set(pack.products.map((product) => product.units.join()))];
  const { title, version, source, verified, classes } = pack;
  const head = {
    title,
    version,
    source,
    verified,
    classes,
    unitSets: unitSets.map((units) => units.split(",").map(Number)),
    readings: charactersBySyllable(usual),
    exceptions: Object.fromEntries(exceptions.map(([name, reading]) => [name, reading.join(" ")])),
  };
  const lines = pack.products.map((product) => JSON.stringify(packProduct(product, unitSets)));
  return `${JSON.stringify(head).slice(0, -1)},"products":[\n${lines.join(",\n")}\n]}\n`;
}

function packProduct(product: Product, unitSets: readonly string[]): string {
  const names = [product.name, ...product.aliases].join();
  const flagBits = PRODUCT_FLAGS.reduce((bits, flag, bit) => bits + (product.flags.includes(flag) ? 2 ** bit : 0), 0);
  return `${product.code}|${names}|${unitSets.indexOf(product.units.join())}|${flagBits}`;
}

function readName(name: string): readonly string[] {
  const syllables = pinyin(name, { toneType: "none", type: "array", v: true, nonZh: "consecutive" });
  const parts = nameParts(name);
  const readable = parts.every((part, place) => isNumber(part) || /^[a-z]+$/.test(syllables[place] ?? ""));
  if (!readable || syllables.length !== parts.length)
    throw new Error(`${name} has no full reading: ${syllables.join(" ")}`);
  return syllables;
}

/** Each character's most frequent reading, the first in the alphabet of equals. */
function usualReadings(spoken: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [name, syllables] of spoken) {
    for (const [place, part] of nameParts(name).entries()) {
      const syllable = syllables[place];
      if (syllable === undefined || isNumber(part)) continue;
      const ofPart = counts.get(part) ?? new Map<string, number>();
      counts.set(part, ofPart.set(syllable, (ofPart.get(syllable) ?? 0) + 1));
    }
  }
  return new Map(
    [...counts].map(([part, ofPart]) => {
      const [first = ["", 0]] = [...ofPart].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      return [part, first[0]];
    }),
  );
}

function charactersBySyllable(usual: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const bySyllable: Record<string, string> = {};
  for (const [character, syllable] of usual) bySyllable[syllable] = (bySyllable[syllable] ?? "") + character;
  return Object.fromEntries(Object.entries(bySyllable).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNumber(part: string): boolean {
  return /^\d+$/.test(part);
}
