import { ASCII } from "../../core/font/pageFont.ts";
import { uncoveredCharacters } from "../../core/font/subset.ts";
import type { TrueTypeFont } from "../../core/font/trueType.ts";
import reserveAddress from "../../data/fonts/reserve.ttf?url";
import { fetchGlyphs, keptGlyphs, storedReserve } from "../data/glyphs.ts";
import { usedProducts } from "../data/goods.ts";
import type { Phone } from "../data/phone.ts";
import type { PrintOutlook } from "../features/print/pdf/makePdf.ts";
import { zhPdf } from "../text/zh-CN/pdf.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";

/** Signs that stand on labels and in ledgers beside the official wording. */
const SIGNS = "：，。、；·—（）《》×✓年月日第箱共页";

/** Everything that an operator's next certificates will most probably say. */
async function ownTexts(phone: Phone, packs: Packs): Promise<readonly string[]> {
  const [identities, products] = await Promise.all([phone.db.getAll("identities"), usedProducts(phone)]);
  const origins = products.flatMap((product) => [product, ...product.origins]);
  const codes = new Set([...identities.map(({ region }) => region), ...origins.map(({ origin }) => origin)]);
  const places = await Promise.all(Array.from(codes, (code) => packs.placeName(code)));
  const wording = OFFICIAL_STYLES.filter(({ readOnly }) => !readOnly).map(
    ({ title, lead, commitments, basisTitle = "", basis, fields }) =>
      [title, lead, basisTitle, ...commitments, ...basis.map(({ label }) => label), ...Object.values(fields)].join(""),
  );
  return [
    ASCII,
    SIGNS,
    ...wording,
    ...Object.entries(zhPdf).flatMap(([key, words]) => (key.startsWith("ledger.") ? [words] : [])),
    ...packs.units.map((unit) => unit.zh),
    ...identities.flatMap(({ name, address, contact = "" }) => [name, address, contact]),
    ...places,
    ...products.map(({ product }) => product),
    ...origins.map(({ place }) => place),
  ];
}

/**
 * Fonts that draw these texts as far as any in reach does: the glyphs kept for this operator, else the reserve font
 * where the service worker has brought it, else what the endpoint can add.
 */
export async function printFonts(phone: Phone, texts: readonly string[]): Promise<readonly TrueTypeFont[]> {
  const isCovered = (fonts: readonly TrueTypeFont[]) =>
    texts.every((text) => uncoveredCharacters(fonts, text).length === 0);
  const kept = await keptGlyphs(phone);
  const own = kept === undefined ? [] : [kept];
  if (kept !== undefined && isCovered(own)) return own;
  const reserve = await storedReserve(reserveAddress, "caches" in window ? window.caches : undefined);
  const both = reserve === undefined ? own : [...own, reserve];
  if (reserve !== undefined && isCovered(both)) return both;
  const fetched = await fetchGlyphs(phone, texts, { insist: true });
  return [fetched, reserve].filter((font) => font !== undefined);
}

/** How texts would come out in print, as far as can be said here and now. */
export async function printOutlook(phone: Phone, texts: readonly string[]): Promise<PrintOutlook> {
  const [print, { glyphPicture }] = await Promise.all([
    import("../features/print/pdf/makePdf.ts"),
    import("../features/print/pdf/glyphPicture.ts"),
  ]);
  return print.printOutlook(texts, { glyphs: (asked) => printFonts(phone, asked), picture: glyphPicture });
}

/** Fetches the glyphs of the operator's own names and products while there is a network, for the first PDF without one. */
export async function keepGlyphs(phone: Phone, packs: Packs): Promise<void> {
  const texts = await ownTexts(phone, packs);
  await fetchGlyphs(phone, texts, { insist: false });
}
