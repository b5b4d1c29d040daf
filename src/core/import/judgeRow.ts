import { MAX_PLOTS, MAX_PRODUCTS, type Plot } from "../operator/holdings.ts";
import type { Profile } from "../operator/profile.ts";
import { regionContains } from "../operator/region.ts";
import { comparedName, operatorKeys } from "../operator/sameOperator.ts";
import { tidyUscc } from "../operator/uscc.ts";
import { type ImportedEntry, isPerson, type ReadLine, type RowFault } from "./readRow.ts";

/** An operator of the register that a row may be, as the endpoint found it. */
export type FoundEntry = {
  readonly id: string;
  /** By what it was found, the strongest. */
  readonly by: "uscc" | "idNumber" | "name";
  /** Its newest register entry. */
  readonly profile: Profile;
  /** Whether the register holds the row's numbers. */
  readonly phone: NumberState;
  readonly idNumber: NumberState;
  readonly closed: boolean;
};

/** Whether the register holds the same number as a row; `erased` numbers are never entered again from a table. */
export type NumberState = "same" | "other" | "none" | "erased";

/** What of a register entry a row changes. */
export type ChangedField = "name" | "kind" | "place" | "address" | "uscc" | "products" | "plots" | "phone" | "idNumber";

/** What becomes of a row. */
export type Judgement =
  | { readonly state: "new"; readonly profile: Profile; readonly numbers: Numbers }
  | { readonly state: "same"; readonly operator: string }
  | {
      readonly state: "changed";
      readonly operator: string;
      readonly profile: Profile;
      readonly changed: readonly ChangedField[];
      /** Numbers to be entered; empty when the private record stays as it is. */
      readonly numbers: Numbers;
    }
  | { readonly state: "faulty"; readonly faults: readonly RowFault[] };

/** Numbers of a private record. */
export type Numbers = { readonly phone?: string; readonly idNumber?: string };

function numbersOf({ phone, idNumber }: ImportedEntry): Numbers {
  return { ...(phone === undefined ? {} : { phone }), ...(idNumber === undefined ? {} : { idNumber }) };
}

/** The register entry of an operator that is not registered yet. */
export function newEntry(entry: ImportedEntry): Profile {
  const { name, kind, region, address, uscc, products, plot } = entry;
  return {
    name,
    kind,
    region,
    person: isPerson(kind),
    ...(address === undefined ? {} : { address }),
    ...(uscc === undefined ? {} : { uscc }),
    ...(products.length === 0 ? {} : { products: products.map((product) => ({ name: product })) }),
    ...(plot === undefined ? {} : { plots: [{ id: "1", kind: "field", region, ...plot }] }),
  };
}

function withProducts(profile: Profile, names: readonly string[]): Profile {
  const held = profile.products ?? [];
  const added = names.filter((name) => !held.some((product) => product.name === name)).map((name) => ({ name }));
  return added.length === 0 ? profile : { ...profile, products: [...held, ...added].slice(0, MAX_PRODUCTS) };
}

/** A plot id that was never used here: one more than the highest number. */
function nextPlotId(plots: readonly Plot[]): string {
  return String(Math.max(0, ...plots.map(({ id }) => Number(id)).filter(Number.isSafeInteger)) + 1);
}

function withPlot(profile: Profile, { plot, region }: ImportedEntry): Profile {
  const held = profile.plots ?? [];
  if (plot === undefined || held.length >= MAX_PLOTS) return profile;
  const known = held.find(({ name }) => name === plot.name);
  if (known === undefined)
    return { ...profile, plots: [...held, { id: nextPlotId(held), kind: "field", region, ...plot }] };
  if (plot.area === undefined || known.area === plot.area) return profile;
  return { ...profile, plots: held.map((one) => (one === known ? { ...known, area: plot.area ?? 1 } : one)) };
}

/**
 * A register entry with what a row adds to it. Nothing that the entry says is lost: what the row leaves empty stays,
 * products and plots are added to those that are there, a place is only made more exact or replaced by another one.
 */
export function mergedEntry(
  held: Profile,
  entry: ImportedEntry,
): { readonly profile: Profile; readonly changed: readonly ChangedField[] } {
  const changed: ChangedField[] = [];
  let profile = held;
  const set = (field: ChangedField, change: Partial<Profile>, differs: boolean) => {
    if (!differs) return;
    profile = { ...profile, ...change };
    changed.push(field);
  };
  set("name", { name: entry.name }, entry.name !== held.name);
  set("kind", { kind: entry.kind, person: isPerson(entry.kind) }, !entry.kindGuessed && entry.kind !== held.kind);
  set("place", { region: entry.region }, !regionContains(entry.region, held.region));
  const { address, uscc } = entry;
  if (address !== undefined) set("address", { address }, address !== held.address);
  if (uscc !== undefined) set("uscc", { uscc }, held.uscc === undefined || tidyUscc(held.uscc) !== uscc);
  const grown = withProducts(profile, entry.products);
  if (grown !== profile) changed.push("products");
  const planted = withPlot(grown, entry);
  if (planted !== grown) changed.push("plots");
  return { profile: planted, changed };
}

/** Numbers that the register lacks or has otherwise; none of a record that was erased. */
function newNumbers(entry: ImportedEntry, found: FoundEntry): Numbers {
  const wanted = (field: "phone" | "idNumber") =>
    entry[field] !== undefined && (found[field] === "other" || found[field] === "none");
  return {
    ...(wanted("phone") && entry.phone !== undefined ? { phone: entry.phone } : {}),
    ...(wanted("idNumber") && entry.idNumber !== undefined ? { idNumber: entry.idNumber } : {}),
  };
}

function compareWith(entry: ImportedEntry, found: FoundEntry): Judgement {
  if (found.closed) return { state: "faulty", faults: [{ code: "closed" }] };
  const { profile, changed } = mergedEntry(found.profile, entry);
  const numbers = newNumbers(entry, found);
  const all: readonly ChangedField[] = [
    ...changed,
    ...(numbers.phone === undefined ? [] : (["phone"] as const)),
    ...(numbers.idNumber === undefined ? [] : (["idNumber"] as const)),
  ];
  return all.length === 0
    ? { state: "same", operator: found.id }
    : { state: "changed", operator: found.id, profile, changed: all, numbers };
}

function faulty(fault: RowFault): Judgement {
  return { state: "faulty", faults: [fault] };
}

/**
 * What becomes of a row: an operator is found again by its unified social credit code, else by its ID number, else by
 * its name at its place. Two people of one name in one village are told apart by their ID numbers.
 */
export function judgeEntry(entry: ImportedEntry, found: readonly FoundEntry[]): Judgement {
  for (const by of ["uscc", "idNumber"] as const) {
    const sure = found.filter((one) => one.by === by);
    if (sure.length > 1) return faulty({ code: "ambiguous", names: sure.map(({ profile }) => profile.name) });
    const [only] = sure;
    if (only !== undefined) return compareWith(entry, only);
  }
  const alike = found.filter(
    ({ by, idNumber }) => by === "name" && !(entry.idNumber !== undefined && idNumber === "other"),
  );
  if (alike.length > 1) return faulty({ code: "ambiguous", names: alike.map(({ profile }) => profile.name) });
  const [only] = alike;
  if (only === undefined) return { state: "new", profile: newEntry(entry), numbers: numbersOf(entry) };
  const { uscc } = only.profile;
  const differs = entry.uscc !== undefined && uscc !== undefined && tidyUscc(uscc) !== entry.uscc;
  return differs ? faulty({ code: "otherCode", held: uscc }) : compareWith(entry, only);
}

/** Under what rows of one table are the same operator. */
function rowKeys(entry: ImportedEntry): readonly string[] {
  if (entry.uscc !== undefined) return operatorKeys(entry).slice(0, 1);
  const { idNumber, name, region } = entry;
  return [idNumber === undefined ? `name ${region} ${comparedName(name)}` : `id ${idNumber}`];
}

/** Marks rows that say again what an earlier row of the table said about the same operator. */
export function markRepeated(lines: readonly ReadLine[]): readonly ReadLine[] {
  const first = new Map<string, number>();
  return lines.map((line) => {
    if (line.entry === undefined) return line;
    const keys = rowKeys(line.entry);
    const earlier = keys.map((key) => first.get(key)).find((row) => row !== undefined);
    if (earlier === undefined) {
      for (const key of keys) first.set(key, line.row);
      return line;
    }
    const { entry: _, ...rest } = line;
    return { ...rest, faults: [{ code: "twice", row: earlier }] };
  });
}
