import type { DatabaseSync, StatementSync } from "node:sqlite";
import { KIND } from "../../../core/statement/kind.ts";
import { NO_EFFECT_CODES } from "../../../wire/statements.ts";
import type { HistoryEntry, HistoryQuery } from "../registerPort.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { blob, int, optionalBlob, optionalInt, type Row, wordOf } from "./row.ts";

const REGISTER_KINDS = [
  KIND.grant,
  KIND.operatorProfile,
  KIND.grantEnded,
  KIND.standingSet,
  KIND.operatorClosed,
  KIND.operatorMerged,
].join(", ");

const SQL = {
  said: `SELECT s.position, s.id, s.kind, s.received_at, s.bytes, e.iat, e.no_effect, k.key, o.operator_ref AS signer
    FROM entries e JOIN statements s ON s.position = e.position JOIN signers k ON k.ref = s.key_ref
    LEFT JOIN owners o ON o.key_ref = k.ref
    WHERE e.operator_ref = ?1 AND e.position < ?2 AND (?3 = 1 OR s.kind IN (${REGISTER_KINDS}))
    ORDER BY e.position DESC LIMIT ?4`,
  bytes: "SELECT bytes FROM statements WHERE position = ?",
} as const;

/** Reads what was said about operators, as it was received. */
export class HistoryReader {
  readonly #facts: RegisterFacts;
  readonly #said: StatementSync;
  readonly #bytes: StatementSync;

  constructor(db: DatabaseSync, facts: RegisterFacts) {
    this.#facts = facts;
    this.#said = db.prepare(SQL.said);
    this.#bytes = db.prepare(SQL.bytes);
  }

  /** The statement of the newest register entry with effect; undefined when there is none or its bytes were erased. */
  entry(id: Uint8Array): Uint8Array | undefined {
    const ref = this.#facts.operatorRef(id);
    const profiles = ref === undefined ? [] : this.#facts.operator(ref).profiles;
    const newest = profiles[profiles.length - 1];
    const row = newest === undefined ? undefined : this.#bytes.get(newest.position);
    return row === undefined ? undefined : optionalBlob(row, "bytes");
  }

  /** A page of what was said about an operator and the entries that are one with it, newest in the log first. */
  page({ operator, part, before, limit }: HistoryQuery): readonly HistoryEntry[] {
    const ref = this.#facts.operatorRef(operator);
    if (ref === undefined) return [];
    const { group } = this.#facts.operator(ref);
    const members = group === undefined ? [ref] : [group.keptRef, ...group.duplicateRefs];
    const given = [before ?? Number.MAX_SAFE_INTEGER, part === "all" ? 1 : 0, limit] as const;
    return members
      .flatMap((member) => this.#said.all(member, ...given))
      .map((row) => this.#read(row))
      .sort((left, right) => right.position - left.position)
      .slice(0, limit);
  }

  #read(row: Row): HistoryEntry {
    const signer = optionalInt(row, "signer");
    const bytes = optionalBlob(row, "bytes");
    return {
      position: int(row, "position"),
      id: blob(row, "id"),
      kind: int(row, "kind"),
      iat: int(row, "iat"),
      receivedAt: int(row, "received_at"),
      key: blob(row, "key"),
      ...(signer === undefined ? {} : { signer: this.#signer(signer) }),
      ...(row["no_effect"] === null ? {} : { noEffect: wordOf(row, "no_effect", NO_EFFECT_CODES) }),
      ...(bytes === undefined ? {} : { bytes }),
    };
  }

  #signer(ref: number): NonNullable<HistoryEntry["signer"]> {
    const { id, profiles } = this.#facts.operator(ref);
    return { id, name: profiles[profiles.length - 1]?.profile.name ?? "" };
  }
}
