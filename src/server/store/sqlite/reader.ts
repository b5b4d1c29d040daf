import type { DatabaseSync, StatementSync } from "node:sqlite";
import { decodeCbor } from "../../../core/cbor.ts";
import { consistencyPath, inclusionPath } from "../../../core/log/merkle.ts";
import type { EncodedRow } from "../../../core/operator/directory.ts";
import { readRow } from "../../../core/operator/directoryRow.ts";
import { parseGrant } from "../../../core/operator/grant.ts";
import { decodeStatement } from "../../../core/statement/statement.ts";
import { openReadings } from "../../filePacks.ts";
import { type HashGroups, storedSubtrees } from "../../log/tree.ts";
import type { OperatorRecord } from "../operatorRecord.ts";
import type {
  AnswerForm,
  CertificateRecord,
  DirectoryChange,
  InvitationRecord,
  LogFork,
  LogPosition,
  RenderedAnswer,
  SignerRecord,
  StoredTreeHead,
  Touched,
  UnrenderedCertificates,
} from "../port.ts";
import { CertificateRecords } from "./certificateRecords.ts";
import { DiaryReader } from "./diaryReader.ts";
import { readVersion } from "./directoryWriter.ts";
import { FileReader } from "./fileReader.ts";
import { readHashGroups } from "./hashGroups.ts";
import { HistoryReader } from "./historyReader.ts";
import { readInvitation } from "./invitationRows.ts";
import { KeptAnswers } from "./keptAnswers.ts";
import { readLogFork, readTreeHead } from "./logRows.ts";
import { OperatorRecords } from "./operatorRecords.ts";
import { RegisterFacts } from "./registerFacts.ts";
import { blob, int, optionalBlob, optionalInt, type Row } from "./row.ts";
import { SearchReader } from "./searchReader.ts";
import { TagReader } from "./tagReader.ts";

const SQL = {
  signer: "SELECT s.ref FROM signers s WHERE s.key = ?",
  grants: `SELECT g.body, s.bytes FROM grants g JOIN entries e ON e.position = g.position JOIN statements s ON s.position = g.position
    WHERE g.key_ref = ? AND e.no_effect IS NULL ORDER BY g.position`,
  highest:
    "SELECT max(e.seq) AS seq, max(e.iat) AS iat FROM entries e JOIN signers s ON s.ref = e.key_ref WHERE s.key = ?",
  operators: `SELECT ref FROM operators WHERE region >= ? AND region < ? AND ref > ? ORDER BY ref LIMIT ?`,
  changed: "SELECT 1 AS found FROM operators WHERE changed = 1 LIMIT 1",
  directoryRows: "SELECT bytes FROM directory_rows WHERE region >= ? AND region < ?",
  directoryChanged: "SELECT bytes FROM directory_rows WHERE version > ? AND region >= ? AND region < ?",
  directoryMoved: `SELECT DISTINCT m.operator FROM directory_moves m LEFT JOIN directory_rows r ON r.operator = m.operator
    WHERE m.version > ? AND m.region >= ? AND m.region < ? AND (r.region IS NULL OR r.region < ? OR r.region >= ?)`,
  size: "SELECT max(position) AS last FROM statements",
  position: "SELECT position, received_at FROM statements WHERE id = ?",
  head: "SELECT size, signed_at, message FROM tree_heads ORDER BY size DESC LIMIT 1",
  forks: "SELECT at, held, offered FROM log_forks ORDER BY at DESC LIMIT ?",
  setting: "SELECT value FROM settings WHERE name = ?",
  bySecret: "SELECT * FROM invitations WHERE secret_hash = ?",
  invitation: "SELECT * FROM invitations WHERE id = ?",
  invitations: "SELECT * FROM invitations ORDER BY created DESC LIMIT ?",
  invitationsOf: "SELECT * FROM invitations WHERE operator = ? ORDER BY created DESC LIMIT ?",
  session: "SELECT key FROM sessions WHERE token_hash = ? AND expires >= ?",
} as const;

/** Where region codes with a prefix end: digits only, so the next character after 9 bounds them. */
function regionEnd(prefix: string): string {
  return `${prefix}:`;
}

function readRows(rows: readonly Row[]): readonly EncodedRow[] {
  return rows.map((entry) => {
    const bytes = blob(entry, "bytes");
    const decoded = decodeCbor(bytes);
    const row = decoded.ok ? readRow(decoded.value) : undefined;
    if (row === undefined) throw new TypeError("stored directory row is not of its form");
    return { bytes, row };
  });
}

/** Everything that reads, on a connection that cannot write. */
export class Reader {
  readonly #db: DatabaseSync;
  readonly #facts: RegisterFacts;
  readonly #operators: OperatorRecords;
  readonly #certificates: CertificateRecords;
  readonly files: FileReader;
  readonly diaries: DiaryReader;
  readonly tags: TagReader;
  readonly register: SearchReader;
  readonly history: HistoryReader;
  readonly #groups: HashGroups;
  readonly #prepared = new Map<string, StatementSync>();
  readonly #answers: KeptAnswers;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#facts = new RegisterFacts(db);
    this.#operators = new OperatorRecords(db, this.#facts);
    this.diaries = new DiaryReader(db);
    this.#certificates = new CertificateRecords(db, this.#facts, { operators: this.#operators, diaries: this.diaries });
    this.files = new FileReader(db, this.#facts, this.#operators, this.diaries);
    this.tags = new TagReader(db, this.#operators, this.#certificates);
    this.register = new SearchReader(db, this.#facts, openReadings());
    this.history = new HistoryReader(db, this.#facts);
    this.#groups = readHashGroups(db);
    this.#answers = new KeptAnswers(db);
  }

  #sql(name: keyof typeof SQL): StatementSync {
    const prepared = this.#prepared.get(name) ?? this.#db.prepare(SQL[name]);
    this.#prepared.set(name, prepared);
    return prepared;
  }

  /** One consistent state for several statements. */
  #snapshot<T>(work: () => T): T {
    this.#db.exec("BEGIN");
    try {
      return work();
    } finally {
      this.#db.exec("COMMIT");
    }
  }

  /** Forgets what the writer has changed. */
  forget(touched: Touched): void {
    if (!touched.operators) return;
    this.#facts.forgetAll();
    this.#answers.forgetVersions();
  }

  certificate(number: string): CertificateRecord | undefined {
    return this.#snapshot(() => {
      const [position] = this.#certificates.positionsOf(number);
      return position === undefined ? undefined : this.#certificates.at(position);
    });
  }

  certificateAt(position: number): CertificateRecord | undefined {
    return this.#snapshot(() => this.#certificates.at(position));
  }

  answer(number: string, form: AnswerForm): RenderedAnswer | undefined {
    return this.#answers.answer(number, form);
  }

  unrendered(after: number, limit: number): UnrenderedCertificates {
    return this.#answers.unrendered(after, limit);
  }

  signer(key: Uint8Array): SignerRecord | undefined {
    return this.#snapshot(() => {
      const row = this.#sql("signer").get(key);
      const facts = row === undefined ? undefined : this.#facts.key(int(row, "ref"));
      if (facts?.operatorRef === undefined) return undefined;
      const grants = this.#sql("grants")
        .all(facts.ref)
        .flatMap((entry) => {
          const bytes = optionalBlob(entry, "bytes");
          const statement = bytes === undefined ? undefined : decodeStatement(bytes);
          const grant = statement?.ok === true ? parseGrant(statement.value.body) : undefined;
          return bytes !== undefined && grant?.ok === true ? [{ grant: grant.value, statement: bytes }] : [];
        });
      return { key: facts.key, operator: this.#facts.operator(facts.operatorRef).id, record: facts.record, grants };
    });
  }

  highestSeq(key: Uint8Array): { readonly seq: number; readonly iat: number } {
    const row = this.#sql("highest").get(key);
    return row === undefined
      ? { seq: 0, iat: 0 }
      : { seq: optionalInt(row, "seq") ?? 0, iat: optionalInt(row, "iat") ?? 0 };
  }

  operator(id: Uint8Array): OperatorRecord | undefined {
    return this.#snapshot(() => {
      const ref = this.#facts.operatorRef(id);
      return ref === undefined ? undefined : this.#operators.byRef(ref);
    });
  }

  operators(query: {
    readonly region: string;
    readonly after?: Uint8Array;
    readonly limit: number;
  }): readonly OperatorRecord[] {
    return this.#snapshot(() => {
      const after = query.after === undefined ? 0 : (this.#facts.operatorRef(query.after) ?? 0);
      const rows = this.#sql("operators").all(query.region, regionEnd(query.region), after, query.limit);
      return rows.flatMap((row) => this.#operators.byRef(int(row, "ref")) ?? []);
    });
  }

  /** The published version, or undefined when operators have changed since. */
  directoryVersion(): number | undefined {
    if (this.#sql("changed").get() !== undefined) return undefined;
    const version = readVersion(this.setting("directoryVersion"));
    return version === 0 ? undefined : version;
  }

  directoryRows(region: string): readonly EncodedRow[] {
    return readRows(this.#sql("directoryRows").all(region, regionEnd(region)));
  }

  directoryChange(region: string, after: number): DirectoryChange | undefined {
    return this.#snapshot(() => {
      if (after > readVersion(this.setting("directoryVersion"))) return undefined;
      const [from, to] = [region, regionEnd(region)];
      const changed = readRows(this.#sql("directoryChanged").all(after, from, to));
      const removed = this.#sql("directoryMoved")
        .all(after, from, to, from, to)
        .map((row) => blob(row, "operator"));
      return { changed, removed };
    });
  }

  logSize(): number {
    const row = this.#sql("size").get();
    return row === undefined ? 0 : (optionalInt(row, "last") ?? -1) + 1;
  }

  logRoot(size: number): Uint8Array {
    return storedSubtrees(this.#groups)(0, size);
  }

  logPositions(ids: readonly Uint8Array[]): readonly LogPosition[] {
    return ids.flatMap((id) => {
      const row = this.#sql("position").get(id);
      return row === undefined ? [] : [{ id, position: int(row, "position"), receivedAt: int(row, "received_at") }];
    });
  }

  inclusionPaths(positions: readonly number[], size: number): readonly (readonly Uint8Array[])[] {
    const subtree = storedSubtrees(this.#groups);
    return positions.map((position) => inclusionPath(position, size, subtree));
  }

  consistencyPath(from: number, to: number): readonly Uint8Array[] {
    return consistencyPath(from, to, storedSubtrees(this.#groups));
  }

  newestTreeHead(): StoredTreeHead | undefined {
    const row = this.#sql("head").get();
    return row === undefined ? undefined : readTreeHead(row);
  }

  logForks(limit: number): readonly LogFork[] {
    return this.#sql("forks").all(limit).map(readLogFork);
  }

  setting(name: string): Uint8Array | undefined {
    const row = this.#sql("setting").get(name);
    return row === undefined ? undefined : blob(row, "value");
  }

  invitationBySecret(secretHash: Uint8Array): InvitationRecord | undefined {
    const row = this.#sql("bySecret").get(secretHash);
    return row === undefined ? undefined : readInvitation(row);
  }

  invitation(id: Uint8Array): InvitationRecord | undefined {
    const row = this.#sql("invitation").get(id);
    return row === undefined ? undefined : readInvitation(row);
  }

  invitations(limit: number, operator?: Uint8Array): readonly InvitationRecord[] {
    const rows =
      operator === undefined ? this.#sql("invitations").all(limit) : this.#sql("invitationsOf").all(operator, limit);
    return rows.map(readInvitation);
  }

  sessionKey(tokenHash: Uint8Array, now: number): Uint8Array | undefined {
    const row = this.#sql("session").get(tokenHash, now);
    return row === undefined ? undefined : blob(row, "key");
  }

  close(): void {
    this.#db.close();
  }
}
