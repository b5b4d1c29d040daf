import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Certificate } from "../../../core/certificate/certificate.ts";
import { draftOfCertificate, parseConsent } from "../../../core/certificate/consent.ts";
import type { EntryHead, LogEntry } from "./entryRows.ts";
import type { KeyFacts, RegisterFacts } from "./registerFacts.ts";
import type { RegisterRows } from "./registerRows.ts";
import { blob, int } from "./row.ts";

const SQL = {
  need: "INSERT INTO consent_needs (draft, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
  give: "INSERT INTO consents (draft, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
  needing: "SELECT position FROM consent_needs WHERE draft = ?",
} as const;

/** A certificate without the consent of the farmer for whom a station signed it. */
type Unconsented = { readonly id: Uint8Array; readonly iat: number; readonly keyRef: number };

// Each consent serves one certificate, in the order of the log.
const IS_GIVEN = `SELECT (SELECT count(*) FROM consent_needs WHERE draft = ?1 AND position <= ?2) <=
  (SELECT count(*) FROM consents c JOIN entries e ON e.position = c.position
    WHERE c.draft = ?1 AND e.no_effect IS NULL) AS given`;

const OPEN = `SELECT n.draft, n.position, s.id, e.iat, e.key_ref FROM entries e
  JOIN consent_needs n ON n.position = e.position JOIN statements s ON s.position = e.position
  JOIN certificates c ON c.position = e.position
  WHERE e.operator_ref = ? AND e.no_effect IS NULL AND c.state = 0 ORDER BY e.position DESC LIMIT 200`;

/** Looks up whether farmers agreed to the certificates that stations signed for them (代开). */
export class ConsentReader {
  readonly #isGiven: StatementSync;
  readonly #open: StatementSync;

  constructor(db: DatabaseSync) {
    this.#isGiven = db.prepare(IS_GIVEN);
    this.#open = db.prepare(OPEN);
  }

  /** Certificates in force that stations signed for an operator and to which it has not agreed, newest first. */
  unconsented(operatorRef: number): readonly Unconsented[] {
    return this.#open
      .all(operatorRef)
      .filter((row) => !this.isGiven(blob(row, "draft"), int(row, "position")))
      .map((row) => ({ id: blob(row, "id"), iat: int(row, "iat"), keyRef: int(row, "key_ref") }));
  }

  /** True when the farmer agreed to the certificate at a position: to one of several alike for each consent. */
  isGiven(draft: Uint8Array, position: number): boolean {
    const row = this.#isGiven.get(draft, position);
    return row !== undefined && int(row, "given") === 1;
  }
}

/** Notes what farmers agreed to and which certificates rest on it. */
export class Consents {
  readonly #facts: RegisterFacts;
  readonly #register: RegisterRows;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, facts: RegisterFacts, register: RegisterRows) {
    this.#facts = facts;
    this.#register = register;
    this.#statements = {
      need: db.prepare(SQL.need),
      give: db.prepare(SQL.give),
      needing: db.prepare(SQL.needing),
    };
  }

  /** Notes to what the farmer has to agree for whom a station signed a certificate. */
  need(entry: LogEntry, certificate: Certificate, { operatorRef }: Pick<KeyFacts, "operatorRef">): void {
    if (operatorRef === undefined) return;
    const draft = draftOfCertificate(certificate, this.#facts.operator(operatorRef).id, entry.statement.iat);
    if (draft !== undefined) this.#statements.need.run(draft, entry.position);
  }

  /**
   * Notes a consent, with effect or not. What a station says of the farmer's own statement adds nothing to that one,
   * which counts by itself. @returns positions of the certificates that it may concern
   */
  give(entry: LogEntry, { operatorRef }: Pick<EntryHead, "operatorRef">): readonly number[] {
    const consent = parseConsent(entry.statement.body);
    if (consent === undefined || operatorRef === undefined) return [];
    const { draft, signature } = consent;
    if (signature !== undefined) this.#register.nameRecord(signature, entry.position, operatorRef);
    if (signature !== undefined || this.#facts.key(entry.keyRef).operatorRef === operatorRef)
      this.#statements.give.run(draft, entry.position);
    return this.#statements.needing.all(draft).map((row) => int(row, "position"));
  }
}
