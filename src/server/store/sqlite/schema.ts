/**
 * What cannot be derived from anything else: the log with its statements, the keys it names, signed tree heads, and the
 * records outside the log (settings, links, sessions, sealed contacts).
 *
 * Rows of the log lie in log order; the 32-byte id has the one random index (each further one costs a page a row). A
 * certificate number is the head of an id, so that index also answers look-ups by number and by reference.
 */
const LOG = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE signers (ref INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, kid BLOB NOT NULL, authority INTEGER NOT NULL) STRICT;
  CREATE INDEX signers_by_kid ON signers (kid);
  CREATE TABLE statements (
    position INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, key_ref INTEGER NOT NULL, kind INTEGER NOT NULL,
    received_at INTEGER NOT NULL, bytes BLOB
  ) STRICT;
  CREATE TABLE log_hashes (slot INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;
  CREATE TABLE tree_heads (size INTEGER PRIMARY KEY, signed_at INTEGER NOT NULL, message BLOB NOT NULL) STRICT;
  CREATE TABLE contacts (hash BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE invitations (
    id BLOB PRIMARY KEY, secret_hash BLOB NOT NULL UNIQUE, operator BLOB NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
    inviter BLOB, waits INTEGER NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL,
    key BLOB, storage INTEGER, used INTEGER, granted INTEGER NOT NULL, alarm INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX invitations_by_time ON invitations (created);
  CREATE TABLE sessions (token_hash BLOB PRIMARY KEY, key BLOB NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX sessions_by_expiry ON sessions (expires);
  CREATE TABLE directory_rows (
    operator BLOB PRIMARY KEY, region TEXT NOT NULL, version INTEGER NOT NULL, bytes BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX directory_rows_by_version ON directory_rows (version);
  CREATE TABLE directory_moves (
    version INTEGER NOT NULL, operator BLOB NOT NULL, region TEXT NOT NULL, PRIMARY KEY (version, operator)
  ) STRICT, WITHOUT ROWID;
`;

/** What is derived from the log: `rebuild` empties these and fills them again. */
const PROJECTIONS = `
  CREATE TABLE operators (
    ref INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, region TEXT NOT NULL,
    version INTEGER NOT NULL, changed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX operators_changed ON operators (changed) WHERE changed = 1;
  CREATE TABLE profiles (
    operator_ref INTEGER NOT NULL, iat INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (operator_ref, iat, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE owners (key_ref INTEGER PRIMARY KEY, operator_ref INTEGER NOT NULL) STRICT;
  CREATE INDEX owners_by_operator ON owners (operator_ref);
  CREATE TABLE grants (
    key_ref INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (key_ref, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE key_ends (
    key_ref INTEGER NOT NULL, position INTEGER NOT NULL, from_time INTEGER NOT NULL, reason TEXT NOT NULL,
    highest_seq INTEGER NOT NULL, logged_at INTEGER NOT NULL, PRIMARY KEY (key_ref, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE standings (
    operator_ref INTEGER NOT NULL, from_time INTEGER NOT NULL, iat INTEGER NOT NULL, position INTEGER NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (operator_ref, from_time, iat, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY, key_ref INTEGER NOT NULL, seq INTEGER NOT NULL, iat INTEGER NOT NULL,
    operator_ref INTEGER, no_effect TEXT, flags INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX entries_by_seq ON entries (key_ref, seq);
  CREATE INDEX entries_by_operator ON entries (operator_ref);
  CREATE TABLE signed_for_others (
    operator_ref INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (operator_ref, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE certificates (
    position INTEGER PRIMARY KEY, operator_ref INTEGER, state INTEGER NOT NULL, cause INTEGER,
    lot INTEGER, unit INTEGER NOT NULL, thousandths INTEGER NOT NULL, draws INTEGER NOT NULL, flags INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX certificates_by_lot ON certificates (lot) WHERE lot IS NOT NULL;
  CREATE INDEX certificates_withdrawn ON certificates (operator_ref, state) WHERE state > 0;
  CREATE TABLE lots (
    position INTEGER PRIMARY KEY, unit INTEGER NOT NULL, thousandths INTEGER NOT NULL, drawn INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE links (
    reference BLOB NOT NULL, position INTEGER NOT NULL, use INTEGER NOT NULL, key_ref INTEGER NOT NULL, open INTEGER NOT NULL,
    PRIMARY KEY (reference, position, use)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_open ON links (key_ref) WHERE open = 1;
  CREATE TABLE rendered (slot INTEGER PRIMARY KEY, operator_ref INTEGER NOT NULL, stamp INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
`;

/**
 * What is said about operators beside their register entries, with the summary that an officer's desk reads. A rendered
 * answer may say until when it holds at most.
 */
const FILES = `
  CREATE TABLE said_of_operators (
    operator_ref INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (operator_ref, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE operator_files (
    operator_ref INTEGER PRIMARY KEY, region TEXT NOT NULL, kind TEXT NOT NULL, duty TEXT, trained_until TEXT, grade TEXT
  ) STRICT;
  CREATE INDEX operator_files_by_region ON operator_files (region);
  CREATE TABLE certifications (
    operator_ref INTEGER NOT NULL, id BLOB NOT NULL, outcome TEXT, until TEXT, PRIMARY KEY (operator_ref, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX certifications_unreviewed ON certifications (operator_ref) WHERE outcome IS NULL;
  CREATE INDEX certifications_by_end ON certifications (until) WHERE outcome = 'accepted';
  CREATE TABLE listings (
    operator_ref INTEGER NOT NULL, id BLOB NOT NULL, list TEXT NOT NULL, start_day TEXT NOT NULL, end_day TEXT,
    PRIMARY KEY (operator_ref, id)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE rendered ADD COLUMN until INTEGER;
`;

/** Tables that `rebuild` empties. */
export const PROJECTION_TABLES = [
  "operators",
  "profiles",
  "owners",
  "grants",
  "key_ends",
  "standings",
  "entries",
  "signed_for_others",
  "certificates",
  "lots",
  "links",
  "rendered",
  "record_names",
  "merges",
  "merged_operators",
  "said_of_operators",
  "operator_files",
  "certifications",
  "listings",
  "blob_names",
  "consents",
  "consent_needs",
  "diary",
  "row_decisions",
  "gate_due",
  "gate_findings",
  "tag_names",
  "searched_operators",
  "operator_grams",
  "operator_keys",
] as const;

/**
 * Private records under the registry's key, sealed contacts of the first version among them; what an officer did with
 * them; and which register entries are one operator. A row without a sealed record says that it was erased.
 */
const REGISTRY = `
  CREATE TABLE private_records (
    hash BLOB PRIMARY KEY, sealed BLOB, id_match BLOB, phone_match BLOB, stored_at INTEGER NOT NULL, erased_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX private_records_by_id ON private_records (id_match) WHERE id_match IS NOT NULL;
  CREATE INDEX private_records_by_phone ON private_records (phone_match) WHERE phone_match IS NOT NULL;
  INSERT INTO private_records (hash, sealed, stored_at) SELECT hash, sealed, 0 FROM contacts;
  DROP TABLE contacts;
  CREATE TABLE record_audit (
    entry INTEGER PRIMARY KEY, at INTEGER NOT NULL, operator BLOB NOT NULL, officer BLOB NOT NULL, key BLOB NOT NULL, act TEXT NOT NULL
  ) STRICT;
  CREATE INDEX record_audit_by_operator ON record_audit (operator, entry);
  CREATE TABLE record_names (
    hash BLOB NOT NULL, position INTEGER NOT NULL, operator_ref INTEGER NOT NULL, PRIMARY KEY (hash, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE merges (position INTEGER PRIMARY KEY, kept_ref INTEGER NOT NULL, duplicate_ref INTEGER NOT NULL) STRICT;
  CREATE INDEX merges_by_kept ON merges (kept_ref);
  CREATE INDEX merges_by_duplicate ON merges (duplicate_ref);
  CREATE TABLE merged_operators (operator_ref INTEGER PRIMARY KEY, kept_ref INTEGER NOT NULL) STRICT;
  CREATE INDEX merged_operators_by_kept ON merged_operators (kept_ref);
`;

/** Evidence that the log was rewritten, as phones reported it. */
const LOG_FORKS = `
  CREATE TABLE log_forks (
    held BLOB NOT NULL, offered BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (held, offered)
  ) STRICT, WITHOUT ROWID;
`;

/** Blobs that statements name; the bytes lie in files. */
const BLOBS = `
  CREATE TABLE blob_names (
    hash BLOB NOT NULL, position INTEGER NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (hash, position)
  ) STRICT, WITHOUT ROWID;
`;

/** What farmers agreed to (代开), and which certificates rest on it, by the digest of what was agreed to. */
const CONSENTS = `
  CREATE TABLE consents (draft BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (draft, position)) STRICT, WITHOUT ROWID;
  CREATE TABLE consent_needs (draft BLOB NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (draft, position)) STRICT, WITHOUT ROWID;
`;

/** Links that an operator's own key made, and for whom. */
const STAFF = `
  ALTER TABLE invitations ADD COLUMN staff INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE invitations ADD COLUMN person TEXT;
  CREATE INDEX invitations_by_operator ON invitations (operator, created);
`;

/**
 * Statements that bear on what an operator issues, decisions about rows of the lists, certificates that the gate has to
 * judge, and what it found: findings as JSON, whether one of them refuses.
 */
const GATE = `
  CREATE TABLE diary (
    operator_ref INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (operator_ref, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE row_decisions (position INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE gate_due (position INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE gate_findings (
    position INTEGER PRIMARY KEY, operator_ref INTEGER NOT NULL, refuses INTEGER NOT NULL, findings TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gate_findings_by_operator ON gate_findings (operator_ref, position);
`;

/** Tags that statements name: without a certificate where they register the tag, with one where they claim it. */
const TAGS = `
  CREATE TABLE tag_names (
    tag BLOB NOT NULL, position INTEGER NOT NULL, certificate BLOB, PRIMARY KEY (tag, position)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * By what operators are found and listed. `operator_grams` holds the pieces of names and codes; its row numbers are
 * made of township and operator, so that a search in a region reads only that part of each list and stops early.
 */
const SEARCH = `
  CREATE TABLE searched_operators (
    operator_ref INTEGER PRIMARY KEY, name TEXT NOT NULL, code TEXT, region TEXT NOT NULL, kind TEXT NOT NULL,
    standing TEXT NOT NULL, kept_ref INTEGER
  ) STRICT;
  CREATE INDEX searched_operators_by_region ON searched_operators (region);
  CREATE VIRTUAL TABLE operator_grams USING fts5(
    grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
  );
`;

/** Under what an operator is found again when a table of operators is compared with the register. */
const OPERATOR_KEYS = `
  CREATE TABLE operator_keys (
    key TEXT NOT NULL, operator_ref INTEGER NOT NULL, PRIMARY KEY (key, operator_ref)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX operator_keys_by_operator ON operator_keys (operator_ref);
`;

/** What an operator has not agreed to is looked for from its certificates. */
const CONSENT_INDEX = `
  CREATE INDEX consent_needs_by_certificate ON consent_needs (position);
`;

/** Rows of the directory came to name the operator's code: all are made anew. */
const CODES_IN_DIRECTORY = "UPDATE operators SET changed = 1;";

/** One step for each version of the schema; append only, never changed once released. */
export const MIGRATIONS: readonly string[] = [
  LOG + PROJECTIONS,
  REGISTRY,
  LOG_FORKS,
  FILES,
  BLOBS,
  CONSENTS,
  STAFF,
  GATE,
  TAGS,
  SEARCH,
  OPERATOR_KEYS,
  CONSENT_INDEX,
  CODES_IN_DIRECTORY,
];
