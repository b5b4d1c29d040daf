/** Paths of npm packages, as they look from the folder that is read. */
const packages = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);

/** A file below `from` may import only what `may` lists: everything else, Node's own modules included, is a breach. */
const layer = (name, from, may, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { pathNot: may },
});

const CORE = "^src/core/";
const CRYPTO = "^src/crypto/";
const WIRE = "^src/wire/";
const PACKS = "^src/data/([^/]+\\.json|fonts/reserve\\.ttf)$";
const NODE = "^(node:)?[a-z_]+(/promises)?$";
const ASSET_ADDRESS = "^[@a-z][^:]*\\?url$";
const HEAVY = packages("@zxing/browser", "@zxing/library", "zxing-wasm", "jspdf", "fflate", "uplot", "pinyin-pro");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    layer("core-is-pure", CORE, [CORE, ...packages("@noble/hashes")], "The core imports itself and hashing, no more."),
    layer("crypto-builds-on-core", CRYPTO, [CORE, CRYPTO], "WebCrypto behind small functions; no packages."),
    layer(
      "wire-is-the-contract",
      WIRE,
      [CORE, WIRE, ...packages("valibot")],
      "Paths and schemas; no fetch, no server.",
    ),
    layer(
      "text-is-words",
      "^src/client/text/",
      [CORE, "^src/client/text/", ...packages("react")],
      "The words people read know the domain's codes and nothing else.",
    ),
    layer(
      "ui-has-no-io",
      "^src/client/ui/",
      [CORE, "^src/client/(ui|text)/", ...packages("react", "qrcode", "@types/qrcode")],
      "Components get data and events as props.",
    ),
    layer(
      "client-data-owns-io",
      "^src/client/data/",
      [CORE, CRYPTO, WIRE, "^src/client/data/", PACKS, ...packages("idb")],
      "IndexedDB and fetch live here and nowhere else.",
    ),
    layer(
      "features-get-io-as-types",
      "^src/client/features/",
      [
        CORE,
        "^src/client/(ui|text|features)/",
        ...packages("react", "zustand", "wouter"),
        ...HEAVY,
        "^zxing-wasm/.*\\?url$",
      ],
      "A feature says what it needs as a type; client/app supplies it.",
    ),
    {
      name: "features-are-islands",
      comment: "One feature never reaches into another.",
      severity: "error",
      from: { path: "^src/client/features/([^/]+)/" },
      to: { path: "^src/client/features/", pathNot: "^src/client/features/$1/" },
    },
    {
      name: "heavy-libraries-load-when-used",
      comment: "By import() at the point of use, or inside a worker, which is itself loaded when used.",
      severity: "error",
      from: { path: "^src/client/", pathNot: "Worker\\.ts$" },
      to: { path: HEAVY, dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    layer(
      "app-wires-the-client",
      "^src/client/(app/|main\\.tsx$)",
      [
        CORE,
        CRYPTO,
        WIRE,
        "^src/client/",
        PACKS,
        ...packages("react", "react-dom", "zustand", "wouter", "workbox-window"),
      ],
      "The only place that joins features to I/O.",
    ),
    {
      name: "nothing-calls-back-up",
      comment: "Nothing imports the wiring but the wiring.",
      severity: "error",
      from: { path: "^src/client/", pathNot: "^src/client/(app/|main\\.tsx$)" },
      to: { path: "^src/client/(app/|main\\.tsx$)" },
    },
    layer(
      "page-stands-alone",
      "^src/page/",
      [CORE, CRYPTO, WIRE, "^src/page/", PACKS],
      "Template and small script of the certificate's page: no packages, no server.",
    ),
    layer(
      "service-worker-knows-the-contract",
      "^src/sw/",
      [WIRE, "^src/sw/", ...packages("workbox-[a-z]+")],
      "The service worker caches; it knows no domain.",
    ),
    layer(
      "server-shares-the-core",
      "^src/server/",
      [CORE, CRYPTO, WIRE, "^src/page/", "^src/server/", "^src/data/", "(^|/)node_modules/", NODE],
      "Nothing of the client runs on the server.",
    ),
    {
      name: "server-renders-the-template-only",
      comment: "The page's script runs in a browser.",
      severity: "error",
      from: { path: "^src/server/" },
      to: { path: "^src/page/verifyPage\\.ts$" },
    },
    {
      name: "stores-are-behind-their-port",
      comment: "Nothing outside the store may know which database it is.",
      severity: "error",
      from: { path: "^src/server/", pathNot: "^src/server/(store/|main\\.ts$|commands/)" },
      to: { path: "^((src/server/store/[^/]+/)|(node:)?sqlite$)" },
    },
    layer(
      "data-is-built-by-itself",
      "^src/data/build/",
      [CORE, "^src/data/", "(^|/)node_modules/", NODE],
      "Scripts that make the packs know the packs' types and nothing of the app.",
    ),
    layer(
      "build-stands-alone",
      "^src/build/",
      ["^src/build/", "(^|/)node_modules/", NODE],
      "Steps of the build know files and tools, not the app.",
    ),
    {
      name: "no-cycles",
      comment: "Type imports included.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^tests/" },
    },
    {
      name: "every-import-exists",
      severity: "error",
      from: {},
      // The address of a package's file is resolved by Vite, whose build fails when it is missing.
      to: { couldNotResolve: true, pathNot: ASSET_ADDRESS },
    },
    {
      name: "packages-are-dependencies",
      comment:
        "What runs at a user's is a runtime dependency; build scripts and the development server may use the tools.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(build/|data/build/|server/commands/dev\\.ts$)" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "(^|/)node_modules/" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json", ".css", ".wasm"],
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "default", "types"],
    },
  },
};
