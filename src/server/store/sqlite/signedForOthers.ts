import type { DatabaseSync, StatementSync } from "node:sqlite";
import { int } from "./row.ts";

/** What operators signed about others: the answers that show the signer hang on them. */
export class SignedForOthers {
  readonly #note: StatementSync;
  readonly #by: StatementSync;

  constructor(db: DatabaseSync) {
    this.#note = db.prepare(
      "INSERT INTO signed_for_others (operator_ref, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
    );
    this.#by = db.prepare("SELECT position FROM signed_for_others WHERE operator_ref = ?");
  }

  /** Notes that an operator signed the statement at a position for another. */
  note(signer: number, position: number): void {
    this.#note.run(signer, position);
  }

  /** Positions of what an operator signed for others. */
  by(signer: number): readonly number[] {
    return this.#by.all(signer).map((row) => int(row, "position"));
  }
}
