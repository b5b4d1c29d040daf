import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { TagClaim, TagRecord } from "../tagRecord.ts";
import type { CertificateRecords } from "./certificateRecords.ts";
import type { OperatorRecords } from "./operatorRecords.ts";
import { blob, int, optionalInt } from "./row.ts";

/** Claims of one tag that are looked at: more are nobody's honest mistake. */
const MOST_CLAIMS = 20;

const SQL = {
  rolls: `SELECT e.operator_ref FROM tag_names n JOIN entries e ON e.position = n.position
    WHERE n.tag = ? AND n.certificate IS NULL AND e.no_effect IS NULL AND e.operator_ref IS NOT NULL ORDER BY n.position`,
  claims: `SELECT c.position AS certificate, s.bytes, k.key FROM tag_names n JOIN entries e ON e.position = n.position
    JOIN statements s ON s.position = n.position JOIN signers k ON k.ref = e.key_ref
    JOIN statements t ON t.id = n.certificate JOIN certificates c ON c.position = t.position
    WHERE n.tag = ? AND e.no_effect IS NULL AND e.operator_ref = ? AND c.operator_ref = e.operator_ref AND s.bytes IS NOT NULL
    ORDER BY n.position LIMIT ?`,
} as const;

/**
 * Reads what became of the tags of rolls. Worked out anew each time from everything logged that names the tag, so that
 * the order of arrival decides nothing but who was first.
 */
export class TagReader {
  readonly #rolls: StatementSync;
  readonly #claims: StatementSync;
  readonly #operators: OperatorRecords;
  readonly #certificates: CertificateRecords;

  constructor(db: DatabaseSync, operators: OperatorRecords, certificates: CertificateRecords) {
    this.#rolls = db.prepare(SQL.rolls);
    this.#claims = db.prepare(SQL.claims);
    this.#operators = operators;
    this.#certificates = certificates;
  }

  /** A tag by its bytes; undefined when nobody registered it with effect. */
  tag(tag: Uint8Array): TagRecord | undefined {
    const owners = this.#rolls.all(tag).map((row) => optionalInt(row, "operator_ref"));
    const [owner] = owners;
    const operator = owner === undefined ? undefined : this.#operators.byRef(owner);
    if (owner === undefined || operator === undefined) return undefined;
    return { operator, claims: this.#claimsBy(owner, tag), contested: owners.some((other) => other !== owner) };
  }

  #claimsBy(owner: number, tag: Uint8Array): readonly TagClaim[] {
    const byCertificate = new Map<number, TagClaim>();
    for (const row of this.#claims.all(tag, owner, MOST_CLAIMS)) {
      const position = int(row, "certificate");
      const record = byCertificate.has(position) ? undefined : this.#certificates.at(position);
      if (record === undefined) continue;
      const { number, certificate } = record;
      const claim = { number, product: certificate.product, statement: blob(row, "bytes"), key: blob(row, "key") };
      byCertificate.set(position, claim);
    }
    return [...byCertificate.values()];
  }
}
