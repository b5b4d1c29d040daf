import type { DatabaseSync, StatementSync } from "node:sqlite";
import { equalBytes } from "../../../core/bytes.ts";
import { ROLES } from "../../../core/operator/role.ts";
import type { InvitationRecord, LinkUseOutcome } from "../port.ts";
import { blob, int, optionalBlob, optionalInt, optionalText, type Row, text, wordOf } from "./row.ts";

const SQL = {
  add: `INSERT INTO invitations (id, secret_hash, operator, role, scope, inviter, waits, created, expires, granted, staff, person)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
  bySecret: "SELECT * FROM invitations WHERE secret_hash = ?",
  take: "UPDATE invitations SET key = ?, storage = ?, used = ? WHERE id = ?",
  alarm: "UPDATE invitations SET alarm = ? WHERE id = ? AND alarm IS NULL",
  granted: "UPDATE invitations SET granted = 1 WHERE id = ?",
  forgetPersons: "UPDATE invitations SET person = NULL WHERE operator = ?",
} as const;

/** Reads a row of the table of join links. */
export function readInvitation(row: Row): InvitationRecord {
  const key = optionalBlob(row, "key");
  const storage = optionalInt(row, "storage");
  const used = optionalInt(row, "used");
  const alarm = optionalInt(row, "alarm");
  const person = optionalText(row, "person");
  return {
    id: blob(row, "id"),
    secretHash: blob(row, "secret_hash"),
    operator: blob(row, "operator"),
    role: wordOf(row, "role", ROLES),
    scope: text(row, "scope"),
    inviter: optionalBlob(row, "inviter"),
    waits: int(row, "waits") === 1,
    created: int(row, "created"),
    expires: int(row, "expires"),
    granted: int(row, "granted") === 1,
    staff: int(row, "staff") === 1,
    ...(person === undefined ? {} : { person }),
    ...(key === undefined ? {} : { key }),
    ...(storage === undefined ? {} : { storage }),
    ...(used === undefined ? {} : { used }),
    ...(alarm === undefined ? {} : { alarm }),
  };
}

/** Writes join links. */
export class InvitationRows {
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync) {
    this.#statements = {
      add: db.prepare(SQL.add),
      bySecret: db.prepare(SQL.bySecret),
      take: db.prepare(SQL.take),
      alarm: db.prepare(SQL.alarm),
      granted: db.prepare(SQL.granted),
      forgetPersons: db.prepare(SQL.forgetPersons),
    };
  }

  add(link: InvitationRecord): void {
    const waits = link.waits ? 1 : 0;
    this.#statements.add.run(
      link.id,
      link.secretHash,
      link.operator,
      link.role,
      link.scope,
      link.inviter ?? null,
      waits,
      link.created,
      link.expires,
      link.staff ? 1 : 0,
      link.person ?? null,
    );
  }

  /** Gives the link to the first key that asks in time; another key afterwards raises the alarm. */
  use(secretHash: Uint8Array, key: Uint8Array, storage: number, now: number): LinkUseOutcome {
    const row = this.#statements.bySecret.get(secretHash);
    if (row === undefined) return { state: "unknown" };
    const invitation = readInvitation(row);
    if (invitation.key !== undefined) {
      if (equalBytes(invitation.key, key)) return { state: "held", isFirst: false, invitation };
      this.#statements.alarm.run(now, invitation.id);
      return { state: "alarm", invitation };
    }
    if (now > invitation.expires) return { state: "expired" };
    this.#statements.take.run(key, storage, now, invitation.id);
    return { state: "held", isFirst: true, invitation: { ...invitation, key, storage, used: now } };
  }

  markGranted(id: Uint8Array): void {
    this.#statements.granted.run(id);
  }

  /** Erases who was to use an operator's links. */
  forgetPersons(operator: Uint8Array): void {
    this.#statements.forgetPersons.run(operator);
  }
}
