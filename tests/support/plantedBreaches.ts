/** A file of a made-up source tree that breaks one rule. */
export type PlantedBreach = { readonly rule: string; readonly path: string; readonly source: string };

/** What the breaches import, so that each of them resolves. */
export const PLANTED_SURROUNDINGS: Readonly<Record<string, string>> = {
  "src/core/cbor.ts": "export const x = 1;",
  "src/crypto/sign.ts": "export const x = 1;",
  "src/wire/paths.ts": "export const x = 1;",
  "src/client/app/App.tsx": "export const x = 1;",
  "src/client/data/db.ts": "export const x = 1;",
  "src/client/ui/Button.tsx": "export const x = 1;",
  "src/client/features/scan/ScanScreen.tsx": "export const x = 1;",
  "src/page/verifyPage.ts": "export const x = 1;",
  "src/server/app.ts": "export const x = 1;",
  "src/server/store/sqlite/sqliteStore.ts": "export const x = 1;",
  "tests/support/clock.ts": "export const x = 1;",
  "src/core/cycleB.ts": 'import type { A } from "./cycleA.ts";\nexport type B = A;',
};

/** At least one for every rule; several where a rule has several ways of being broken. */
export const PLANTED_BREACHES: readonly PlantedBreach[] = [
  {
    rule: "core-is-pure",
    path: "src/core/a.ts",
    source: 'import { x } from "../crypto/sign.ts";\nexport const y = x;',
  },
  { rule: "core-is-pure", path: "src/core/b.ts", source: 'export { readFileSync } from "node:fs";' },
  {
    rule: "core-is-pure",
    path: "src/core/c.ts",
    source: 'import type { ReactNode } from "react";\nexport type Y = ReactNode;',
  },
  { rule: "crypto-builds-on-core", path: "src/crypto/a.ts", source: 'export { x } from "../wire/paths.ts";' },
  { rule: "wire-is-the-contract", path: "src/wire/a.ts", source: 'export { x } from "../crypto/sign.ts";' },
  { rule: "text-is-words", path: "src/client/text/a.ts", source: 'export { x } from "../ui/Button.tsx";' },
  { rule: "ui-has-no-io", path: "src/client/ui/A.tsx", source: 'export { x } from "../data/db.ts";' },
  { rule: "ui-has-no-io", path: "src/client/ui/B.tsx", source: 'export { openDB } from "idb";' },
  { rule: "client-data-owns-io", path: "src/client/data/a.ts", source: 'export { x } from "../ui/Button.tsx";' },
  {
    rule: "features-get-io-as-types",
    path: "src/client/features/issue/a.ts",
    source: 'export { x } from "../../data/db.ts";',
  },
  {
    rule: "features-get-io-as-types",
    path: "src/client/features/issue/b.ts",
    source: 'export { x } from "../../../crypto/sign.ts";',
  },
  {
    rule: "features-are-islands",
    path: "src/client/features/issue/c.ts",
    source: 'export { x } from "../scan/ScanScreen.tsx";',
  },
  {
    rule: "heavy-libraries-load-when-used",
    path: "src/client/features/scan/a.ts",
    source: 'export * from "@zxing/browser";',
  },
  { rule: "app-wires-the-client", path: "src/client/app/a.ts", source: 'export { openDB } from "idb";' },
  { rule: "app-wires-the-client", path: "src/client/main.tsx", source: 'export { x } from "../server/app.ts";' },
  { rule: "nothing-calls-back-up", path: "src/client/ui/c.ts", source: 'export { x } from "../app/App.tsx";' },
  { rule: "page-stands-alone", path: "src/page/a.ts", source: 'export { createElement } from "react";' },
  { rule: "service-worker-knows-the-contract", path: "src/sw/a.ts", source: 'export { x } from "../core/cbor.ts";' },
  { rule: "server-shares-the-core", path: "src/server/a.ts", source: 'export { x } from "../client/data/db.ts";' },
  {
    rule: "server-renders-the-template-only",
    path: "src/server/b.ts",
    source: 'export { x } from "../page/verifyPage.ts";',
  },
  {
    rule: "stores-are-behind-their-port",
    path: "src/server/routes/a.ts",
    source: 'export { x } from "../store/sqlite/sqliteStore.ts";',
  },
  {
    rule: "stores-are-behind-their-port",
    path: "src/server/routes/b.ts",
    source: 'export { DatabaseSync } from "node:sqlite";',
  },
  { rule: "build-stands-alone", path: "src/build/a.ts", source: 'export { x } from "../server/app.ts";' },
  { rule: "data-is-built-by-itself", path: "src/data/build/a.ts", source: 'export { x } from "../../server/app.ts";' },
  {
    rule: "no-cycles",
    path: "src/core/cycleA.ts",
    source: 'import type { B } from "./cycleB.ts";\nexport type A = B;',
  },
  { rule: "nothing-imports-tests", path: "src/core/d.ts", source: 'export { x } from "../../tests/support/clock.ts";' },
  { rule: "every-import-exists", path: "src/core/e.ts", source: 'export { x } from "./missing.ts";' },
  { rule: "packages-are-dependencies", path: "src/server/c.ts", source: 'export { build } from "vite";' },
];
