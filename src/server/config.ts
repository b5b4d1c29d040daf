import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { err, ok, type Result } from "../core/result.ts";
import { checkText } from "../core/text.ts";

/** What the environment settles. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Origin that links, codes and sessions name; no path. */
  readonly origin: string;
  /** Set only where the environment says so; the data folder remembers both. */
  readonly authorityName?: string;
  readonly authorityRegion?: string;
  readonly tls?: { readonly keyFile: string; readonly certFile: string };
  /** Whom to believe about the caller's address: nobody, everybody, so many hops, or these addresses. */
  readonly trustProxy: boolean | number | readonly string[];
  /** Bearer token that /metrics asks for; without one it answers this machine only. */
  readonly metricsToken?: string;
  /** Key of the private records; beside the other keys of the data folder when absent. */
  readonly registryKeyFile?: string;
  /** Requests a minute from one address. */
  readonly rateLimit: number;
};

/** What the environment is checked against. */
export type ConfigDeps = { readonly isDivision: (code: string) => boolean };

const DEFAULT_PORT = 8080;
const DEFAULT_RATE_LIMIT = 1200;

type Environment = Readonly<Record<string, string | undefined>>;

function readWhole(
  environment: Environment,
  name: string,
  bounds: { readonly min: number; readonly max: number; readonly otherwise: number },
): Result<number, string> {
  const text = environment[name] ?? "";
  if (text === "") return ok(bounds.otherwise);
  const value = Number(text);
  if (/^[0-9]+$/.test(text) && value >= bounds.min && value <= bounds.max) return ok(value);
  return err(`${name} must be a whole number from ${bounds.min} to ${bounds.max}, not "${text}".`);
}

function readOrigin(environment: Environment, otherwise: string): Result<string, string> {
  const text = environment["PUBLIC_ORIGIN"] ?? "";
  if (text === "") return ok(otherwise);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === "https:" || url.protocol === "http:") && url.origin === text)
    return ok(text);
  return err(
    `PUBLIC_ORIGIN must be an origin like https://hgz.example.cn, without a path or a slash at its end, not "${text}".`,
  );
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function readTls(environment: Environment): Result<Config["tls"], string> {
  const keyFile = environment["TLS_KEY_FILE"] ?? "";
  const certFile = environment["TLS_CERT_FILE"] ?? "";
  if (keyFile === "" && certFile === "") return ok(undefined);
  if (keyFile === "" || certFile === "") return err("TLS_KEY_FILE and TLS_CERT_FILE must be set together.");
  for (const [name, file] of [
    ["TLS_KEY_FILE", keyFile],
    ["TLS_CERT_FILE", certFile],
  ] as const) {
    if (!isReadable(file)) return err(`${name} names a file that cannot be read: "${file}".`);
  }
  return ok({ keyFile, certFile });
}

function readTrustProxy(environment: Environment): Result<Config["trustProxy"], string> {
  const text = environment["TRUST_PROXY"] ?? "";
  if (text === "" || text === "false") return ok(false);
  if (text === "true") return ok(true);
  if (/^[0-9]{1,2}$/.test(text)) return ok(Number(text));
  const addresses = text.split(",").map((entry) => entry.trim());
  if (addresses.every((entry) => /^[0-9a-fA-F.:]+(\/[0-9]{1,3})?$/.test(entry))) return ok(addresses);
  return err(`TRUST_PROXY must be true, false, a number of proxies or addresses separated by commas, not "${text}".`);
}

function readAuthority(
  environment: Environment,
  { isDivision }: ConfigDeps,
): Result<Pick<Config, "authorityName" | "authorityRegion">, string> {
  const name = environment["AUTHORITY_NAME"] ?? "";
  const region = environment["AUTHORITY_REGION"] ?? "";
  if (name !== "" && !checkText(name, { min: 1, max: 60 }).ok)
    return err("AUTHORITY_NAME must be 1 to 60 characters without control or invisible characters.");
  if (region !== "" && !isDivision(region))
    return err(`AUTHORITY_REGION must be a division code of the table, like 140524 for 陵川县, not "${region}".`);
  return ok({ ...(name === "" ? {} : { authorityName: name }), ...(region === "" ? {} : { authorityRegion: region }) });
}

function readListening(
  environment: Environment,
): Result<Pick<Config, "port" | "rateLimit" | "origin"> & { readonly tls: Config["tls"] }, string> {
  const port = readWhole(environment, "PORT", { min: 1, max: 65_535, otherwise: DEFAULT_PORT });
  if (!port.ok) return port;
  const rateLimit = readWhole(environment, "RATE_LIMIT", { min: 1, max: 1_000_000_000, otherwise: DEFAULT_RATE_LIMIT });
  if (!rateLimit.ok) return rateLimit;
  const tls = readTls(environment);
  if (!tls.ok) return tls;
  const scheme = tls.value === undefined ? "http" : "https";
  const origin = readOrigin(environment, `${scheme}://localhost:${port.value}`);
  if (!origin.ok) return origin;
  return ok({ port: port.value, rateLimit: rateLimit.value, origin: origin.value, tls: tls.value });
}

/** Reads the environment; an error is one sentence for whoever starts the server. */
export function readConfig(environment: Environment, deps: ConfigDeps): Result<Config, string> {
  const listening = readListening(environment);
  if (!listening.ok) return listening;
  const trustProxy = readTrustProxy(environment);
  if (!trustProxy.ok) return trustProxy;
  const authority = readAuthority(environment, deps);
  if (!authority.ok) return authority;
  const { tls, ...rest } = listening.value;
  const metricsToken = environment["METRICS_TOKEN"] ?? "";
  const registryKeyFile = environment["REGISTRY_KEY_FILE"] ?? "";
  return ok({
    ...rest,
    host: environment["HOST"] || "127.0.0.1",
    dataDir: resolve(environment["DATA_DIR"] || "data"),
    trustProxy: trustProxy.value,
    ...authority.value,
    ...(tls === undefined ? {} : { tls }),
    ...(registryKeyFile === "" ? {} : { registryKeyFile: resolve(registryKeyFile) }),
    ...(metricsToken === "" ? {} : { metricsToken }),
  });
}
