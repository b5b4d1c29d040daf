import { resolve } from "node:path";
import { expect, test } from "vitest";
import { isKnownDivision } from "../../src/core/reference/divisions.ts";
import { readConfig } from "../../src/server/config.ts";
import { openDivisionTable } from "../../src/server/endpoint.ts";

const table = openDivisionTable();
const read = (environment: Readonly<Record<string, string>>) =>
  readConfig(environment, { isDivision: (code) => isKnownDivision(table, code) });

test("an empty environment gives the defaults", () => {
  const expected = {
    port: 8080,
    host: "127.0.0.1",
    dataDir: resolve("data"),
    origin: "http://localhost:8080",
    trustProxy: false,
    rateLimit: 1200,
  };
  expect(read({})).toEqual({ ok: true, value: expected });
  expect(read({ PORT: "", AUTHORITY_NAME: "", PUBLIC_ORIGIN: "" })).toEqual({ ok: true, value: expected });
});

test("every setting is read", () => {
  const certificate = new URL("../../package.json", import.meta.url).pathname;
  const config = read({
    PORT: "9443",
    HOST: "0.0.0.0",
    DATA_DIR: "/srv/liangzheng",
    AUTHORITY_NAME: "晋城市农业农村局",
    AUTHORITY_REGION: "1405",
    TLS_KEY_FILE: certificate,
    TLS_CERT_FILE: certificate,
    TRUST_PROXY: "10.0.0.0/8, 192.168.1.1",
    METRICS_TOKEN: "geheim",
    REGISTRY_KEY_FILE: "/etc/liangzheng/registry.key",
    RATE_LIMIT: "100000",
  });
  expect(config).toEqual({
    ok: true,
    value: {
      port: 9443,
      host: "0.0.0.0",
      dataDir: "/srv/liangzheng",
      origin: "https://localhost:9443",
      authorityName: "晋城市农业农村局",
      authorityRegion: "1405",
      tls: { keyFile: certificate, certFile: certificate },
      trustProxy: ["10.0.0.0/8", "192.168.1.1"],
      metricsToken: "geheim",
      registryKeyFile: "/etc/liangzheng/registry.key",
      rateLimit: 100_000,
    },
  });
  expect(read({ TRUST_PROXY: "2" })).toMatchObject({ ok: true, value: { trustProxy: 2 } });
});

test.each([
  [{ PORT: "eighty" }, /^PORT must be a whole number from 1 to 65535, not "eighty"\.$/],
  [{ PORT: "70000" }, /^PORT must be .*not "70000"\.$/],
  [
    { PUBLIC_ORIGIN: "https://hgz.example.cn/" },
    /^PUBLIC_ORIGIN must be an origin like .*not "https:\/\/hgz\.example\.cn\/"\.$/,
  ],
  [{ PUBLIC_ORIGIN: "hgz.example.cn" }, /^PUBLIC_ORIGIN must be an origin like .*not "hgz\.example\.cn"\.$/],
  [{ AUTHORITY_REGION: "149999" }, /^AUTHORITY_REGION must be a division code .*not "149999"\.$/],
  [{ AUTHORITY_NAME: "县\u202e局" }, /^AUTHORITY_NAME must be .*\.$/],
  [
    { TLS_KEY_FILE: "/nowhere/key.pem", TLS_CERT_FILE: "/nowhere/cert.pem" },
    /^TLS_KEY_FILE names a file that cannot be read: "\/nowhere\/key\.pem"\.$/,
  ],
  [{ TLS_KEY_FILE: "/nowhere/key.pem" }, /^TLS_KEY_FILE and TLS_CERT_FILE must be set together\.$/],
  [{ TRUST_PROXY: "perhaps" }, /^TRUST_PROXY must be .*not "perhaps"\.$/],
  [{ RATE_LIMIT: "0" }, /^RATE_LIMIT must be a whole number from 1 to .*not "0"\.$/],
])("%o is refused in one sentence", (environment, sentence) => {
  expect(read(environment)).toEqual({ ok: false, error: expect.stringMatching(sentence) });
});
