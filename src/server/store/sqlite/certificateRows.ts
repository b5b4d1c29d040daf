import type { DatabaseSync, StatementSync } from "node:sqlite";
import { compareBytes, equalBytes, toHex } from "../../../core/bytes.ts";
import type { Certificate } from "../../../core/certificate/certificate.ts";
import { parseWithdrawn } from "../../../core/certificate/withdrawal.ts";
import { inUnit } from "../../../core/lot/balance.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../../core/statement/statement.ts";
import type { CertificateFlag } from "../../../wire/certificates.ts";
import { LruMap } from "../../lruMap.ts";
import { STATES, stateUnder, type TakenBack } from "../../projections/certificateState.ts";
import { flagBits } from "../../projections/flags.ts";
import { numberConflicts } from "../../projections/numberConflict.ts";
import { certificateIn, isLotKind } from "./bodies.ts";
import type { EntryHead, EntryRows } from "./entryRows.ts";
import { LINK_USE, type Links } from "./links.ts";
import { int, optionalInt, type Row } from "./row.ts";

/** Slots that a certificate has among the rendered answers: JSON, page in Chinese, page in English, one spare. */
export const SLOTS = 4;

/** References whose lots are kept in memory. */
const KEPT_LOTS = 5000;

const SQL = {
  get: "SELECT operator_ref, state, cause, lot, draws, flags FROM certificates WHERE position = ?",
  insert:
    "INSERT INTO certificates (operator_ref, state, cause, lot, draws, flags, unit, thousandths, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  update:
    "UPDATE certificates SET operator_ref = ?, state = ?, cause = ?, lot = ?, draws = ?, flags = ? WHERE position = ?",
  onLot: "SELECT position FROM certificates WHERE lot = ?",
  unit: "SELECT unit, thousandths FROM lots WHERE position = ?",
  // Compared here and not in JavaScript: a sum of quantities can pass 2^53.
  overdrawn: "SELECT drawn > thousandths AS before, drawn + ? > thousandths AS after FROM lots WHERE position = ?",
  insertLot: "INSERT INTO lots (position, unit, thousandths, drawn) VALUES (?, ?, ?, 0)",
  draw: "UPDATE lots SET drawn = drawn + ? WHERE position = ?",
  revise: "UPDATE certificates SET revision = revision + 1 WHERE position = ?",
  due: `INSERT INTO gate_due (position) SELECT c.position FROM certificates c WHERE c.position = ?
    AND EXISTS (SELECT 1 FROM diary d WHERE d.operator_ref = c.operator_ref) ON CONFLICT DO NOTHING`,
  overdrawnDue: "INSERT INTO gate_due (position) VALUES (?) ON CONFLICT DO NOTHING",
  unrender: "DELETE FROM rendered WHERE slot >= ? AND slot < ?",
} as const;

/** What the projection holds about a certificate. */
type CertificateRow = {
  readonly operatorRef: number | undefined;
  readonly state: number;
  readonly cause: number | undefined;
  readonly lot: number | undefined;
  readonly draws: number;
  readonly flags: number;
};

/** A certificate with its log entry. */
export type Issued = { readonly head: EntryHead; readonly certificate: Certificate };

function readRow(row: Row): CertificateRow {
  return {
    operatorRef: optionalInt(row, "operator_ref"),
    state: int(row, "state"),
    cause: optionalInt(row, "cause"),
    lot: optionalInt(row, "lot"),
    draws: int(row, "draws"),
    flags: int(row, "flags"),
  };
}

function isSame(left: CertificateRow, right: CertificateRow): boolean {
  return (
    left.operatorRef === right.operatorRef &&
    left.state === right.state &&
    left.cause === right.cause &&
    left.lot === right.lot &&
    left.draws === right.draws &&
    left.flags === right.flags
  );
}

/** State, lot and flags of certificates, worked out anew from everything that bears on one whenever something does. */
export class CertificateRows {
  /** Certificates whose answers changed since {@link takeTouched}. */
  #touched: number[] = [];
  /** Lots by the reference to them: the certificates on one lot mostly come together. */
  readonly #lots = new LruMap<string, readonly EntryHead[]>(KEPT_LOTS);
  readonly #entries: EntryRows;
  readonly #links: Links;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, entries: EntryRows, links: Links) {
    this.#entries = entries;
    this.#links = links;
    this.#statements = {
      get: db.prepare(SQL.get),
      insert: db.prepare(SQL.insert),
      update: db.prepare(SQL.update),
      onLot: db.prepare(SQL.onLot),
      unit: db.prepare(SQL.unit),
      overdrawn: db.prepare(SQL.overdrawn),
      insertLot: db.prepare(SQL.insertLot),
      draw: db.prepare(SQL.draw),
      revise: db.prepare(SQL.revise),
      due: db.prepare(SQL.due),
      overdrawnDue: db.prepare(SQL.overdrawnDue),
      unrender: db.prepare(SQL.unrender),
    };
  }

  /** Certificates whose answers changed since the last call. */
  takeTouched(): readonly number[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched;
  }

  /** Looks for a lot anew, after it was added or judged otherwise. */
  forgetLots({ kind, id }: Pick<EntryHead, "kind" | "id">): void {
    if (isLotKind(kind)) this.#lots.delete(toHex(id.subarray(0, REFERENCE_BYTES)));
  }

  /** Looks for every lot anew, after a transaction that did not happen. */
  forgetAll(): void {
    this.#lots.clear();
  }

  /** Notes a lot that certificates can draw on. */
  addLot(position: number, quantity: { readonly unit: number; readonly thousandths: number }): void {
    this.#statements.insertLot.run(position, quantity.unit, quantity.thousandths);
  }

  /** Certificates that draw on a lot. */
  onLot(lot: number): readonly number[] {
    return this.#statements.onLot.all(lot).map((row) => int(row, "position"));
  }

  /** Drops the rendered answers of a certificate; where its operator keeps records, the gate judges it again. */
  unrender(position: number): void {
    this.#statements.revise.run(position);
    this.#statements.unrender.run(position * SLOTS, (position + 1) * SLOTS);
    this.#statements.due.run(position);
    this.#touched.push(position);
  }

  /** Notes a new certificate. @returns whether its operator's list of withdrawn certificates changed */
  add(issued: Issued): boolean {
    const row = this.#derive(issued);
    const { unit, thousandths } = issued.certificate.quantity;
    const { insert } = this.#statements;
    insert.run(
      row.operatorRef ?? null,
      row.state,
      row.cause ?? null,
      row.lot ?? null,
      row.draws,
      row.flags,
      unit,
      thousandths,
      issued.head.position,
    );
    this.#statements.due.run(issued.head.position);
    this.#moveDraw(undefined, row);
    return row.state > 0;
  }

  /** Works a certificate out anew. @returns whether its operator's list of withdrawn certificates changed */
  refresh(issued: Issued): boolean {
    const { position } = issued.head;
    const stored = this.#statements.get.get(position);
    if (stored === undefined) return this.add(issued);
    const before = readRow(stored);
    const row = this.#derive(issued);
    this.unrender(position);
    if (isSame(before, row)) return false;
    this.#statements.update.run(
      row.operatorRef ?? null,
      row.state,
      row.cause ?? null,
      row.lot ?? null,
      row.draws,
      row.flags,
      position,
    );
    this.#moveDraw(before, row);
    return before.state !== row.state || before.operatorRef !== row.operatorRef;
  }

  #derive({ head, certificate }: Issued): CertificateRow {
    const lots = this.#lotsOf(certificate, head.operatorRef);
    const [lot] = lots;
    if (certificate.lot !== undefined && lot === undefined)
      this.#links.note(certificate.lot, head, LINK_USE.drawsOn, true);
    const taken = head.noEffect === undefined ? this.#takenBack(head) : [];
    const { state, cause } = stateUnder(taken);
    const counts = head.noEffect === undefined && (state === "active" || state === "recalled");
    return {
      operatorRef: head.operatorRef,
      state: STATES.indexOf(state),
      cause,
      lot: lot?.position,
      draws: counts && lot !== undefined ? this.#amountIn(lot.position, certificate) : 0,
      flags: flagBits(this.#flagsOf({ head, certificate }, lots)),
    };
  }

  #flagsOf({ head, certificate }: Issued, lots: readonly EntryHead[]): readonly CertificateFlag[] {
    const flags: CertificateFlag[] = [];
    if (certificate.lot !== undefined && lots.length === 0) flags.push("lotMissing");
    const { supersedes } = certificate;
    const targets = supersedes === undefined ? [] : this.certificatesOf(supersedes, head.operatorRef);
    if (lots.length > 1 || targets.length > 1) flags.push("ambiguousReference");
    if (head.noEffect === undefined && this.#hasNumberConflict(head)) flags.push("numberConflict");
    return flags;
  }

  /** Lots with effect under a reference; the smallest id first, so that the choice does not depend on arrival. */
  #lotsOf(certificate: Certificate, operatorRef: number | undefined): readonly EntryHead[] {
    if (certificate.lot === undefined || operatorRef === undefined) return [];
    const name = toHex(certificate.lot);
    const held = this.#lots.get(name) ?? this.#entries.byPrefix(certificate.lot).filter((head) => isLotKind(head.kind));
    this.#lots.set(name, held);
    const own = held.filter((head) => head.operatorRef === operatorRef && head.noEffect === undefined);
    return own.length > 1 ? own.sort((left, right) => compareBytes(left.id, right.id)) : own;
  }

  /** Certificates of an operator under a reference. */
  certificatesOf(reference: Uint8Array, operatorRef: number | undefined): readonly EntryHead[] {
    return this.#entries
      .byPrefix(reference)
      .filter((head) => head.kind === KIND.certificateIssued && head.operatorRef === operatorRef);
  }

  #takenBack(head: EntryHead): readonly TakenBack[] {
    return this.#links.to(head.id.slice(0, REFERENCE_BYTES)).flatMap(({ position, use }): readonly TakenBack[] => {
      const by = use === LINK_USE.withdraws || use === LINK_USE.supersedes ? this.#entries.load(position) : undefined;
      if (by === undefined || by.head.noEffect !== undefined || position === head.position) return [];
      if (use === LINK_USE.supersedes)
        return by.head.operatorRef === head.operatorRef ? [{ state: "superseded", position, reasoned: false }] : [];
      const withdrawn = parseWithdrawn(by.entry.statement.body);
      return withdrawn !== undefined && equalBytes(withdrawn.certificate, head.id)
        ? [{ state: withdrawn.state, position, reasoned: true }]
        : [];
    });
  }

  #hasNumberConflict(head: EntryHead): boolean {
    const reference = head.id.slice(0, REFERENCE_BYTES);
    if (this.#entries.isAlone(reference)) return false;
    const certificates = this.#entries
      .byPrefix(reference)
      .filter((other) => other.kind === KIND.certificateIssued && other.noEffect === undefined);
    return numberConflicts(head, certificates).flagged;
  }

  #amountIn(lot: number, certificate: Certificate): number {
    const row = this.#statements.unit.get(lot);
    if (row === undefined) return 0;
    const all = int(row, "thousandths");
    // One more than there was says "overdrawn" as well as any larger number does.
    return Math.min(inUnit(certificate.quantity, int(row, "unit")) ?? all, all + 1);
  }

  #moveDraw(before: CertificateRow | undefined, after: CertificateRow): void {
    if (before?.lot === after.lot) return this.#draw(after.lot, after.draws - (before?.draws ?? 0));
    this.#draw(before?.lot, -(before?.draws ?? 0));
    this.#draw(after.lot, after.draws);
  }

  #draw(lot: number | undefined, amount: number): void {
    if (lot === undefined || amount === 0) return;
    const row = this.#statements.overdrawn.get(amount, lot);
    if (row === undefined) return;
    this.#statements.draw.run(amount, lot);
    if (int(row, "before") === int(row, "after")) return;
    for (const position of this.onLot(lot)) {
      this.unrender(position);
      this.#statements.overdrawnDue.run(position);
    }
  }

  /** A certificate by its position; undefined when it is none or its bytes have been erased. */
  load(position: number): Issued | undefined {
    const loaded = this.#entries.load(position);
    const parsed = loaded === undefined ? undefined : certificateIn(loaded.entry.statement);
    if (loaded === undefined || parsed?.ok !== true || loaded.head.kind !== KIND.certificateIssued) return undefined;
    return { head: loaded.head, certificate: parsed.value.certificate };
  }
}
