/**
 * Who may import whom: the table of ARCHITECTURE.md as rules. Everything not allowed here is an error.
 * Paths are those of the files an import ends at, so `@culver/sms/text` is `packages/sms/src/text/index.ts`.
 */

const LOOK = "look/";
const STORAGE = "storage/";
const PROTOCOL = "protocol/";
const CRYPTO = "crypto/";
const HANDSHAKE = "crypto/src/handshake/index\\.ts";
const CLIENT = "client/";
const SMS_TEXT = "sms/src/text/";
const INBOX_API = "business/src/inbox-api\\.ts";

/** Package → what its sources may import besides themselves. */
const MAY_IMPORT = {
  look: [],
  protocol: [],
  crypto: [PROTOCOL],
  client: [PROTOCOL, CRYPTO, SMS_TEXT],
  storage: [],
  sms: [PROTOCOL, CRYPTO, STORAGE],
  server: [PROTOCOL, HANDSHAKE, STORAGE],
  business: [PROTOCOL, CRYPTO, CLIENT, SMS_TEXT, STORAGE, "pages/", LOOK],
  pages: [],
  operator: ["sms/", "pages/", STORAGE, LOOK],
  sandbox: ["sms/", "pages/", LOOK],
  web: [CLIENT, PROTOCOL, SMS_TEXT, INBOX_API, LOOK],
  cli: [PROTOCOL, CRYPTO, CLIENT, STORAGE, "sms/", "server/", "business/", "sandbox/", "operator/", LOOK],
  testing: [STORAGE],
};

const boundaries = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `${name}-boundary`,
  comment: `packages/${name} may import: ${allowed.join(", ") || "no other package"}.`,
  severity: "error",
  from: { path: `^packages/${name}/(?!(test|bench)/)` },
  to: { path: "^packages/", pathNot: [`${name}/`, ...allowed].map((path) => `^packages/${path}`) },
}));

/** Sources that run in a browser as well. */
const PORTABLE = "^packages/(protocol/src|crypto/src|client/src|web/src|sms/src/text)/";
const SQLITE_STORE = "^packages/client/src/store/sqlite";
const NATIVE = "^packages/client/src/native/";

const other = [
  {
    name: "known-packages-only",
    comment: "A new package gets its line in MAY_IMPORT.",
    severity: "error",
    from: { path: `^packages/(?!(${Object.keys(MAY_IMPORT).join("|")})/)` },
    to: {},
  },
  {
    name: "sms-text-is-pure",
    comment: "sms/text also runs in a browser: it imports nothing of the rest of sms.",
    severity: "error",
    from: { path: "^packages/sms/src/text/" },
    to: { path: "^packages/", pathNot: "^packages/sms/src/text/" },
  },
  {
    name: "mls-only-in-crypto",
    comment: "ts-mls stays behind the adapter in packages/crypto.",
    severity: "error",
    from: { pathNot: "^packages/crypto/" },
    to: { path: "(^|/)node_modules/ts-mls/|^ts-mls(/|$)" },
  },
  {
    name: "web-platform-only",
    comment: "Sources that run in browsers use web-platform APIs alone.",
    severity: "error",
    from: { path: PORTABLE, pathNot: [SQLITE_STORE, NATIVE] },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "system-on-demand",
    comment:
      "Only their own entries lead to the SQLite store and node:crypto: no bundle for a browser contains them.",
    severity: "error",
    from: { path: "^packages/client/src/", pathNot: [SQLITE_STORE, NATIVE] },
    to: { path: [SQLITE_STORE, NATIVE] },
  },
  {
    name: "through-the-entry",
    comment: "Another package is imported by its name, never by a path into it.",
    severity: "error",
    from: { path: "^((?:packages/)?[^/]+)/" },
    to: { path: "^(packages|bench|e2e)/", pathNot: "^$1/", dependencyTypes: ["local"] },
  },
  {
    name: "web-is-a-leaf",
    comment: "The web app is served as built files; nothing imports its sources.",
    severity: "error",
    from: { pathNot: "^packages/web/" },
    to: { path: "^packages/web/" },
  },
  {
    name: "roots-are-leaves",
    comment: "Nothing imports bench, e2e or scripts, but the launcher that npm links.",
    severity: "error",
    from: { path: "^packages/", pathNot: "^packages/cli/bin/" },
    to: { path: "^(bench|e2e|scripts)/" },
  },
  {
    name: "sources-know-no-tests",
    comment: "Sources import neither tests nor the helpers for tests.",
    severity: "error",
    from: { path: "^packages/(?!testing/)", pathNot: "^packages/[^/]+/(test|bench)/" },
    to: { path: "^packages/([^/]+/test/|testing/)" },
  },
  {
    name: "no-cycles",
    comment: "Arrows point downward.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "resolvable",
    comment: "The import leads nowhere.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: "^virtual:" },
  },
];

module.exports = {
  forbidden: [...boundaries, ...other],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^packages/[^/]+/(dist|coverage)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    builtInModules: { add: ["bun", "bun:ffi", "bun:sqlite", "bun:test", "bun:jsc"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["bun", "import", "types", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css"],
    },
  },
};
