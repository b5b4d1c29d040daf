import type { DatabaseSync } from "node:sqlite";
import { decodeByteStringSequence } from "../../../core/cbor.ts";
import { refuses } from "../../../core/record/gateFindings.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { decodeStatement } from "../../../core/statement/statement.ts";
import { BATCH_LIMIT } from "../../../core/sync/outbox.ts";
import type { ItemResult } from "../../../wire/statements.ts";
import type { GateVerdict } from "../gatePort.ts";
import {
  ANSWER_FORMS,
  type AnswerToKeep,
  type BatchError,
  type InvitationRecord,
  type LinkUseOutcome,
  type LogFork,
  type PrivateRecordToKeep,
  type RecordAct,
  type StoredTreeHead,
  type Touched,
} from "../port.ts";
import { SLOTS } from "./certificateRows.ts";
import { DERIVE_ANEW } from "./connection.ts";
import { DirectoryWriter } from "./directoryWriter.ts";
import { Ingest } from "./ingest.ts";
import { InvitationRows } from "./invitationRows.ts";
import { OperatorRecords } from "./operatorRecords.ts";
import { PrivateRecordRows } from "./privateRecordRows.ts";
import { Projector } from "./projector.ts";
import { blob, int, optionalInt } from "./row.ts";
import { PROJECTION_TABLES } from "./schema.ts";

/** Setting that holds the regions of the authority, separated by commas. */
const REGIONS = "regions";
/** Statements read at a time while rebuilding. */
const REBUILD_PAGE = 1000;

/**
 * Everything that writes. One instance owns the one write connection; its methods run one at a time, each in a
 * transaction of its own.
 */
export class Writer {
  readonly #db: DatabaseSync;
  readonly #projector: Projector;
  readonly #ingest: Ingest;
  readonly #directory: DirectoryWriter;
  readonly #invitations: InvitationRows;
  readonly #records: PrivateRecordRows;
  readonly #tellTouched: () => void;
  #regions: readonly string[];

  constructor(db: DatabaseSync, onTouched: (touched: Touched) => void) {
    this.#db = db;
    this.#regions = this.#readRegions();
    this.#projector = new Projector(db, () => this.#regions);
    this.#tellTouched = () => {
      const { certificates, operators } = this.#projector.takeTouched();
      if (certificates.length > 0 || operators.length > 0) onTouched({ certificates, operators: operators.length > 0 });
    };
    this.#ingest = new Ingest(db, this.#projector, this.#tellTouched);
    this.#records = new PrivateRecordRows(db);
    this.#directory = new DirectoryWriter(db, new OperatorRecords(db, this.#projector.facts));
    this.#invitations = new InvitationRows(db);
  }

  #readRegions(): readonly string[] {
    const row = this.#db.prepare("SELECT value FROM settings WHERE name = ?").get(REGIONS);
    return row === undefined ? [] : new TextDecoder().decode(blob(row, "value")).split(",");
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#db.exec("COMMIT");
      return result;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      this.#projector.forgetAll();
      throw error;
    }
  }

  async ingest(batch: Uint8Array, receivedAt: number): Promise<Result<readonly ItemResult[], BatchError>> {
    const items = decodeByteStringSequence(batch);
    if (!items.ok) return err("unreadable");
    return items.value.length > BATCH_LIMIT.statements
      ? err("tooLarge")
      : ok(await this.#ingest.take(items.value, receivedAt));
  }

  /** Derives everything anew when an older version had derived it. */
  rebuildIfUpgraded(): void {
    if (this.#db.prepare("SELECT 1 FROM settings WHERE name = ?").get(DERIVE_ANEW) !== undefined) this.rebuild();
  }

  rebuild(): number {
    const page = this.#db.prepare(
      "SELECT position, id, key_ref, received_at, bytes FROM statements WHERE position >= ? ORDER BY position LIMIT ?",
    );
    return this.#transaction(() => {
      for (const table of PROJECTION_TABLES) this.#db.exec(`DELETE FROM ${table}`);
      this.#projector.forgetAll();
      let read = 0;
      for (let from = 0; ; ) {
        const rows = page.all(from, REBUILD_PAGE);
        for (const row of rows) {
          from = int(row, "position") + 1;
          const statement = row["bytes"] === null ? undefined : decodeStatement(blob(row, "bytes"));
          if (statement?.ok !== true) continue;
          const entry = {
            position: from - 1,
            id: blob(row, "id"),
            keyRef: int(row, "key_ref"),
            receivedAt: int(row, "received_at"),
          };
          this.#projector.project({ ...entry, statement: statement.value });
          read++;
        }
        if (rows.length < REBUILD_PAGE) break;
      }
      this.#projector.files.search.finish();
      this.#projector.takeTouched();
      this.#db.prepare("DELETE FROM settings WHERE name = ?").run(DERIVE_ANEW);
      return read;
    });
  }

  /** Keeps rendered answers unless what they were made from has changed meanwhile. */
  saveAnswers(answers: readonly AnswerToKeep[]): void {
    const put = this.#db.prepare(
      `INSERT INTO rendered (slot, operator_ref, stamp, bytes, until) SELECT ?, o.ref, o.version, ?, ? FROM certificates c
        JOIN operators o ON o.ref = c.operator_ref WHERE c.position = ? AND o.version = ? AND c.revision = ?
        ON CONFLICT (slot) DO UPDATE SET stamp = excluded.stamp, bytes = excluded.bytes, until = excluded.until`,
    );
    this.#transaction(() => {
      for (const { position, form, bytes, until, stamp, revision } of answers) {
        const slot = position * SLOTS + ANSWER_FORMS.indexOf(form);
        put.run(slot, bytes, until ?? null, position, stamp, revision);
      }
    });
  }

  /** Keeps what the gate found unless the certificate has changed since it was judged; then it stays due. */
  saveGateVerdicts(verdicts: readonly GateVerdict[]): void {
    const current = this.#db.prepare("SELECT operator_ref FROM certificates WHERE position = ? AND revision = ?");
    const done = this.#db.prepare("DELETE FROM gate_due WHERE position = ?");
    const clear = this.#db.prepare("DELETE FROM gate_findings WHERE position = ?");
    const put = this.#db.prepare(
      "INSERT INTO gate_findings (position, operator_ref, refuses, findings) VALUES (?, ?, ?, ?)",
    );
    this.#transaction(() => {
      for (const { position, revision, findings } of verdicts) {
        const row = current.get(position, revision);
        if (row === undefined) continue;
        done.run(position);
        clear.run(position);
        const operatorRef = optionalInt(row, "operator_ref");
        if (operatorRef === undefined || findings.length === 0) continue;
        put.run(position, operatorRef, findings.some(refuses) ? 1 : 0, JSON.stringify(findings));
      }
    });
  }

  keepAnswersOf(template: Uint8Array): void {
    this.#transaction(() => {
      const held = this.#db.prepare("SELECT 1 FROM settings WHERE name = 'template' AND value = ?").get(template);
      if (held !== undefined) return;
      this.#db.exec("DELETE FROM rendered");
      this.#putSetting("template", template);
    });
  }

  #putSetting(name: string, value: Uint8Array): void {
    this.#db
      .prepare(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      )
      .run(name, value);
  }

  publishDirectory(): number {
    return this.#directory.publish();
  }

  saveTreeHead(head: StoredTreeHead): void {
    this.#db
      .prepare(
        "INSERT INTO tree_heads (size, signed_at, message) VALUES (?, ?, ?) ON CONFLICT (size) DO UPDATE SET signed_at = excluded.signed_at, message = excluded.message",
      )
      .run(head.size, head.signedAt, head.message);
  }

  keepLogFork({ at, held, offered }: LogFork): boolean {
    const added = this.#db
      .prepare("INSERT INTO log_forks (held, offered, at) VALUES (?, ?, ?) ON CONFLICT (held, offered) DO NOTHING")
      .run(held, offered, at);
    return added.changes > 0;
  }

  saveSettings(settings: ReadonlyMap<string, Uint8Array>): void {
    this.#transaction(() => {
      for (const [name, value] of settings) this.#putSetting(name, value);
    });
  }

  addAuthority(grantsKey: Uint8Array, regions: readonly string[]): void {
    this.#transaction(() => {
      this.#projector.register.signerRef(grantsKey, true);
      this.#putSetting(REGIONS, new TextEncoder().encode(regions.join(",")));
    });
    this.#regions = regions;
  }

  addInvitation(invitation: InvitationRecord): void {
    this.#invitations.add(invitation);
  }

  useLink(secretHash: Uint8Array, key: Uint8Array, storage: number, now: number): LinkUseOutcome {
    return this.#transaction(() => this.#invitations.use(secretHash, key, storage, now));
  }

  markGranted(invitation: Uint8Array): void {
    this.#invitations.markGranted(invitation);
  }

  forgetPersons(operator: Uint8Array): void {
    this.#invitations.forgetPersons(operator);
  }

  openSession(tokenHash: Uint8Array, key: Uint8Array, expires: number, now: number): void {
    this.#transaction(() => {
      this.#db.prepare("DELETE FROM sessions WHERE expires < ?").run(now);
      this.#db.prepare("INSERT INTO sessions (token_hash, key, expires) VALUES (?, ?, ?)").run(tokenHash, key, expires);
    });
  }

  savePrivateRecord(record: PrivateRecordToKeep): boolean {
    const kept = this.#transaction(() => {
      const saved = this.#records.save(record);
      this.#bumpNaming([record.hash]);
      return saved;
    });
    this.#tellTouched();
    return kept;
  }

  /** Keeps many records in one transaction, each that is new with its entry in the audit. @returns which were kept */
  savePrivateRecords(
    records: readonly { readonly record: PrivateRecordToKeep; readonly act: RecordAct | undefined }[],
  ): readonly boolean[] {
    const kept = this.#transaction(() => {
      const saved = records.map(({ record, act }) => {
        const isHeld = this.#records.save(record);
        if (isHeld && act !== undefined) this.#records.note(act);
        return isHeld;
      });
      this.#bumpNaming(records.map(({ record }) => record.hash));
      return saved;
    });
    this.#tellTouched();
    return kept;
  }

  /** Overwrites what is freed, so that nothing of the records stays in the file. */
  erasePrivateRecords(hashes: readonly Uint8Array[], at: number): void {
    this.#db.exec("PRAGMA secure_delete = ON");
    this.#transaction(() => {
      this.#records.erase(hashes, at);
      this.#bumpNaming(hashes);
    });
    this.#db.exec("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)");
    this.#tellTouched();
  }

  /** What was answered about the operators that name these records is to be answered anew. */
  #bumpNaming(hashes: readonly Uint8Array[]): void {
    const named = new Set(hashes.flatMap((hash) => this.#records.namedBy(hash)));
    for (const operatorRef of named) this.#projector.register.bump(operatorRef);
  }

  noteRecordAct(act: RecordAct): void {
    this.#transaction(() => this.#records.note(act));
  }

  /** Moves the write-ahead log into the database as far as readers allow; waits for nobody. */
  checkpoint(): void {
    this.#db.exec("PRAGMA wal_checkpoint(PASSIVE)");
  }

  close(): void {
    this.#db.close();
  }
}
