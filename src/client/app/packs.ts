import type { PlaceTables } from "../../core/import/findPlace.ts";
import { countyOf } from "../../core/operator/region.ts";
import { type CountyPack, readCountyPack } from "../../core/reference/countyPack.ts";
import { divisionName, searchDivisions } from "../../core/reference/divisionNames.ts";
import { type DivisionTable, readDivisions } from "../../core/reference/divisions.ts";
import type { PackError } from "../../core/reference/packHeader.ts";
import { type ProductIndex, readProductIndex } from "../../core/reference/productIndex.ts";
import { searchProducts } from "../../core/reference/productSearch.ts";
import { keepsLong } from "../../core/reference/products.ts";
import { readUnits, type UnitName } from "../../core/reference/units.ts";
import type { Result } from "../../core/result.ts";
import units from "../../data/units.json";
import { divisionsPath } from "../../wire/paths.ts";
import type { FoundProduct } from "../features/issue/issueDeps.ts";
import type { FoundPlace } from "../ui/PlaceSearch.tsx";

/** Counties whose towns and villages are fetched together: those of a large city. */
const COUNTIES_AT_ONCE = 20;
/** Rows of a search that a person looks through. */
const SHOWN = 20;

/** The phone's dated reference data, each pack read when it is first needed. */
export type Packs = {
  readonly units: readonly UnitName[];
  readonly searchProducts: (query: string) => Promise<readonly FoundProduct[]>;
  /** Counties everywhere, towns and villages of one county. */
  readonly searchPlaces: (query: string, county: string) => Promise<readonly FoundPlace[]>;
  /** Fetches the towns and villages of these counties, so that they can be named without a network. */
  readonly keepCounties: (counties: readonly string[]) => void;
  /** Counties of these regions, with the towns and villages of as many as can be fetched. */
  readonly placesIn: (regions: readonly string[]) => Promise<PlaceTables>;
  /** A division code in words, as far as its packs are on this phone; the code itself otherwise. */
  readonly placeName: (code: string) => Promise<string>;
};

/** A pack that came with the app is read or the app is broken. */
function read<T>(pack: Result<T, PackError>): T {
  if (!pack.ok) throw new Error("a reference pack of this version cannot be read");
  return pack.value;
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((failure: unknown) => {
      loading = undefined;
      throw failure;
    });
    return loading;
  };
}

/** Opens the packs; `fetch` brings a county's towns and villages, which the service worker then keeps. */
export function openPacks(fetchPack: typeof fetch): Packs {
  const products = once(
    async (): Promise<ProductIndex> => read(readProductIndex((await import("../../data/productIndex.json")).default)),
  );
  const divisions = once(
    async (): Promise<DivisionTable> => read(readDivisions((await import("../../data/counties.json")).default)),
  );
  const counties = new Map<string, Promise<CountyPack | undefined>>();
  const county = (code: string): Promise<CountyPack | undefined> => {
    const known = counties.get(code);
    if (known !== undefined) return known;
    const loading = fetchCounty(fetchPack, code).then((pack) => {
      if (pack === undefined) counties.delete(code);
      return pack;
    });
    counties.set(code, loading);
    return loading;
  };
  return {
    units: read(readUnits(units)).units,
    async searchProducts(query) {
      return searchProducts(await products(), query, SHOWN).map(({ product, matched }) => ({
        code: product.code,
        name: product.name,
        ...(matched === product.name ? {} : { foundAs: matched }),
        units: product.units,
        oldAllowed: keepsLong(product),
      }));
    },
    async searchPlaces(query, own) {
      const [table, pack] = await Promise.all([divisions(), county(own)]);
      const below = pack?.towns.flatMap((town) => [town, ...town.villages]) ?? [];
      const found = [...searchDivisions(below, query, SHOWN), ...searchDivisions(table.counties, query, SHOWN)].slice(
        0,
        SHOWN,
      );
      return found.map(({ code }) => ({ code, name: divisionName(table, code, pack) ?? code }));
    },
    keepCounties(codes) {
      for (const code of codes) if (code.length === 6) void county(code);
    },
    async placesIn(regions) {
      const all = (await divisions()).counties;
      const inside = all.filter(({ code }) => regions.some((region) => regionsOverlap(region, code)));
      const fetched = await Promise.all(inside.slice(0, COUNTIES_AT_ONCE).map(({ code }) => county(code)));
      const known = fetched.filter((pack) => pack !== undefined).map((pack) => [pack.county, pack] as const);
      return { counties: inside, packs: new Map(known) };
    },
    async placeName(code) {
      if (code === "") return "";
      const table = await divisions();
      const pack = code.length > 6 ? await county(countyOf(code)) : undefined;
      return divisionName(table, code, pack) ?? code;
    },
  };
}

/** Whether a county lies in a region, or a region of a township in the county. */
function regionsOverlap(region: string, county: string): boolean {
  return county.startsWith(region) || region.startsWith(county);
}

/** A county's pack from the endpoint or from what the service worker kept; undefined where neither has it. */
async function fetchCounty(fetchPack: typeof fetch, code: string): Promise<CountyPack | undefined> {
  try {
    const response = await fetchPack(divisionsPath(code));
    const pack = response.ok ? readCountyPack(await response.json()) : undefined;
    return pack?.ok === true ? pack.value : undefined;
  } catch {
    // Offline and not kept: the county's own name has to do.
    return undefined;
  }
}
