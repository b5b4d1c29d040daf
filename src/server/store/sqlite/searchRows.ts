import type { DatabaseSync, StatementSync } from "node:sqlite";
import { codeGrams, nameGrams, tidyName } from "../../../core/operator/nameSearch.ts";
import type { Profile } from "../../../core/operator/profile.ts";
import { tidyUscc } from "../../../core/operator/uscc.ts";
import type { Readings } from "../../../core/reference/readings.ts";
import type { OperatorFacts } from "./registerFacts.ts";
import { optionalText, type Row, text } from "./row.ts";

const SQL = {
  held: "SELECT name, code, region FROM searched_operators WHERE operator_ref = ?",
  forget: "DELETE FROM operator_grams WHERE rowid = ?",
  remove: "DELETE FROM searched_operators WHERE operator_ref = ?",
  grams: "INSERT INTO operator_grams (rowid, grams) VALUES (?, ?)",
  put: `INSERT INTO searched_operators (operator_ref, name, code, region, kind, standing, kept_ref)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (operator_ref) DO UPDATE SET name = excluded.name, code = excluded.code,
      region = excluded.region, kind = excluded.kind, standing = excluded.standing, kept_ref = excluded.kept_ref`,
} as const;

/** Digits of a township's code, by which the rows of the index lie. */
const TOWNSHIP_DIGITS = 9;
/** Bits of a row's number that hold the operator; the township stands above them. */
const OPERATOR_BITS = 33n;
/** What of a row's number is the operator, as SQL takes it. */
export const OPERATOR_MASK = String((1n << OPERATOR_BITS) - 1n);

function townshipRow(township: bigint): bigint {
  return township << OPERATOR_BITS;
}

/** The rows of the index within which the operators of a region lie: from the first up to, without, the second. */
export function rowsOfRegion(region: string): readonly [bigint, bigint] {
  const digits = region.slice(0, TOWNSHIP_DIGITS);
  const step = 10n ** BigInt(TOWNSHIP_DIGITS - digits.length);
  const first = BigInt(digits) * step;
  return [townshipRow(first), townshipRow(first + step)];
}

function rowOf(region: string, operatorRef: number): bigint {
  const [first] = rowsOfRegion(region);
  return first + BigInt(operatorRef);
}

function codeOf({ uscc }: Profile): string | undefined {
  return uscc === undefined ? undefined : tidyUscc(uscc).toLowerCase();
}

/** Changes of the grams that wait before they are written all the same. */
const MOST_WAITING = 50_000;

/** By what an operator is found; the name tidied, the code in lower case. */
type FoundBy = { readonly name: string; readonly code: string | undefined; readonly region: string };

/** A row of the index that goes, or one that comes with its grams. */
type GramChange = { readonly row: bigint; readonly grams?: string };

/**
 * Keeps by what operators are found and listed. The grams wait for the end of the transaction: the full-text index
 * writes all it holds whenever another statement sets a savepoint, which costs more than the whole rest of a
 * registration.
 */
export class SearchRows {
  readonly #readings: Readings;
  #waiting: GramChange[] = [];
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, readings: Readings) {
    this.#readings = readings;
    this.#statements = {
      held: db.prepare(SQL.held),
      forget: db.prepare(SQL.forget),
      remove: db.prepare(SQL.remove),
      grams: db.prepare(SQL.grams),
      put: db.prepare(SQL.put),
    };
  }

  /** Brings an operator's row up to date; one of which no profile has effect is found by nothing. */
  settle({ ref, profiles, standing, group }: Pick<OperatorFacts, "ref" | "profiles" | "standing" | "group">): void {
    const profile = profiles[profiles.length - 1]?.profile;
    const held = this.#statements.held.get(ref);
    if (profile === undefined) {
      if (held !== undefined) this.#waiting.push({ row: rowOf(text(held, "region"), ref) });
      this.#statements.remove.run(ref);
      return;
    }
    const found = { name: tidyName(profile.name), code: codeOf(profile), region: profile.region };
    this.#settleGrams(ref, held, found);
    const state = standing[standing.length - 1]?.state ?? "normal";
    const kept = group === undefined || group.keptRef === ref ? null : group.keptRef;
    this.#statements.put.run(ref, found.name, found.code ?? null, found.region, profile.kind, state, kept);
  }

  /** The grams are most of the work, and most of what is said about an operator leaves them as they are. */
  #settleGrams(ref: number, held: Row | undefined, { name, code, region }: FoundBy): void {
    const row = rowOf(region, ref);
    if (held !== undefined) {
      const before = rowOf(text(held, "region"), ref);
      if (before === row && text(held, "name") === name && optionalText(held, "code") === code) return;
      this.#waiting.push({ row: before });
    }
    const grams = [...nameGrams(name, this.#readings), ...codeGrams(code ?? "")];
    this.#waiting.push({ row, grams: grams.join(" ") });
    if (this.#waiting.length >= MOST_WAITING) this.finish();
  }

  /** Writes what waits; to be called before the transaction ends. */
  finish(): void {
    for (const { row, grams } of this.#waiting) {
      if (grams === undefined) this.#statements.forget.run(row);
      else this.#statements.grams.run(row, grams);
    }
    this.#waiting = [];
  }

  /** Forgets what waits, after a transaction that did not happen. */
  forgetAll(): void {
    this.#waiting = [];
  }
}
