import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  EMPTY_FILE,
  type OperatorFile,
  publishedGrade,
  qualityPerson,
  standingListings,
} from "../../../core/operator/file.ts";
import { openReadings } from "../../filePacks.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { SearchRows } from "./searchRows.ts";

const SQL = {
  note: "INSERT INTO said_of_operators (operator_ref, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
  settle: `INSERT INTO operator_files (operator_ref, region, kind, duty, trained_until, grade) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (operator_ref) DO UPDATE SET region = excluded.region, kind = excluded.kind, duty = excluded.duty,
      trained_until = excluded.trained_until, grade = excluded.grade`,
  clear: "DELETE FROM operator_files WHERE operator_ref = ?",
  clearCertifications: "DELETE FROM certifications WHERE operator_ref = ?",
  certification: "INSERT INTO certifications (operator_ref, id, outcome, until) VALUES (?, ?, ?, ?)",
  clearListings: "DELETE FROM listings WHERE operator_ref = ?",
  listing: "INSERT INTO listings (operator_ref, id, list, start_day, end_day) VALUES (?, ?, ?, ?, ?)",
} as const;

/** Keeps what was said about each operator, and the summary by which an officer's desk counts and searches. */
export class FileRows {
  readonly #facts: RegisterFacts;
  readonly search: SearchRows;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, facts: RegisterFacts) {
    this.#facts = facts;
    this.search = new SearchRows(db, openReadings());
    this.#statements = {
      note: db.prepare(SQL.note),
      settle: db.prepare(SQL.settle),
      clear: db.prepare(SQL.clear),
      clearCertifications: db.prepare(SQL.clearCertifications),
      certification: db.prepare(SQL.certification),
      clearListings: db.prepare(SQL.clearListings),
      listing: db.prepare(SQL.listing),
    };
  }

  /** Notes that a statement is about an operator. */
  note(operatorRef: number, position: number): void {
    this.#statements.note.run(operatorRef, position);
  }

  /**
   * Works the operator's summary out anew from everything with effect. A closed operator and a duplicate are in no
   * list of the desk, and neither is one of which no profile has effect.
   */
  settle(operatorRef: number): void {
    const operator = this.#facts.operator(operatorRef);
    const { profiles, file, standing, group } = operator;
    this.search.settle(operator);
    const profile = profiles[profiles.length - 1]?.profile;
    const isDuplicate = group !== undefined && group.keptRef !== operatorRef;
    if (profile === undefined || isDuplicate || standing[standing.length - 1]?.state === "closed") {
      this.#statements.clear.run(operatorRef);
      this.#settleLists(operatorRef, EMPTY_FILE);
      return;
    }
    const duty = file.duties[file.duties.length - 1];
    this.#statements.settle.run(
      operatorRef,
      profile.region,
      profile.kind,
      duty === undefined ? null : `${duty.notice} ${duty.version}`,
      qualityPerson(file)?.trainedUntil ?? null,
      publishedGrade(file)?.grade ?? null,
    );
    this.#settleLists(operatorRef, file);
  }

  #settleLists(operatorRef: number, file: OperatorFile): void {
    this.#statements.clearCertifications.run(operatorRef);
    for (const { id, review, to } of file.certifications)
      this.#statements.certification.run(operatorRef, id, review?.outcome ?? null, to ?? null);
    this.#statements.clearListings.run(operatorRef);
    for (const { id, list, start, end } of standingListings(file))
      this.#statements.listing.run(operatorRef, id, list, start, end ?? null);
  }
}
