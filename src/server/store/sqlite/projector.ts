import type { DatabaseSync } from "node:sqlite";
import { certificateNumber } from "../../../core/certificate/number.ts";
import { keyId } from "../../../core/key/publicKey.ts";
import { FILE_KINDS } from "../../../core/operator/file.ts";
import { parseGrant } from "../../../core/operator/grant.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../../core/statement/statement.ts";
import type { NoEffectCode } from "../../../wire/statements.ts";
import { flagBit } from "../../projections/flags.ts";
import { certificateIn, isLotKind, lotIn } from "./bodies.ts";
import { CertificateRows } from "./certificateRows.ts";
import { Consents } from "./consents.ts";
import { DiaryEffects } from "./diaryEffects.ts";
import { type EntryHead, EntryRows, type LogEntry } from "./entryRows.ts";
import { FileRows } from "./fileRows.ts";
import { type EntryVerdict, Judging } from "./judging.ts";
import { LINK_USE, Links } from "./links.ts";
import { RegisterFacts } from "./registerFacts.ts";
import { RegisterRows } from "./registerRows.ts";
import { Sequence } from "./sequence.ts";
import { SignedForOthers } from "./signedForOthers.ts";

const STANDING_KINDS: readonly number[] = [KIND.standingSet, KIND.operatorClosed, KIND.operatorMerged];
const NOT_PROVEN = flagBit("notProvenBeforeEnd");

/** What the projections make of a new statement. */
export type Projected = { readonly noEffect?: NoEffectCode; readonly number?: string };
/** Certificates and operators whose answers changed. */
export type Touched = { readonly certificates: readonly number[]; readonly operators: readonly number[] };

/**
 * Keeps everything that is derived from the log up to date, statement by statement, within the transaction that logs
 * it. When a statement arrives on which an earlier one depends, the earlier one is judged again, so that the same set
 * of statements leads to the same state in whatever order it came.
 */
export class Projector {
  readonly facts: RegisterFacts;
  readonly register: RegisterRows;
  readonly #entries: EntryRows;
  readonly #links: Links;
  readonly #certificates: CertificateRows;
  readonly #judging: Judging;
  readonly #sequence: Sequence;
  readonly files: FileRows;
  readonly #consents: Consents;
  readonly #signedForOthers: SignedForOthers;
  readonly #diary: DiaryEffects;

  constructor(db: DatabaseSync, homeRegions: () => readonly string[]) {
    this.facts = new RegisterFacts(db);
    this.register = new RegisterRows(db, this.facts);
    this.#entries = new EntryRows(db);
    this.#links = new Links(db);
    this.#certificates = new CertificateRows(db, this.#entries, this.#links);
    this.#judging = new Judging(this.facts, this.#entries, homeRegions);
    this.#sequence = new Sequence(this.#entries);
    this.files = new FileRows(db, this.facts);
    this.#consents = new Consents(db, this.facts, this.register);
    this.#signedForOthers = new SignedForOthers(db);
    this.#diary = new DiaryEffects(db, this.#entries, this.#links, this.#certificates);
  }

  /** Forgets what is held in memory, after a transaction that did not happen. */
  forgetAll(): void {
    this.facts.forgetAll();
    this.#sequence.forgetAll();
    this.#certificates.forgetAll();
    this.files.search.forgetAll();
  }

  /** What changed since the last call. */
  takeTouched(): Touched {
    return { certificates: this.#certificates.takeTouched(), operators: this.register.takeTouched() };
  }

  /** True when the statement would wait for something and as many of its key's statements wait already as may. */
  isOverLimit(entry: LogEntry): boolean {
    return this.#links.isFull(entry.keyRef) && this.#wouldWait(entry);
  }

  #wouldWait(entry: LogEntry): boolean {
    const verdict = this.#judging.verdictOn(entry);
    if (verdict.wait !== undefined) return true;
    const parsed = entry.statement.kind === KIND.certificateIssued ? certificateIn(entry.statement) : undefined;
    const { lot, supersedes } = parsed?.ok === true ? parsed.value.certificate : {};
    return [lot, supersedes].some((id) => id !== undefined && this.#entries.byPrefix(id).length === 0);
  }

  /** Takes a new log entry into the projections. */
  project(entry: LogEntry): Projected {
    const verdict = this.#judging.verdictOn(entry);
    const flags = this.#sequence.flagsOf(entry) | (verdict.notProven === true ? NOT_PROVEN : 0);
    const { operatorRef, noEffect } = verdict;
    this.#entries.insert(entry, { operatorRef, noEffect, flags });
    const signer = this.facts.key(entry.keyRef).operatorRef;
    if (signer !== undefined && operatorRef !== undefined && signer !== operatorRef)
      this.#signedForOthers.note(signer, entry.position);
    this.#noteWait(entry, verdict);
    const { kind, seq, iat } = entry.statement;
    const head: EntryHead = { ...entry, kind, seq, iat, operatorRef, noEffect, flags };
    this.#certificates.forgetLots(head);
    this.#consequences(entry, head, true);
    if (kind === KIND.certificateIssued || isLotKind(kind)) this.#answerLinks(entry);
    const outcome = noEffect === undefined ? {} : { noEffect };
    return kind === KIND.certificateIssued ? { ...outcome, number: certificateNumber(entry.id) } : outcome;
  }

  #noteWait(entry: LogEntry, verdict: EntryVerdict): void {
    if (verdict.wait !== undefined) this.#links.note(verdict.wait.reference, entry, verdict.wait.use, true);
  }

  /** Judges an entry again; if the outcome differs, what follows from it is worked out anew. */
  #resettle(position: number): void {
    const loaded = this.#entries.load(position);
    if (loaded === undefined) return;
    const { head, entry } = loaded;
    const verdict = this.#judging.verdictOn(entry);
    const flags = (head.flags & ~NOT_PROVEN) | (verdict.notProven === true ? NOT_PROVEN : 0);
    const operatorRef = verdict.operatorRef ?? head.operatorRef;
    // Also when it waits as before: it may now wait for the second thing that it names.
    this.#noteWait(entry, verdict);
    if (verdict.noEffect === head.noEffect && flags === head.flags && operatorRef === head.operatorRef) return;
    this.#entries.update(position, { operatorRef, noEffect: verdict.noEffect, flags });
    this.#certificates.forgetLots(head);
    this.#consequences(entry, { ...head, operatorRef, noEffect: verdict.noEffect, flags }, false);
  }

  #consequences(entry: LogEntry, head: EntryHead, isNew: boolean): void {
    const { kind } = head;
    if (kind === KIND.certificateIssued) return this.#certificate(entry, head, isNew);
    if (isLotKind(kind)) return this.#lot(entry, head, isNew);
    if (kind === KIND.certificateWithdrawn) return this.#targetOf(entry, LINK_USE.withdraws, "certificate");
    if (kind === KIND.testStated) return this.#targetOf(entry, LINK_USE.tests, "lot");
    if (kind === KIND.agencyConsented)
      for (const position of this.#consents.give(entry, head)) this.#certificates.unrender(position);
    if (kind === KIND.grant) return this.#grant(entry, head);
    if (kind === KIND.operatorProfile) return this.#profile(entry, head);
    if (STANDING_KINDS.includes(kind)) return this.#standing(entry, head);
    if (kind === KIND.grantEnded) return this.#grantEnded(entry, head);
    if (FILE_KINDS.includes(kind)) this.#said(head);
    this.#diary.take(entry, head);
  }

  #said({ operatorRef, position }: EntryHead): void {
    if (operatorRef === undefined) return;
    this.files.note(operatorRef, position);
    const { group } = this.facts.operator(operatorRef);
    // What is said about one entry holds for every entry that is the same operator.
    for (const ref of group === undefined ? [operatorRef] : [group.keptRef, ...group.duplicateRefs]) this.#bump(ref);
  }

  #certificate(entry: LogEntry, head: EntryHead, isNew: boolean): void {
    const parsed = certificateIn(entry.statement);
    if (!parsed.ok) return;
    const { certificate } = parsed.value;
    const issued = { head, certificate };
    const changed = isNew ? this.#certificates.add(issued) : this.#certificates.refresh(issued);
    if (changed && head.operatorRef !== undefined) this.register.markChanged(head.operatorRef);
    if (isNew) this.#refreshSiblings(head);
    if (certificate.onBehalfOf !== undefined) this.#consents.need(entry, certificate, this.facts.key(entry.keyRef));
    if (certificate.supersedes === undefined) return;
    const targets = this.#certificates
      .certificatesOf(certificate.supersedes, head.operatorRef)
      .filter((target) => target.position !== head.position);
    this.#links.note(certificate.supersedes, head, LINK_USE.supersedes, targets.length === 0);
    for (const target of targets) this.#refresh(target.position);
  }

  /** Statements under the same first 8 bytes: another one makes references ambiguous or shares the number. */
  #refreshSiblings(head: EntryHead): void {
    const reference = head.id.slice(0, REFERENCE_BYTES);
    if (this.#entries.isAlone(reference)) return;
    const siblings = this.#entries.byPrefix(reference).filter((sibling) => sibling.position !== head.position);
    for (const sibling of siblings) {
      if (sibling.kind === KIND.certificateIssued) this.#refresh(sibling.position);
      if (isLotKind(sibling.kind))
        for (const position of this.#certificates.onLot(sibling.position)) this.#refresh(position);
    }
  }

  #refresh(position: number): void {
    const issued = this.#certificates.load(position);
    if (issued === undefined) return;
    const changed = this.#certificates.refresh(issued);
    if (changed && issued.head.operatorRef !== undefined) this.register.markChanged(issued.head.operatorRef);
  }

  #lot(entry: LogEntry, head: EntryHead, isNew: boolean): void {
    const lot = lotIn(entry.statement);
    if (lot === undefined) return;
    if (isNew) {
      this.#certificates.addLot(head.position, lot.quantity);
      this.#refreshSiblings(head);
      return;
    }
    for (const position of this.#certificates.onLot(head.position)) this.#refresh(position);
    for (const link of this.#links.to(head.id.slice(0, REFERENCE_BYTES)))
      if (link.use === LINK_USE.drawsOn) this.#refresh(link.position);
  }

  /** Refreshes what a withdrawal or stated test names, and notes the reference so that it is found from its target. */
  #targetOf(entry: LogEntry, use: (typeof LINK_USE)["withdraws" | "tests"], field: "certificate" | "lot"): void {
    const id = entry.statement.body.get(field);
    if (!(id instanceof Uint8Array)) return;
    const target = this.#entries.byId(id);
    this.#links.note(id.slice(0, REFERENCE_BYTES), entry, use, target === undefined);
    if (target === undefined) return;
    if (use === LINK_USE.withdraws) return this.#refresh(target.position);
    for (const position of this.#certificates.onLot(target.position)) this.#certificates.unrender(position);
  }

  #grant(entry: LogEntry, head: EntryHead): void {
    const grant = parseGrant(entry.statement.body);
    if (
      !grant.ok ||
      head.noEffect === "waitsForReference" ||
      head.noEffect === "wrongRole" ||
      head.noEffect === "outOfScope"
    )
      return;
    const keyRef = this.register.addGrant(entry);
    if (keyRef === undefined) return;
    const owner = this.register.settleOwner(keyRef, grant.value);
    for (const other of this.register.otherGrants(keyRef, entry.position)) this.#resettle(other);
    if (owner !== undefined) this.#bump(owner);
    for (const position of this.#entries.ofKey(keyRef)) {
      const signed = this.#entries.head(position);
      if (signed !== undefined && (signed.noEffect !== undefined || (signed.flags & NOT_PROVEN) !== 0))
        this.#resettle(position);
    }
    this.#settleLinks(keyId(grant.value.key), LINK_USE.endsKey);
  }

  #profile(entry: LogEntry, head: EntryHead): void {
    if (head.noEffect === "malformedBody" || head.noEffect === "waitsForReference") return;
    if (head.noEffect !== undefined && head.operatorRef === undefined) return;
    const operatorRef = this.register.addProfile(entry);
    if (operatorRef === undefined) return;
    if (head.operatorRef === undefined) this.#entries.update(entry.position, { ...head, operatorRef });
    this.register.describe(operatorRef);
    this.#bump(operatorRef);
    for (const position of this.#entries.ofOperator(operatorRef))
      if (position !== entry.position) this.#resettle(position);
    for (const position of this.register.merges.naming(operatorRef)) this.#resettle(position);
    this.#settleLinks(this.facts.operator(operatorRef).id, LINK_USE.namesOperator);
  }

  #standing(entry: LogEntry, head: EntryHead): void {
    const concerned = head.noEffect === "waitsForReference" ? [] : this.register.addStanding(entry);
    for (const operatorRef of concerned) {
      this.#bump(operatorRef);
      for (const position of this.#entries.ofOperator(operatorRef)) {
        if (this.#entries.head(position)?.kind === KIND.certificateIssued) this.#resettle(position);
      }
    }
  }

  #grantEnded(entry: LogEntry, head: EntryHead): void {
    const keyRef = head.noEffect === "waitsForReference" ? undefined : this.register.addEnd(entry);
    if (keyRef === undefined) return;
    const { operatorRef } = this.facts.key(keyRef);
    if (operatorRef !== undefined) this.#bump(operatorRef);
    for (const position of this.#entries.ofKey(keyRef)) this.#resettle(position);
  }

  /** Everything that shows the operator is to be made anew: its own certificates by its version, those it signed for others one by one. */
  #bump(operatorRef: number): void {
    this.register.bump(operatorRef);
    this.files.settle(operatorRef);
    for (const position of this.#signedForOthers.by(operatorRef)) this.#certificates.unrender(position);
  }

  /** Statements that waited for this one are judged again. */
  #answerLinks(entry: LogEntry): void {
    const reference = entry.id.slice(0, REFERENCE_BYTES);
    for (const { open, position, use } of this.#links.to(reference))
      if (open && position !== entry.position) this.#answer(reference, position, use);
  }

  #answer(reference: Uint8Array, position: number, use: number): void {
    const waiting = this.#entries.head(position);
    if (waiting === undefined) return;
    if (use === LINK_USE.withdraws || use === LINK_USE.tests) return this.#resettle(position);
    if (use === LINK_USE.supersedes) {
      if (this.#certificates.certificatesOf(reference, waiting.operatorRef).length > 0)
        this.#links.note(reference, waiting, use, false);
      return;
    }
    this.#links.remove(reference, position, LINK_USE.drawsOn);
    this.#refresh(position);
  }

  #settleLinks(reference: Uint8Array, use: typeof LINK_USE.namesOperator | typeof LINK_USE.endsKey): void {
    for (const link of this.#links.to(reference)) {
      if (link.use !== use) continue;
      this.#links.remove(reference, link.position, use);
      this.#resettle(link.position);
    }
  }
}
