import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { type DivisionTable, isKnownDivision, readDivisions } from "../core/reference/divisions.ts";
import { readStyles } from "../core/reference/styles.ts";
import { ok, type Result } from "../core/result.ts";
import counties from "../data/counties.json" with { type: "json" };
import styles from "../data/styles.json" with { type: "json" };
import { Answers } from "./answers/answers.ts";
import { divisionNames } from "./answers/names.ts";
import { templateFingerprint } from "./answers/templateFingerprint.ts";
import { buildApp } from "./app.ts";
import { type HomeAuthority, openHomeAuthority } from "./authority/homeAuthority.ts";
import { Background } from "./background.ts";
import { BlobFiles } from "./blobs/blobFiles.ts";
import type { Config } from "./config.ts";
import { DirectoryPublisher } from "./directory/directoryPublisher.ts";
import { NeighbourDirectories } from "./directory/neighbourDirectories.ts";
import { openDivisionPacks } from "./divisionPacks.ts";
import { openCertificationKinds, openDutyNotices } from "./filePacks.ts";
import { GateKeeper } from "./gate/gateKeeper.ts";
import { openGatePacks } from "./gate/gatePackFiles.ts";
import { openGlyphPacks } from "./glyphPacks.ts";
import { findPageScript } from "./http/appFiles.ts";
import type { RouteDeps } from "./http/deps.ts";
import { createLimits } from "./http/limits.ts";
import { createMetrics } from "./http/metrics.ts";
import { Activations } from "./joining/activation.ts";
import type { InviteDeps } from "./joining/invitations.ts";
import { Sessions } from "./joining/sessions.ts";
import { TreeHeads } from "./log/treeHeads.ts";
import { openPlaceSearch } from "./placeSearch.ts";
import { openPrinterPack } from "./printerPack.ts";
import { openRegistryKey } from "./registry/registryKey.ts";
import { openStore } from "./store/openStore.ts";
import type { InvitationRecord, Store } from "./store/port.ts";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/** Folder of the built app. */
const APP_DIR = join(SOURCE, "..", "dist");

/** The country's divisions. @throws Error when the pack that ships with the endpoint is damaged */
export function openDivisionTable(): DivisionTable {
  const table = readDivisions(counties);
  if (!table.ok) throw new Error("the pack of divisions is damaged");
  return table.value;
}

/** What an endpoint is opened with. */
export type EndpointOptions = {
  readonly config: Config;
  /** Unix seconds. */
  readonly now: () => number;
  readonly log: boolean;
  /** Told when a key waits for its six digits to be compared. */
  readonly onWaiting: (invitation: InvitationRecord, code: string) => void;
};

/** An open endpoint: its store, its authority and its routes; nothing listens yet. */
export type Endpoint = {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly home: HomeAuthority;
  readonly inviting: InviteDeps;
  readonly activations: Activations;
  /** Answers what is under way, then closes the store. */
  readonly close: () => Promise<void>;
};

function readTlsFiles({ tls }: Config) {
  return tls === undefined ? {} : { tls: { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) } };
}

async function openAnswers(
  store: Store,
  home: HomeAuthority,
  options: Pick<EndpointOptions, "now"> & {
    readonly table: DivisionTable;
    readonly gate: GateKeeper;
    readonly onNotKept: (error: unknown) => void;
  },
) {
  const packs = openDivisionPacks(join(SOURCE, "data", "divisions"));
  const pack = readStyles(styles);
  if (!pack.ok) throw new Error("the pack of styles is damaged");
  const styleTerms = pack.value.styles.map(({ code, from, to }) =>
    to === undefined ? { style: code, from } : { style: code, from, to },
  );
  const script = findPageScript(APP_DIR);
  const { authority } = home;
  const answers = new Answers({
    store,
    frame: script === undefined ? { origin: authority.origin } : { origin: authority.origin, script },
    authority,
    styleTerms,
    certificationKinds: openCertificationKinds(),
    gateRules: options.gate.rules,
    now: options.now,
    nameOf: divisionNames(options.table, packs),
    findRecord: home.records.find,
    onNotKept: options.onNotKept,
  });
  await store.keepAnswersOf(
    templateFingerprint([authority.origin, authority.name, script ?? "", JSON.stringify(options.gate.packs)]),
  );
  return { answers, packs, script };
}

/** Opens the store and the authority of a data folder. An error is one sentence; nothing is overwritten then. */
export async function openRegister(
  config: Config,
  now: () => number,
  { keepOrigin }: { readonly keepOrigin: boolean },
): Promise<Result<{ readonly store: Store; readonly home: HomeAuthority }, string>> {
  const opened = await openStore(config.dataDir);
  if (!opened.ok) return opened;
  const store = opened.value;
  const { dataDir, origin, authorityName, authorityRegion } = config;
  const named = {
    ...(authorityName === undefined ? {} : { authorityName }),
    ...(authorityRegion === undefined ? {} : { authorityRegion }),
  };
  const registryKey = await openRegistryKey(store, config.registryKeyFile ?? join(dataDir, "keys", "registry.key"));
  const home = registryKey.ok
    ? await openHomeAuthority({ store, dataDir, origin, keepOrigin, now, registryKey: registryKey.value, ...named })
    : registryKey;
  if (home.ok) return ok({ store, home: home.value });
  await store.close();
  return home;
}

/** Opens everything but the port. An error is one sentence. */
export async function openEndpoint(options: EndpointOptions): Promise<Result<Endpoint, string>> {
  const { config, now } = options;
  const packFiles = openGatePacks(config.dataDir);
  if (!packFiles.ok) return packFiles;
  const printers = openPrinterPack(config.dataDir);
  if (!printers.ok) return printers;
  const opened = await openRegister(config, now, { keepOrigin: false });
  if (!opened.ok) return opened;
  const { store, home } = opened.value;
  const gate = new GateKeeper(store, packFiles.value);
  const table = openDivisionTable();
  const metrics = createMetrics();
  const failures: { report: (error: unknown) => void } = { report: () => undefined };
  const onFailure = (error: unknown) => failures.report(error);
  const { answers, packs, script } = await openAnswers(store, home, { now, table, gate, onNotKept: onFailure });
  const inviting = { store, home, now, isDivision: (code: string) => isKnownDivision(table, code) };
  const onAlarm = () => metrics.alarms.inc();
  const activations = new Activations({ store, home, now, onAlarm, onWaiting: options.onWaiting });
  const treeHeads = new TreeHeads({ store, home, now });
  const { metricsToken } = config;
  const deps: RouteDeps = {
    store,
    home,
    answers,
    treeHeads,
    activations,
    inviting,
    metrics,
    now,
    limits: createLimits(config),
    divisions: packs,
    dutyNotices: openDutyNotices(),
    gate,
    places: openPlaceSearch(table, packs),
    glyphs: openGlyphPacks(join(SOURCE, "data", "fonts", "reserve.ttf")),
    printers: printers.value,
    neighbours: new NeighbourDirectories(now),
    directory: new DirectoryPublisher({ store, home, now }),
    blobs: new BlobFiles(config.dataDir),
    sessions: new Sessions({ store, home, now }),
    ...(metricsToken === undefined ? {} : { metricsToken }),
    ...(script === undefined ? {} : { pageScript: script }),
  };
  const background = new Background({ store, answers, gate, treeHeads, metrics, onFailure });
  const app = await buildApp(deps, {
    appDir: APP_DIR,
    log: options.log,
    onRequest: () => background.noteRequest(),
    ...readTlsFiles(config),
  });
  failures.report = (error) =>
    app.log.error({ stack: error instanceof Error ? error.stack : String(error) }, "background work failed");
  background.start();
  const close = async () => {
    await background.stop();
    await app.close();
    await store.close();
  };
  return ok({ app, store, home, inviting, activations, close });
}
