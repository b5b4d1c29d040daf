import type { CalendarDay } from "../date.ts";
import { type JsonReader, jsonBoolean, jsonList, jsonObject, jsonText } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { err, ok, type Result } from "../result.ts";
import { type InputNames, ingredientName } from "./inputNames.ts";

/**
 * How far a ban reaches: every use; use on some crops; in feed and drinking water; to make animals grow faster; or
 * only who may sell it (限制使用农药, 定点经营), which forbids no use.
 */
export const BAN_RULES = ["everywhere", "targets", "feedAndWater", "growthPromotion", "dealing"] as const;
/** One of {@link BAN_RULES}. */
export type BanRule = (typeof BAN_RULES)[number];

/** One row of the list of banned and restricted inputs. */
export type BanRow = {
  readonly id: string;
  /** Usual names; the first is the one of the announcement. */
  readonly names: readonly string[];
  /** Pesticides are banned on plants, veterinary drugs on animals. */
  readonly input: "pesticide" | "veterinary";
  readonly rule: BanRule;
  /** Crops or groups of crops, for the rule `targets`. */
  readonly targets?: readonly string[];
  /** The one use that stays allowed, as a use names its method (种子包衣). */
  readonly except?: string;
  /** First day in force; absent when the announcement's words give none, and then it has always been. */
  readonly from?: CalendarDay;
  /** The announcement's own words. */
  readonly scope: string;
  readonly announcement: string;
  readonly source: string;
  readonly verified: boolean;
};

/** What an officer of the region has decided about a row that is not verified. */
export type RowDecision = "confirmed" | "struck";

/** The bans by ingredient. */
export type Bans = {
  readonly version: string;
  readonly byName: ReadonlyMap<string, readonly BanRow[]>;
  /** Rows of veterinary drugs, whose salts and esters are banned with them. */
  readonly veterinary: readonly { readonly name: string; readonly row: BanRow }[];
};

/** How an ingredient was used, as far as bans ask. */
export type BannedUse = {
  readonly ingredient: string;
  /** Names of what it was used on, see `targetsOf`. */
  readonly targets: readonly string[];
  readonly on: "plant" | "animal";
  /** Every day of the use lies between these, both included. */
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** How it was applied, in the person's words (种子包衣, 拌料, 饮水, 注射). */
  readonly method?: string;
  /** Given so that animals grow faster. */
  readonly forGrowth?: boolean;
};

const readRule: JsonReader<BanRule> = (value) => BAN_RULES.find((known) => known === value);
const readInput: JsonReader<BanRow["input"]> = (value) =>
  value === "pesticide" || value === "veterinary" ? value : undefined;

const readPack = jsonObject<PackHeader & { readonly rows: readonly BanRow[] }>({
  ...PACK_HEADER,
  rows: jsonList(
    jsonObject<
      Omit<BanRow, "targets" | "except" | "from">,
      { targets: readonly string[]; except: string; from: string }
    >(
      {
        id: jsonText,
        names: jsonList(jsonText),
        input: readInput,
        rule: readRule,
        scope: jsonText,
        announcement: jsonText,
        source: jsonText,
        verified: jsonBoolean,
      },
      { targets: jsonList(jsonText), except: jsonText, from: jsonText },
    ),
  ),
});

/** Reads the list of bans, under the names that {@link InputNames} gives its rows. */
export function readBans(value: unknown, names: InputNames): Result<Bans, PackError> {
  const pack = readPack(value);
  if (pack === undefined || new Set(pack.rows.map(({ id }) => id)).size !== pack.rows.length) return err("badPack");
  const byName = new Map<string, BanRow[]>();
  const veterinary: { name: string; row: BanRow }[] = [];
  for (const row of pack.rows) {
    for (const name of new Set(row.names.map((one) => ingredientName(one, names)))) {
      byName.set(name, [...(byName.get(name) ?? []), row]);
      if (row.input === "veterinary") veterinary.push({ name, row });
    }
  }
  return ok({ version: pack.version, byName, veterinary });
}

/** Shortest name of a veterinary drug that is looked for inside a longer one: shorter ones stand in unrelated names. */
const SALT_NAME_LENGTH = 3;

function rowsFor({ ingredient, on }: BannedUse, bans: Bans): readonly BanRow[] {
  const exact = bans.byName.get(ingredient) ?? [];
  if (on === "plant") return exact.filter(({ input }) => input === "pesticide");
  // 盐酸克仑特罗, 乳酸诺氟沙星: announcement 250 and 2292 ban every salt and ester with the drug.
  const salts = bans.veterinary.filter(({ name }) => name.length >= SALT_NAME_LENGTH && ingredient.includes(name));
  return [...new Set([...exact, ...salts.map(({ row }) => row)])];
}

function isForbidden(row: BanRow, use: BannedUse): boolean {
  if (row.from !== undefined && use.to < row.from) return false;
  if (row.except !== undefined && use.method === row.except) return false;
  switch (row.rule) {
    case "everywhere":
      return true;
    case "targets":
      return row.targets?.some((target) => use.targets.includes(target)) === true;
    case "growthPromotion":
      return use.forGrowth === true;
    case "feedAndWater":
      // Unless it is known to have been injected, it may have gone into feed or water.
      return use.method === undefined || !/注射|外用|涂/.test(use.method);
    case "dealing":
      return false;
  }
}

/** The rows that forbid a use; a row that an officer has struck forbids nothing. */
export function bansOn(
  use: BannedUse,
  bans: Bans,
  decisions: ReadonlyMap<string, RowDecision> = new Map(),
): readonly BanRow[] {
  return rowsFor(use, bans).filter((row) => isForbidden(row, use) && decisions.get(row.id) !== "struck");
}

/** True when a row still waits for an officer: it refuses, and is shown as 「待核实」. */
export function awaitsOfficer(row: BanRow, decisions: ReadonlyMap<string, RowDecision>): boolean {
  return !row.verified && decisions.get(row.id) === undefined;
}
