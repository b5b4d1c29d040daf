import type { DatabaseSync, StatementSync } from "node:sqlite";
import { toHex } from "../../../core/bytes.ts";
import { type MergeEdge, resolveMerges } from "../../../core/operator/merging.ts";
import { blob, int } from "./row.ts";

const SQL = {
  add: "INSERT INTO merges (position, kept_ref, duplicate_ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  naming: "SELECT position FROM merges WHERE kept_ref = ?1 OR duplicate_ref = ?1",
  edges: `SELECT m.kept_ref, m.duplicate_ref FROM merges m JOIN entries e ON e.position = m.position
    WHERE (m.kept_ref = ?1 OR m.duplicate_ref = ?1) AND e.no_effect IS NULL`,
  group: `SELECT other.operator_ref FROM merged_operators own JOIN merged_operators other ON other.kept_ref = own.kept_ref
    WHERE own.operator_ref = ?`,
  id: "SELECT id FROM operators WHERE ref = ?",
  leave: "DELETE FROM merged_operators WHERE operator_ref = ?",
  join: "INSERT INTO merged_operators (operator_ref, kept_ref) VALUES (?, ?)",
} as const;

/** Which register entries are one operator, as `operator.merged` statements with effect say. */
export class Merges {
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync) {
    this.#statements = {
      add: db.prepare(SQL.add),
      naming: db.prepare(SQL.naming),
      edges: db.prepare(SQL.edges),
      group: db.prepare(SQL.group),
      id: db.prepare(SQL.id),
      leave: db.prepare(SQL.leave),
      join: db.prepare(SQL.join),
    };
  }

  /** Notes what a statement merges, with effect or not. */
  add(position: number, { kept, duplicate }: MergeEdge<number>): void {
    this.#statements.add.run(position, kept, duplicate);
  }

  /** Positions of the statements that merge an operator with another. */
  naming(operatorRef: number): readonly number[] {
    return this.#statements.naming.all(operatorRef).map((row) => int(row, "position"));
  }

  /** The operators that are one with this one, itself included; none when it is merged with nothing. */
  groupOf(operatorRef: number): readonly number[] {
    return this.#statements.group.all(operatorRef).map((row) => int(row, "operator_ref"));
  }

  /** Works out anew who is one with these operators. @returns everybody whom that may concern */
  settle(operatorRefs: readonly number[]): readonly number[] {
    const members = new Set<number>();
    const edges: MergeEdge<number>[] = [];
    const open = [...operatorRefs];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      if (members.has(ref)) continue;
      members.add(ref);
      open.push(...this.groupOf(ref));
      for (const row of this.#statements.edges.all(ref)) {
        const edge = { kept: int(row, "kept_ref"), duplicate: int(row, "duplicate_ref") };
        edges.push(edge);
        open.push(edge.kept, edge.duplicate);
      }
    }
    const names = new Map([...members].map((ref) => [ref, this.#nameOf(ref)]));
    const keptOf = resolveMerges(edges, (left, right) => ((names.get(left) ?? "") < (names.get(right) ?? "") ? -1 : 1));
    for (const member of members) this.#statements.leave.run(member);
    for (const [member, kept] of keptOf) this.#statements.join.run(member, kept);
    return [...members];
  }

  #nameOf(operatorRef: number): string {
    const row = this.#statements.id.get(operatorRef);
    return row === undefined ? "" : toHex(blob(row, "id"));
  }
}
