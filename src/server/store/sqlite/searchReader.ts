import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { fromHex } from "../../../core/bytes.ts";
import { publishedGrade } from "../../../core/operator/file.ts";
import { codeGram, type Grams, type NameQuery, readNameQuery } from "../../../core/operator/nameSearch.ts";
import { anyRegionContains, regionsWithin } from "../../../core/operator/region.ts";
import { tidyUscc } from "../../../core/operator/uscc.ts";
import type { Readings } from "../../../core/reference/readings.ts";
import type { RegisterFilter, RegisterRow, RegisterSearch } from "../registerPort.ts";
import { ALL_GIVEN, CONDITION, deskValues, inRegion } from "./deskConditions.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { int, optionalInt, optionalText, type Row, text } from "./row.ts";
import { OPERATOR_MASK, rowsOfRegion } from "./searchRows.ts";

const COLUMNS = "s.operator_ref, s.kept_ref, s.name, s.code, s.region";
const SQL = {
  grams: `SELECT ${COLUMNS} FROM operator_grams g CROSS JOIN searched_operators s ON s.operator_ref = (g.rowid & ${OPERATOR_MASK})
    WHERE operator_grams MATCH ? AND g.rowid >= ? AND g.rowid < ?`,
  ids: `SELECT ${COLUMNS} FROM operators o CROSS JOIN searched_operators s ON s.operator_ref = o.ref WHERE o.id BETWEEN ? AND ?`,
  places: `SELECT ${COLUMNS} FROM searched_operators s WHERE s.region >= ? AND s.region < ?`,
} as const;

/**
 * Rows looked at that have all pieces of a query and yet do not fit. Beyond them the search gives what it has: two
 * names' worth of common words that never stand side by side should not be looked for through a million rows.
 */
const MOST_MISSES = 5000;
/** Hex digits of an operator id, and how many of them must be typed. */
const ID_DIGITS = 16;
const ID_START = 4;

/** Grams as the index is asked for them. */
function expression(grams: Grams): string {
  if (typeof grams === "string") return `"${grams}"`;
  const [parts, word] = "all" in grams ? [grams.all, " AND "] : [grams.any, " OR "];
  return `(${parts.map(expression).join(word)})`;
}

/** What is still looked for, and what was found. */
type Finding = {
  readonly scopes: readonly string[];
  readonly limit: number;
  /** References of the entries kept. */
  readonly found: Set<number>;
  misses: number;
};

/** Finds and lists operators. */
export class SearchReader {
  readonly #db: DatabaseSync;
  readonly #facts: RegisterFacts;
  readonly #readings: Readings;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, facts: RegisterFacts, readings: Readings) {
    this.#db = db;
    this.#facts = facts;
    this.#readings = readings;
  }

  #sql(sql: string): StatementSync {
    const prepared = this.#prepared.get(sql) ?? this.#db.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  /** One consistent state for several statements. */
  #snapshot<T>(work: () => T): T {
    this.#db.exec("BEGIN");
    try {
      return work();
    } finally {
      this.#db.exec("COMMIT");
    }
  }

  /** Operators that fit what was typed, those found by name first. */
  search({ typed, places, ...within }: RegisterSearch): readonly RegisterRow[] {
    return this.#snapshot(() => {
      const finding: Finding = { ...within, found: new Set(), misses: 0 };
      const byName = readNameQuery(typed, this.#readings);
      if (byName !== undefined) this.#byName(byName, finding);
      this.#byCode(tidyUscc(typed).toLowerCase(), finding);
      for (const place of places)
        for (const region of regionsWithin(place, finding.scopes))
          this.#collect(this.#sql(SQL.places), [region, `${region}:`], finding);
      return [...finding.found].flatMap((ref) => this.#row(ref));
    });
  }

  #byName({ grams, fits }: NameQuery, finding: Finding): void {
    const wanted = expression(grams);
    for (const scope of finding.scopes)
      this.#collect(this.#sql(SQL.grams), [wanted, ...rowsOfRegion(scope)], finding, (row) => fits(text(row, "name")));
  }

  #byCode(beginning: string, finding: Finding): void {
    const gram = codeGram(beginning);
    if (gram === undefined) return;
    for (const scope of finding.scopes)
      this.#collect(
        this.#sql(SQL.grams),
        [expression(gram), ...rowsOfRegion(scope)],
        finding,
        (row) => optionalText(row, "code")?.startsWith(beginning) === true,
      );
    const from = fromHex(beginning.padEnd(ID_DIGITS, "0"));
    const to = fromHex(beginning.padEnd(ID_DIGITS, "f"));
    if (from === undefined || to === undefined || beginning.length < ID_START || beginning.length > ID_DIGITS) return;
    this.#collect(this.#sql(SQL.ids), [from, to], finding);
  }

  /** Takes rows that lie in scope and fit until there are enough. */
  #collect(
    statement: StatementSync,
    values: readonly SQLInputValue[],
    finding: Finding,
    fits: (row: Row) => boolean = () => true,
  ): void {
    if (finding.found.size >= finding.limit) return;
    for (const row of statement.iterate(...values)) {
      if (!anyRegionContains(finding.scopes, text(row, "region")) || !fits(row)) {
        if (++finding.misses > MOST_MISSES) return;
        continue;
      }
      finding.found.add(optionalInt(row, "kept_ref") ?? int(row, "operator_ref"));
      if (finding.found.size >= finding.limit) return;
    }
  }

  /** Operators by registration. */
  list({ scopes, kind, region, standing, list, after, limit, ...desk }: RegisterFilter): readonly RegisterRow[] {
    const regions = region === undefined ? scopes : regionsWithin(region, scopes);
    const where = [
      inRegion("s"),
      ALL_GIVEN,
      "s.kept_ref IS NULL AND s.operator_ref > ?7 AND s.kind = ifnull(?9, s.kind)",
      standing === undefined ? "s.standing <> 'closed'" : "s.standing = ?10",
      ...(list === undefined ? [] : [CONDITION[list]]),
    ];
    // The files' summary has neither closed operators nor duplicates: a row without one still stands in the list.
    const sql = `SELECT s.operator_ref AS ref FROM searched_operators s
      ${list === undefined ? "LEFT " : ""}JOIN operator_files f ON f.operator_ref = s.operator_ref
      WHERE ${where.join(" AND ")} AND ifnull(?10, '') IS NOT NULL ORDER BY s.operator_ref LIMIT ?8`;
    return this.#snapshot(() => {
      const from = after === undefined ? 0 : (this.#facts.operatorRef(after) ?? 0);
      const refs = regions.flatMap((one) =>
        this.#sql(sql)
          .all(...deskValues({ ...desk, region: one }), from, limit, kind ?? null, standing ?? null)
          .map((row) => int(row, "ref")),
      );
      return [...new Set(refs)]
        .sort((left, right) => left - right)
        .slice(0, limit)
        .flatMap((ref) => this.#row(ref));
    });
  }

  #row(ref: number): readonly RegisterRow[] {
    const { id, profiles, standing, file } = this.#facts.operator(ref);
    const profile = profiles[profiles.length - 1]?.profile;
    if (profile === undefined) return [];
    const grade = publishedGrade(file)?.grade;
    const { name, kind, region, uscc } = profile;
    const row = { id, name, kind, region, standing };
    return [{ ...row, ...(uscc === undefined ? {} : { uscc }), ...(grade === undefined ? {} : { grade }) }];
  }
}
