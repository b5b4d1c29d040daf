import type { DatabaseSync, StatementSync } from "node:sqlite";
import { certificateNumber } from "../../../core/certificate/number.ts";
import { chinaDay } from "../../../core/date.ts";
import type { CertificateFacts } from "../../../core/operator/credit.ts";
import type { DeskFigures } from "../../../wire/files.ts";
import { STATES } from "../../projections/certificateState.ts";
import type { DeskScope } from "../deskScope.ts";
import type { DeskQuery, DeskRow, FileRecord } from "../filePort.ts";
import { ConsentReader } from "./consents.ts";
import {
  ALL_GIVEN,
  CONDITION,
  DAY,
  DUTY_DUE,
  DUTY_SIGNED,
  deskValues,
  FLAGGED,
  inRegion,
  LISTED,
  NEEDS_PERSON,
  NO_PERSON,
} from "./deskConditions.ts";
import type { DiaryReader } from "./diaryReader.ts";
import type { OperatorRecords } from "./operatorRecords.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { blob, int, optionalText, type Row } from "./row.ts";

/** Flagged certificates that a file shows at most. */
const FLAGGED_SHOWN = 100;

const SQL = {
  files: `SELECT sum(${DUTY_DUE}) AS dutySubjects, sum(${DUTY_DUE} AND ${DUTY_SIGNED}) AS dutySigned,
    sum(${NEEDS_PERSON}) AS qualitySubjects, sum(${NEEDS_PERSON} AND ${NO_PERSON}) AS qualityMissing,
    sum(f.grade IS 'A') AS A, sum(f.grade IS 'B') AS B, sum(f.grade IS 'C') AS C, sum(f.grade IS 'D') AS D,
    sum(${DUTY_DUE} AND f.grade IS NULL) AS none, sum(${FLAGGED}) AS flagged FROM operator_files f WHERE ${inRegion("f")} AND ${ALL_GIVEN}`,
  certifications: `SELECT sum(c.outcome IS NULL) AS reviews, sum(c.outcome IS 'accepted' AND c.until BETWEEN ?4 AND ?5) AS ending
    FROM certifications c JOIN operator_files f ON f.operator_ref = c.operator_ref WHERE ${inRegion("f")} AND ${ALL_GIVEN}
    AND (c.outcome IS NULL OR (c.outcome = 'accepted' AND c.until BETWEEN ?4 AND ?5))`,
  listings: `SELECT count(DISTINCT CASE l.list WHEN 'red' THEN l.operator_ref END) AS red,
    count(DISTINCT CASE l.list WHEN 'black' THEN l.operator_ref END) AS black FROM listings l
    JOIN operator_files f ON f.operator_ref = l.operator_ref WHERE ${inRegion("f")} AND ${ALL_GIVEN} AND ${LISTED}`,
  months: `SELECT min(e.iat) AS first, count(*) AS count FROM entries e JOIN certificates c ON c.position = e.position
    WHERE e.operator_ref = ? AND e.no_effect IS NULL GROUP BY strftime('%Y-%m', e.iat + 28800, 'unixepoch') ORDER BY first`,
  withdrawn: `SELECT c.state, s.id, e.iat FROM certificates c JOIN statements s ON s.position = c.position
    JOIN entries e ON e.position = c.cause WHERE c.operator_ref = ? AND c.state > 0 ORDER BY e.iat, c.position`,
} as const;

function count(row: Row | undefined, column: string): number {
  return row === undefined || row[column] === null ? 0 : int(row, column);
}

/** Counts and searches what is on record about operators. */
export class FileReader {
  readonly #db: DatabaseSync;
  readonly #facts: RegisterFacts;
  readonly #operators: OperatorRecords;
  readonly #consents: ConsentReader;
  readonly #diaries: DiaryReader;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, facts: RegisterFacts, operators: OperatorRecords, diaries: DiaryReader) {
    this.#diaries = diaries;
    this.#db = db;
    this.#facts = facts;
    this.#operators = operators;
    this.#consents = new ConsentReader(db);
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

  #sql(text: string): StatementSync {
    const prepared = this.#prepared.get(text) ?? this.#db.prepare(text);
    this.#prepared.set(text, prepared);
    return prepared;
  }

  /** What the desk counts in a region. */
  figures(scope: DeskScope): DeskFigures {
    const given = deskValues(scope);
    const [files, certifications, listings] = this.#snapshot(() =>
      [SQL.files, SQL.certifications, SQL.listings].map((text) => this.#sql(text).get(...given)),
    );
    return {
      dutySubjects: count(files, "dutySubjects"),
      dutySigned: count(files, "dutySigned"),
      qualitySubjects: count(files, "qualitySubjects"),
      qualityMissing: count(files, "qualityMissing"),
      reviews: count(certifications, "reviews"),
      ending: count(certifications, "ending"),
      grades: {
        A: count(files, "A"),
        B: count(files, "B"),
        C: count(files, "C"),
        D: count(files, "D"),
        none: count(files, "none"),
      },
      flagged: count(files, "flagged"),
      red: count(listings, "red"),
      black: count(listings, "black"),
    };
  }

  /** Operators behind a figure after one of them, with the day that matters. */
  rows({ list, limit, after, ...scope }: DeskQuery): readonly DeskRow[] {
    const text = `SELECT f.operator_ref AS ref, ${DAY[list] ?? "NULL"} AS day FROM operator_files f
      WHERE ${inRegion("f")} AND ${ALL_GIVEN} AND ${CONDITION[list]} AND f.operator_ref > ?7 ORDER BY f.operator_ref LIMIT ?8`;
    return this.#snapshot(() => {
      const from = after === undefined ? 0 : (this.#facts.operatorRef(after) ?? 0);
      return this.#sql(text)
        .all(...deskValues(scope), from, limit)
        .flatMap((row) => {
          const operator = this.#operators.byRef(int(row, "ref"));
          const day = optionalText(row, "day");
          if (operator === undefined) return [];
          return [day === undefined ? { operator } : { operator, day }];
        });
    });
  }

  /** Everything on record about an operator; undefined while no profile of it has effect. */
  file(id: Uint8Array): FileRecord | undefined {
    return this.#snapshot(() => {
      const ref = this.#facts.operatorRef(id);
      const operator = ref === undefined ? undefined : this.#operators.byRef(ref);
      if (ref === undefined || operator === undefined) return undefined;
      const flagged = this.#diaries.flagged(ref, FLAGGED_SHOWN);
      const unconsented = this.#consents.unconsented(ref).map(({ id: certificate, iat, keyRef }) => {
        const station = this.#facts.key(keyRef).operatorRef;
        return {
          id: certificate,
          iat,
          station: station === undefined ? undefined : this.#operators.byRef(station),
        };
      });
      const certificates = this.#certificateFacts(ref);
      return { operator, said: this.#facts.said(ref), certificates, flagged, unconsented };
    });
  }

  /** What the register counts of an operator's certificates. */
  #certificateFacts(ref: number): CertificateFacts {
    const months = this.#sql(SQL.months)
      .all(ref)
      .map((row) => ({ day: chinaDay(int(row, "first")), count: int(row, "count") }));
    const withdrawn = this.#sql(SQL.withdrawn)
      .all(ref)
      .flatMap((row) => {
        const state = STATES[int(row, "state")];
        if (state !== "voided" && state !== "recalled") return [];
        return [{ state, day: chinaDay(int(row, "iat")), number: certificateNumber(blob(row, "id")) } as const];
      });
    return { months, withdrawn };
  }
}
