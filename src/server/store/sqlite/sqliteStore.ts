import type { Store, Touched } from "../port.ts";
import { openReadConnection } from "./connection.ts";
import { FeedReader } from "./feedReader.ts";
import { PrivateRecordReader } from "./privateRecordReader.ts";
import { Reader } from "./reader.ts";
import { WriterThread } from "./writerThread.ts";

/** Runs a synchronous read behind the port's asynchronous face; what it throws becomes a rejection. */
function read<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(error);
  }
}

function readingMethods(reader: Reader, feed: FeedReader, records: PrivateRecordReader) {
  return {
    certificate: (number) => read(() => reader.certificate(number)),
    certificateAt: (position) => read(() => reader.certificateAt(position)),
    answer: (number, form) => read(() => reader.answer(number, form)),
    unrendered: (after, limit) => read(() => reader.unrendered(after, limit)),
    feed: (scope, from, limit) => read(() => feed.page(scope, from, limit)),
    signer: (key) => read(() => reader.signer(key)),
    highestSeq: (key) => read(() => reader.highestSeq(key)),
    operator: (id) => read(() => reader.operator(id)),
    operators: (query) => read(() => reader.operators(query)),
    operatorFile: (id) => read(() => reader.files.file(id)),
    deskFigures: (scope) => read(() => reader.files.figures(scope)),
    deskRows: (query) => read(() => reader.files.rows(query)),
    gateDue: (after, limit) => read(() => reader.diaries.due(after, limit)),
    rowDecisions: () => read(() => reader.diaries.decisions()),
    tag: (tag) => read(() => reader.tags.tag(tag)),
    searchRegister: (search) => read(() => reader.register.search(search)),
    registerEntry: (operator) => read(() => reader.history.entry(operator)),
    operatorHistory: (query) => read(() => reader.history.page(query)),
    listRegister: (filter) => read(() => reader.register.list(filter)),
    directoryRows: (region) => read(() => reader.directoryRows(region)),
    directoryChange: (region, after) => read(() => reader.directoryChange(region, after)),
    logSize: () => read(() => reader.logSize()),
    logRoot: (size) => read(() => reader.logRoot(size)),
    logPositions: (ids) => read(() => reader.logPositions(ids)),
    inclusionPaths: (positions, size) => read(() => reader.inclusionPaths(positions, size)),
    consistencyPath: (from, to) => read(() => reader.consistencyPath(from, to)),
    newestTreeHead: () => read(() => reader.newestTreeHead()),
    logForks: (limit) => read(() => reader.logForks(limit)),
    setting: (name) => read(() => reader.setting(name)),
    invitationBySecret: (secretHash) => read(() => reader.invitationBySecret(secretHash)),
    invitation: (id) => read(() => reader.invitation(id)),
    invitations: (limit, operator) => read(() => reader.invitations(limit, operator)),
    sessionKey: (tokenHash, now) => read(() => reader.sessionKey(tokenHash, now)),
    privateRecord: (hash) => read(() => records.record(hash)),
    anySealedRecord: () => read(() => records.any()),
    recordOwners: (hash) => read(() => records.owners(hash)),
    recordsNamed: (operator) => read(() => records.named(operator)),
    operatorsByRecord: (kind, match) => read(() => records.withNumber(kind, match)),
    operatorsByKey: (key) => read(() => records.withKey(key)),
    namedBlob: (hash) => read(() => records.namedBlob(hash)),
    recordActs: (operator, limit) => read(() => records.acts(operator, limit)),
    check: () => read(() => void reader.logSize()),
  } satisfies Partial<Store>;
}

function writingMethods(writer: WriterThread) {
  return {
    ingest: (batch, receivedAt) => writer.ingest(batch, receivedAt),
    rebuild: () => writer.call("rebuild"),
    saveAnswers: (answers) => writer.call("saveAnswers", answers),
    saveGateVerdicts: (verdicts) => writer.call("saveGateVerdicts", verdicts),
    keepAnswersOf: (template) => writer.call("keepAnswersOf", template),
    saveTreeHead: (head) => writer.call("saveTreeHead", head),
    keepLogFork: (fork) => writer.call("keepLogFork", fork),
    saveSettings: (settings) => writer.call("saveSettings", settings),
    addAuthority: (key, regions) => writer.call("addAuthority", key, regions),
    addInvitation: (invitation) => writer.call("addInvitation", invitation),
    useLink: ({ secretHash, key, storage, now }) => writer.call("useLink", secretHash, key, storage, now),
    markGranted: (invitation) => writer.call("markGranted", invitation),
    forgetPersons: (operator) => writer.call("forgetPersons", operator),
    openSession: ({ tokenHash, key, expires }, now) => writer.call("openSession", tokenHash, key, expires, now),
    savePrivateRecord: (record) => writer.call("savePrivateRecord", record),
    savePrivateRecords: (records) => writer.call("savePrivateRecords", records),
    erasePrivateRecords: (hashes, at) => writer.call("erasePrivateRecords", hashes, at),
    noteRecordAct: (act) => writer.call("noteRecordAct", act),
  } satisfies Partial<Store>;
}

/** Opens the embedded store of a data folder, made when it does not exist. One process at a time. */
export async function openSqliteStore(dataDir: string): Promise<Store> {
  const listeners: ((touched: Touched) => void)[] = [];
  const writer = await WriterThread.open(dataDir, (touched) => {
    for (const listener of listeners) listener(touched);
  });
  const connection = openReadConnection(dataDir);
  const reader = new Reader(connection);
  listeners.push((touched) => reader.forget(touched));
  return {
    ...readingMethods(reader, new FeedReader(connection), new PrivateRecordReader(connection)),
    ...writingMethods(writer),
    onTouched: (listener) => {
      listeners.push(listener);
    },
    publishDirectory: () => {
      const version = reader.directoryVersion();
      return version === undefined ? writer.call("publishDirectory") : Promise.resolve(version);
    },
    close: async () => {
      reader.close();
      await writer.call("close");
    },
  };
}
