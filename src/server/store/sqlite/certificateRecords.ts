import type { DatabaseSync, StatementSync } from "node:sqlite";
import { compareBytes, equalBytes } from "../../../core/bytes.ts";
import type { Certificate } from "../../../core/certificate/certificate.ts";
import { CONSENT_GRACE, draftOfCertificate } from "../../../core/certificate/consent.ts";
import { certificateNumber, fromCrockford } from "../../../core/certificate/number.ts";
import { parseWithdrawn } from "../../../core/certificate/withdrawal.ts";
import { parseStatedTest, type StatedTest } from "../../../core/lot/lot.ts";
import { standingAt } from "../../../core/operator/standing.ts";
import { parseAcknowledged, type WarningsAcknowledged } from "../../../core/record/acknowledged.ts";
import { parseRecordedTest } from "../../../core/record/lotTest.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../../../core/statement/statement.ts";
import { STATES } from "../../projections/certificateState.ts";
import { flagBit, flagsOf } from "../../projections/flags.ts";
import type { LotRecord } from "../lotRecord.ts";
import type { OperatorRecord } from "../operatorRecord.ts";
import type { CertificateRecord, TakenBackRecord } from "../port.ts";
import { certificateIn, lotIn } from "./bodies.ts";
import { ConsentReader } from "./consents.ts";
import type { DiaryReader } from "./diaryReader.ts";
import { type EntryHead, EntryRows, type LogEntry } from "./entryRows.ts";
import { LINK_USE, Links, type LinkUse } from "./links.ts";
import type { OperatorRecords } from "./operatorRecords.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { int, optionalInt } from "./row.ts";

const SQL = {
  row: `SELECT c.state, c.cause, c.lot, c.flags, c.revision, o.version, l.drawn > l.thousandths AS overdrawn FROM certificates c
    LEFT JOIN operators o ON o.ref = c.operator_ref LEFT JOIN lots l ON l.position = c.lot WHERE c.position = ?`,
} as const;

/** A statement in the log with what the projection holds about it. */
type Loaded = { readonly head: EntryHead; readonly entry: LogEntry };

/** Ids that begin with a certificate number lie between these two; undefined when the text is no number. */
export function idRange(number: string): { readonly from: Uint8Array; readonly to: Uint8Array } | undefined {
  // 15 characters are 75 bits: the last five of ten bytes are free.
  const from = fromCrockford(`${number.slice(0, 15)}0`, 10);
  if (from === undefined) return undefined;
  const to = new Uint8Array(STATEMENT_ID_BYTES + 1).fill(0xff);
  to.set(from);
  to[9] = (from[9] ?? 0) | 31;
  return { from, to };
}

/** Puts together everything that a certificate's answers rest on. */
export class CertificateRecords {
  readonly #entries: EntryRows;
  readonly #links: Links;
  readonly #facts: RegisterFacts;
  readonly #operators: OperatorRecords;
  readonly #consents: ConsentReader;
  readonly #diaries: DiaryReader;
  readonly #row: StatementSync;
  readonly #inRange: StatementSync;

  constructor(
    db: DatabaseSync,
    facts: RegisterFacts,
    { operators, diaries }: { readonly operators: OperatorRecords; readonly diaries: DiaryReader },
  ) {
    this.#entries = new EntryRows(db);
    this.#links = new Links(db);
    this.#facts = facts;
    this.#operators = operators;
    this.#consents = new ConsentReader(db);
    this.#diaries = diaries;
    this.#row = db.prepare(SQL.row);
    this.#inRange = db.prepare(
      "SELECT position FROM statements WHERE id >= ? AND id <= ? AND kind = 1 ORDER BY position",
    );
  }

  /** Certificates with a number, the first in the log first. */
  positionsOf(number: string): readonly number[] {
    const range = idRange(number);
    return range === undefined ? [] : this.#inRange.all(range.from, range.to).map((row) => int(row, "position"));
  }

  /** The record of the certificate at a position; undefined when there is none, or nobody registered signed it. */
  at(position: number): CertificateRecord | undefined {
    const loaded = this.#entries.load(position);
    const row = this.#row.get(position);
    const parsed = loaded === undefined ? undefined : certificateIn(loaded.entry.statement);
    if (loaded === undefined || row === undefined || parsed?.ok !== true) return undefined;
    const { head } = loaded;
    const operator = this.#operatorOf(head.operatorRef);
    if (operator === undefined) return undefined;
    const { certificate } = parsed.value;
    const signer = this.#facts.key(head.keyRef);
    const station = signer.operatorRef === head.operatorRef ? undefined : this.#operatorOf(signer.operatorRef);
    const number = certificateNumber(head.id);
    const overdrawn = row["overdrawn"] === 1 ? flagBit("quantityOverdrawn") : 0;
    const lot = optionalInt(row, "lot");
    return {
      position,
      id: head.id,
      number,
      bytes: loaded.entry.statement.bytes,
      key: signer.key,
      iat: head.iat,
      receivedAt: head.receivedAt,
      certificate,
      noEffect: head.noEffect,
      state: STATES[int(row, "state")] ?? "active",
      flags: flagsOf(head.flags | int(row, "flags") | overdrawn),
      operator,
      standing: standingAt(operator.row.standing, head.iat),
      sameNumber: this.#sameNumber(number, head.id),
      stamp: int(row, "version"),
      revision: int(row, "revision"),
      ...(station === undefined ? {} : { station, ...this.#consentDue(head, certificate, station.id) }),
      ...this.#takenBack(optionalInt(row, "cause")),
      ...this.#supersededBy(head),
      ...this.#supersedes(certificate, head),
      ...this.#lot(lot),
      ...this.#acknowledged(head),
    };
  }

  /** From when on a missing consent is flagged; nothing once the farmer has agreed. */
  #consentDue(head: EntryHead, certificate: Certificate, station: Uint8Array): { readonly consentDue?: number } {
    const draft = draftOfCertificate(certificate, station, head.iat);
    if (draft === undefined || this.#consents.isGiven(draft, head.position)) return {};
    return { consentDue: head.iat + CONSENT_GRACE };
  }

  #operatorOf(ref: number | undefined): OperatorRecord | undefined {
    return ref === undefined ? undefined : this.#operators.byRef(ref);
  }

  #sameNumber(number: string, id: Uint8Array): readonly Uint8Array[] {
    return this.positionsOf(number).flatMap((position) => {
      const other = this.#entries.head(position)?.id;
      return other === undefined || equalBytes(other, id) ? [] : [other];
    });
  }

  #takenBack(cause: number | undefined): { readonly takenBack?: TakenBackRecord } {
    const loaded = cause === undefined ? undefined : this.#entries.load(cause);
    if (loaded === undefined) return {};
    const { head, entry } = loaded;
    const reason = head.kind === KIND.certificateWithdrawn ? parseWithdrawn(entry.statement.body)?.reason : undefined;
    return { takenBack: { at: head.iat, operator: this.#signerOf(head), ...(reason === undefined ? {} : { reason }) } };
  }

  /** The first certificate with effect of the same operator that names this one as what it corrects. */
  #supersededBy(head: EntryHead): { readonly supersededBy?: string } {
    for (const { position, use } of this.#links.to(head.id.slice(0, REFERENCE_BYTES))) {
      const successor =
        use === LINK_USE.supersedes && position !== head.position ? this.#entries.head(position) : undefined;
      if (successor === undefined || successor.noEffect !== undefined) continue;
      if (successor.operatorRef === head.operatorRef) return { supersededBy: certificateNumber(successor.id) };
    }
    return {};
  }

  #signerOf(head: EntryHead): OperatorRecord | undefined {
    return this.#operatorOf(this.#facts.key(head.keyRef).operatorRef);
  }

  #supersedes(certificate: Certificate, head: EntryHead): { readonly supersedes?: string } {
    if (certificate.supersedes === undefined) return {};
    const target = this.#entries
      .byPrefix(certificate.supersedes)
      .find((entry) => entry.kind === KIND.certificateIssued && entry.operatorRef === head.operatorRef);
    return target === undefined ? {} : { supersedes: certificateNumber(target.id) };
  }

  #lot(position: number | undefined): { readonly lot?: LotRecord } {
    const loaded = position === undefined ? undefined : this.#entries.load(position);
    if (loaded === undefined) return {};
    const lot = lotIn(loaded.entry.statement);
    if (lot === undefined) return {};
    const { id, operatorRef } = loaded.head;
    const entries = operatorRef === undefined ? [] : this.#diaries.entries(operatorRef);
    return { lot: { id, lot, tests: this.#tests(id), recorded: this.#recorded(loaded.head), entries } };
  }

  #recorded({ id, operatorRef }: EntryHead): LotRecord["recorded"] {
    return this.#linked(id, LINK_USE.proves).flatMap(({ head, entry }) => {
      const test = head.operatorRef === operatorRef ? parseRecordedTest(entry.statement.body) : undefined;
      return test !== undefined && equalBytes(test.lot, id) ? [{ id: head.id, iat: head.iat, test }] : [];
    });
  }

  /** Warnings that its issuer acknowledged; the last statement that says so counts. */
  #acknowledged({ id, operatorRef }: EntryHead): { readonly acknowledged?: WarningsAcknowledged } {
    const said = this.#linked(id, LINK_USE.acknowledges).flatMap(({ head, entry }) => {
      const read = head.operatorRef === operatorRef ? parseAcknowledged(entry.statement.body) : undefined;
      return read !== undefined && equalBytes(read.certificate, id) ? [{ iat: head.iat, id: head.id, read }] : [];
    });
    const last = said.sort((left, right) => left.iat - right.iat || compareBytes(left.id, right.id)).pop();
    return last === undefined ? {} : { acknowledged: last.read };
  }

  /** Statements with effect that name another one in this way. */
  #linked(id: Uint8Array, use: LinkUse): readonly Loaded[] {
    return this.#links.to(id.slice(0, REFERENCE_BYTES)).flatMap((link) => {
      const loaded = link.use === use ? this.#entries.load(link.position) : undefined;
      return loaded === undefined || loaded.head.noEffect !== undefined ? [] : [loaded];
    });
  }

  #tests(lot: Uint8Array): readonly StatedTest[] {
    return this.#linked(lot, LINK_USE.tests).flatMap(({ entry }) => {
      const test = parseStatedTest(entry.statement.body);
      return test !== undefined && equalBytes(test.lot, lot) ? [test] : [];
    });
  }
}
