import type { DatabaseSync, StatementSync } from "node:sqlite";
import { toHex } from "../../../core/bytes.ts";
import type { Quantity } from "../../../core/certificate/certificate.ts";
import { certificateNumber } from "../../../core/certificate/number.ts";
import { countingEntries, type DiaryEntry, type DiaryStatement } from "../../../core/record/diary.ts";
import { parseFieldRecord, parseRecordCorrection } from "../../../core/record/fieldRecord.ts";
import { type DatedDecision, parseRowDecided } from "../../../core/record/rowDecision.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { decodeStatement } from "../../../core/statement/statement.ts";
import { LruMap } from "../../lruMap.ts";
import type { FlaggedCertificate, GateVerdict } from "../gatePort.ts";
import { blob, int, text } from "./row.ts";

/** Statements of diaries that are kept read: one says the same for ever. */
const READ = 20_000;

const SQL = {
  diary: `SELECT d.position FROM diary d JOIN entries e ON e.position = d.position
    WHERE d.operator_ref = ? AND e.no_effect IS NULL ORDER BY d.position`,
  statement: "SELECT id, bytes FROM statements WHERE position = ? AND bytes IS NOT NULL",
  due: "SELECT position FROM gate_due WHERE position > ? ORDER BY position LIMIT ?",
  decisions: `SELECT s.id, s.bytes FROM row_decisions r JOIN entries e ON e.position = r.position
    JOIN statements s ON s.position = r.position WHERE e.no_effect IS NULL AND s.bytes IS NOT NULL`,
  flagged: `SELECT g.findings, s.id, e.iat, c.unit, c.thousandths FROM gate_findings g
    JOIN certificates c ON c.position = g.position JOIN statements s ON s.position = g.position
    JOIN entries e ON e.position = g.position WHERE g.operator_ref = ? ORDER BY g.position DESC LIMIT ?`,
} as const;

function readDiary(id: Uint8Array, bytes: Uint8Array): DiaryStatement | undefined {
  const decoded = decodeStatement(bytes);
  if (!decoded.ok) return undefined;
  const { kind, iat, body } = decoded.value;
  if (kind === KIND.recordMade) {
    const record = parseFieldRecord(body);
    return record === undefined ? undefined : { id: toHex(id), iat, record };
  }
  const correction = kind === KIND.recordCorrected ? parseRecordCorrection(body) : undefined;
  return correction === undefined ? undefined : { id: toHex(id), iat, correction };
}

/** Reads diaries, what the gate still has to judge, and what it found. */
export class DiaryReader {
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };
  readonly #read = new LruMap<number, { readonly said: DiaryStatement | undefined }>(READ);

  constructor(db: DatabaseSync) {
    this.#statements = {
      diary: db.prepare(SQL.diary),
      statement: db.prepare(SQL.statement),
      due: db.prepare(SQL.due),
      decisions: db.prepare(SQL.decisions),
      flagged: db.prepare(SQL.flagged),
    };
  }

  /** What counts of an operator's diary. */
  entries(operatorRef: number): readonly DiaryEntry[] {
    const positions = this.#statements.diary.all(operatorRef).map((row) => int(row, "position"));
    return positions.length === 0 ? [] : countingEntries(positions.flatMap((position) => this.#said(position) ?? []));
  }

  #said(position: number): DiaryStatement | undefined {
    const held = this.#read.get(position);
    if (held !== undefined) return held.said;
    const row = this.#statements.statement.get(position);
    if (row === undefined) return undefined;
    const said = readDiary(blob(row, "id"), blob(row, "bytes"));
    this.#read.set(position, { said });
    return said;
  }

  /** Certificates after a position that the gate has to judge, in log order. */
  due(after: number, limit: number): readonly number[] {
    return this.#statements.due.all(after, limit).map((row) => int(row, "position"));
  }

  /** What officers have decided about rows of the lists. */
  decisions(): readonly DatedDecision[] {
    return this.#statements.decisions.all().flatMap((row) => {
      const decoded = decodeStatement(blob(row, "bytes"));
      const decided = decoded.ok ? parseRowDecided(decoded.value.body) : undefined;
      return !decoded.ok || decided === undefined ? [] : [{ ...decided, id: blob(row, "id"), iat: decoded.value.iat }];
    });
  }

  /** Certificates of an operator that the gate has flagged, newest first. */
  flagged(operatorRef: number, limit: number): readonly FlaggedCertificate[] {
    return this.#statements.flagged.all(operatorRef, limit).map((row) => {
      const quantity: Quantity = { thousandths: int(row, "thousandths"), unit: int(row, "unit") };
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by saveGateVerdicts and by nothing else
      const findings = JSON.parse(text(row, "findings")) as GateVerdict["findings"];
      return { number: certificateNumber(blob(row, "id")), iat: int(row, "iat"), quantity, findings };
    });
  }
}
