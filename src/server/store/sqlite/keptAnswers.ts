import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import { LruMap } from "../../lruMap.ts";
import { ANSWER_FORMS, type AnswerForm, type RenderedAnswer, type UnrenderedCertificates } from "../port.ts";
import { idRange } from "./certificateRecords.ts";
import { SLOTS } from "./certificateRows.ts";
import { int } from "./row.ts";

/** Operators whose version is kept in memory. */
const KEPT_VERSIONS = 100_000;
/** Positions looked through at a time for certificates without an answer: about a millisecond. */
const UNRENDERED_WINDOW = 1000;

const SQL = {
  answer: `SELECT s.position, r.bytes, r.stamp, r.operator_ref, r.until FROM statements s
    LEFT JOIN rendered r ON r.slot = s.position * ${SLOTS} + ? WHERE s.id >= ? AND s.id <= ?`,
  version: "SELECT version FROM operators WHERE ref = ?",
  unrendered: `SELECT c.position FROM certificates c WHERE c.position > ? AND c.position <= ? AND c.operator_ref IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM rendered r WHERE r.slot = c.position * ${SLOTS}) ORDER BY c.position LIMIT ?`,
} as const;

/** Rendered answers as they are kept beside the projection. */
export class KeptAnswers {
  readonly #answer: StatementSync;
  readonly #version: StatementSync;
  readonly #unrendered: StatementSync;
  /** Versions of operators, to tell whether an answer still holds without reading the operator each time. */
  readonly #versions = new LruMap<number, number>(KEPT_VERSIONS);

  constructor(db: DatabaseSync) {
    // Rows as arrays: making objects of them is a quarter of what the look-up costs.
    this.#answer = db.prepare(SQL.answer, { returnArrays: true });
    this.#version = db.prepare(SQL.version);
    this.#unrendered = db.prepare(SQL.unrendered);
  }

  /** Reads versions anew, after an operator has changed. */
  forgetVersions(): void {
    this.#versions.clear();
  }

  /** The rendered answer of a number if there is one that still holds; one indexed read. */
  answer(number: string, form: AnswerForm): RenderedAnswer | undefined {
    const range = idRange(number);
    const rows = range === undefined ? [] : this.#answer.all(ANSWER_FORMS.indexOf(form), range.from, range.to);
    // Several statements under one number: which one answers is for the record to say.
    if (rows.length !== 1) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of `all` knows no rows that are arrays
    const [position, bytes, stamp, operatorRef, until] = rows[0] as unknown as readonly SQLOutputValue[];
    if (typeof position !== "number" || typeof operatorRef !== "number" || !(bytes instanceof Uint8Array))
      return undefined;
    if (stamp !== this.#versionOf(operatorRef)) return undefined;
    return typeof until === "number" ? { position, bytes, until } : { position, bytes };
  }

  #versionOf(operatorRef: number): number | undefined {
    const held = this.#versions.get(operatorRef);
    if (held !== undefined) return held;
    const row = this.#version.get(operatorRef);
    const version = row === undefined ? undefined : int(row, "version");
    if (version !== undefined) this.#versions.set(operatorRef, version);
    return version;
  }

  /** Certificates without a rendered answer in the next window of positions. */
  unrendered(after: number, limit: number): UnrenderedCertificates {
    const end = after + UNRENDERED_WINDOW;
    const positions = this.#unrendered.all(after, end, limit).map((row) => int(row, "position"));
    return { positions, upTo: positions[limit - 1] ?? end };
  }
}
