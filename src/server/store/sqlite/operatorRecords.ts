import type { DatabaseSync, StatementSync } from "node:sqlite";
import { joinPrefixes } from "../../../core/operator/directoryRow.ts";
import { listingTerms, type OperatorFile, publishedGrade } from "../../../core/operator/file.ts";
import { STATES } from "../../projections/certificateState.ts";
import type { OperatorRecord } from "../operatorRecord.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { blob, int, optionalText } from "./row.ts";

const SQL = {
  keys: "SELECT key_ref FROM owners WHERE operator_ref = ? ORDER BY key_ref",
  withdrawn:
    "SELECT c.state, s.id FROM certificates c JOIN statements s ON s.position = c.position WHERE c.operator_ref = ? AND c.state > 0",
  reason: `SELECT s.reason FROM standings s JOIN entries e ON e.position = s.position
    WHERE s.operator_ref = ? AND e.no_effect IS NULL ORDER BY s.from_time DESC, s.iat DESC, s.position DESC LIMIT 1`,
} as const;

/** What of an operator's file travels in the directory. */
function creditIn(file: OperatorFile): Pick<OperatorRecord["row"], "grade" | "listings"> {
  const grade = publishedGrade(file)?.grade;
  const listings = listingTerms(file);
  return { ...(grade === undefined ? {} : { grade }), ...(listings.length === 0 ? {} : { listings }) };
}

/** Puts together what the register says about an operator. */
export class OperatorRecords {
  readonly #facts: RegisterFacts;
  readonly #keys: StatementSync;
  readonly #withdrawn: StatementSync;
  readonly #reason: StatementSync;

  constructor(db: DatabaseSync, facts: RegisterFacts) {
    this.#facts = facts;
    this.#keys = db.prepare(SQL.keys);
    this.#withdrawn = db.prepare(SQL.withdrawn);
    this.#reason = db.prepare(SQL.reason);
  }

  /** The operator's record; undefined while no profile of it has effect. */
  byRef(ref: number): OperatorRecord | undefined {
    const facts = this.#facts.operator(ref);
    const newest = facts.profiles[facts.profiles.length - 1]?.profile;
    if (newest === undefined) return undefined;
    const keys = this.#keys.all(ref).map((row) => this.#facts.key(int(row, "key_ref")).record);
    const reasonRow = this.#reason.get(ref);
    const standingReason = reasonRow === undefined ? undefined : optionalText(reasonRow, "reason");
    const { keptRef = ref, duplicateRefs = [] } = facts.group ?? {};
    const mergedInto = keptRef === ref ? undefined : this.#facts.operator(keptRef).id;
    return {
      id: facts.id,
      profiles: facts.profiles,
      file: facts.file,
      row: {
        operator: facts.id,
        name: newest.name,
        kind: newest.kind,
        region: newest.region,
        standing: facts.standing,
        keys,
        withdrawn: this.#withdrawnOf(ref),
        refusedStations: newest.refusedStations ?? [],
        ...(mergedInto === undefined ? {} : { mergedInto }),
        ...creditIn(facts.file),
      },
      duplicates: mergedInto === undefined ? duplicateRefs.map((other) => this.#facts.operator(other).id) : [],
      ...(standingReason === undefined ? {} : { standingReason }),
    };
  }

  #withdrawnOf(ref: number): OperatorRecord["row"]["withdrawn"] {
    const rows = this.#withdrawn.all(ref).map((row) => ({ state: STATES[int(row, "state")], id: blob(row, "id") }));
    const prefixes = (state: string) => joinPrefixes(rows.filter((row) => row.state === state).map((row) => row.id));
    return { recalled: prefixes("recalled"), voided: prefixes("voided"), superseded: prefixes("superseded") };
  }
}
