import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { PhoneSchema } from "./schema.ts";

type Upgrade = IDBPTransaction<PhoneSchema, StoreNames<PhoneSchema>[], "versionchange">;

/** Brings the database from one version to the next. */
export type Migration = (database: IDBPDatabase<PhoneSchema>, transaction: Upgrade) => void;

function createStores(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("identities", { keyPath: "kid" }).createIndex("byOperator", "operator");
  database.createObjectStore("pendingJoins", { keyPath: "secretHash" });
  database.createObjectStore("seqs", { keyPath: "kid" });
  const statements = database.createObjectStore("statements", { keyPath: "id" });
  statements.createIndex("byTurn", "turn", { unique: true });
  statements.createIndex("byDue", ["upload.state", "upload.nextAttemptAt"]);
  const certificates = database.createObjectStore("certificates", { keyPath: "id" });
  certificates.createIndex("byOrder", "order");
  certificates.createIndex("byProduct", ["product", "order"]);
  certificates.createIndex("byLot", "lot");
  database.createObjectStore("lots", { keyPath: "id" }).createIndex("byOpenOrder", "openOrder");
  database.createObjectStore("withdrawals", { keyPath: "certificate" });
  database.createObjectStore("receipts", { keyPath: "id" });
  database.createObjectStore("drafts", { keyPath: "slot" });
  const scans = database.createObjectStore("scans", { keyPath: "scan", autoIncrement: true });
  scans.createIndex("byHeldNumber", "heldNumber");
  scans.createIndex("byHeldId", "heldId");
  scans.createIndex("bySourceOrder", "sourceOrder");
  database.createObjectStore("directoryHeads", { keyPath: "region" });
  const rows = database.createObjectStore("directoryRows", { keyPath: ["region", "operator"] });
  rows.createIndex("byKid", "kids", { multiEntry: true });
  rows.createIndex("byOperator", "operator");
  database.createObjectStore("authorities", { keyPath: "slot" });
  database.createObjectStore("treeHeads", { keyPath: "authority" });
  database.createObjectStore("forks", { autoIncrement: true });
  database.createObjectStore("usedProducts", { keyPath: "product" });
  database.createObjectStore("acts", { keyPath: "id" }).createIndex("byOrder", "order");
  database.createObjectStore("knownOperators", { keyPath: "id" });
  database.createObjectStore("feedCursors", { keyPath: "kid" });
  database.createObjectStore("settings", { keyPath: "slot" });
  database.createObjectStore("keyProbes");
}

function createPrintStores(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("printers", { keyPath: "id" });
  database.createObjectStore("printJobs", { keyPath: "job", autoIncrement: true });
}

function createGlyphs(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("glyphs", { keyPath: "slot" });
}

/** Grants that came with a backup. */
function keepGrants(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("grants", { keyPath: "hash" }).createIndex("byKid", "kid");
}

/** What is on record about operators, and what this phone has said for it. */
function createFileStores(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("files", { keyPath: "id" });
  database.createObjectStore("saidHere", { keyPath: "id" }).createIndex("byOperator", "operator");
}

/** Logo and certification marks for labels. */
function addLabelPictures(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("labelPictures", { autoIncrement: true });
}

/** Private records on their way to the register. */
function createRecordStore(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("privateRecords", { keyPath: "hash" });
}

/** The field diary; what was corrected stays in it and in no index but that of its id. */
function createDiary(database: IDBPDatabase<PhoneSchema>): void {
  const diary = database.createObjectStore("diary", { keyPath: "id" });
  diary.createIndex("byOrder", ["operator", "order"]);
  diary.createIndex("byPlot", "onPlots", { multiEntry: true });
  diary.createIndex("byInput", "ofInput");
  diary.createIndex("byCorrected", "corrects.record");
}

/** Photos and papers that statements name, until they are uploaded and for a while after. */
function createBlobs(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("blobs", { keyPath: "hash" }).createIndex("byDue", ["state", "due"]);
}

/** Rolls of tags printed beforehand, and for which certificates the tags stand. */
function createRollStores(database: IDBPDatabase<PhoneSchema>): void {
  const rolls = database.createObjectStore("rolls", { keyPath: "id" });
  rolls.createIndex("byOrder", "order");
  rolls.createIndex("byTag", "tags", { multiEntry: true });
  database.createObjectStore("tagClaims", { keyPath: "tag" }).createIndex("byCertificate", "certificate");
}

/** Wrong PINs, counted before each try. */
function countPins(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("pinTries", { keyPath: "kid" });
}

/** Rows of an imported table that are accepted and not signed yet. */
function createImportParts(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("importParts", { keyPath: "part" });
}

/** Tests of lots. */
function createLotTests(database: IDBPDatabase<PhoneSchema>): void {
  database.createObjectStore("lotTests", { keyPath: "id" }).createIndex("byLot", ["operator", "lot"]);
}

/** Every step since the first version, in order. Only ever appended to: phones are at all of them. */
export const MIGRATIONS: readonly Migration[] = [
  createStores,
  createPrintStores,
  createGlyphs,
  keepGrants,
  createFileStores,
  addLabelPictures,
  createRecordStore,
  createDiary,
  createBlobs,
  createRollStores,
  countPins,
  createImportParts,
  createLotTests,
];
