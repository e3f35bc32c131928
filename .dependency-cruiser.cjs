const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/*
 * The arrows of the architecture: an import points down, never up.
 *   app, server.ts > lib/runtime > lib/protocols > lib/gateway > COMPOSED > CAPABILITIES > lib/core, db
 */
const CAPABILITIES = "policy|traffic|guards|cost|budgets|events|telemetry|audit|identity|registry|records";
const COMPOSED = "changes|evaluation|feedback|workflows|memory|connectors";
const TEST = "\\.test\\.tsx?$|(^|/)testing/|^e2e/";
/** What a browser may load from below: schemas and pure functions, themselves held to that by `client-safe-stays-safe`. */
const CLIENT_SAFE =
  "\\.schema\\.ts$|^lib/core/errors\\.ts$|^lib/core/query/|/format-[a-z-]+\\.ts$|^lib/(identity/roles|cost/decimal|records/latency-bins)\\.ts$";

/** Files that begin with "use client". Their imports end up in the browser. */
const clientFiles = ["app", "components"].flatMap((folder) => filesUnder(folder).filter(isClientFile));

function filesUnder(folder) {
  try {
    return readdirSync(join(__dirname, folder), { recursive: true })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => `${folder}/${path}`);
  } catch {
    return [];
  }
}

function isClientFile(path) {
  return /^(\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*["']use client["']/.test(
    readFileSync(join(__dirname, path), "utf8"),
  );
}

const exactly = (paths) => paths.map((path) => `^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

const never = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    never(
      "no-cycles",
      "A cycle has no top and no bottom.",
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    ),
    never("no-unresolvable", "Every import leads somewhere.", {}, { couldNotResolve: true }),
    never(
      "core-at-the-bottom",
      "lib/core knows nobody.",
      { path: "^lib/core/", pathNot: TEST },
      {
        path: "^(app|components|cli|db|examples|bench|conformance|server\\.ts|lib/(?!core/))",
      },
    ),
    never(
      "db-above-core-only",
      "The store knows lib/core and itself.",
      { path: "^db/", pathNot: TEST },
      {
        path: "^(app|components|cli|examples|bench|conformance|server\\.ts|lib/(?!core/))",
      },
    ),
    never(
      "capability-below-gateway",
      "A capability does not know who composes it.",
      { path: `^lib/(${CAPABILITIES})/`, pathNot: TEST },
      {
        path: `^(app|components|cli|examples|bench|conformance|server\\.ts|lib/(runtime|gateway|protocols|${COMPOSED})/)`,
      },
    ),
    never(
      "composed-below-gateway",
      "What builds on capabilities does not know the pipeline.",
      { path: `^lib/(${COMPOSED})/`, pathNot: TEST },
      {
        path: "^(app|components|cli|examples|bench|conformance|server\\.ts|lib/(runtime|gateway|protocols)/)",
      },
    ),
    never(
      "gateway-below-protocols",
      "The pipeline knows no protocol.",
      { path: "^lib/gateway/", pathNot: TEST },
      {
        path: "^(app|components|cli|examples|bench|conformance|server\\.ts|lib/(runtime|protocols)/)",
      },
    ),
    never(
      "protocols-below-console",
      "A protocol door knows no screen.",
      { path: "^lib/protocols/", pathNot: TEST },
      { path: "^(app|components|cli|examples|bench|conformance|server\\.ts|lib/runtime/)" },
    ),
    never(
      "components-draw-only",
      "Components get what they draw from screens.",
      { path: "^components/" },
      {
        path: "^(app|db|cli|examples|bench|conformance|server\\.ts|lib/(runtime|gateway|protocols)/)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    ...(clientFiles.length === 0
      ? []
      : [
          never(
            "client-without-server-code",
            'What starts with "use client" is sent to the browser: no SQL, secrets or Node there.',
            { path: exactly(clientFiles) },
            { path: "^(db|lib)/", pathNot: CLIENT_SAFE, dependencyTypesNot: ["type-only"] },
          ),
        ]),
    never(
      "client-safe-stays-safe",
      "A module that browsers load must not lead to the store or to Node.",
      { path: CLIENT_SAFE, pathNot: TEST },
      { path: "^db/|^node_modules/(postgres|pino|undici|drizzle-orm)/", reachable: true },
    ),
    never(
      "product-without-tests",
      "Test code and test tools stay out of the product.",
      { path: "^(app|components|cli|db|lib|server\\.ts)", pathNot: TEST },
      { path: TEST },
    ),
    never(
      "no-dev-packages",
      "A package that only development installs is missing in production.",
      { path: "^(app|components|cli|db|lib|examples|server\\.ts)", pathNot: `${TEST}|^db/testing/` },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    ),
    never(
      "samples-share-no-code-with-the-mesh",
      "The sample agents stand for other vendors: they see the mesh over the wire only.",
      { path: "^examples/", pathNot: TEST },
      { path: "^(app|components|cli|db|lib|server\\.ts)" },
    ),
    never(
      "samples-are-strangers",
      "One vendor's agent does not use another's code.",
      { path: "^examples/([^/]+)/", pathNot: TEST },
      { path: "^examples/[^/]+/", pathNot: "^examples/$1/" },
    ),
    never(
      "mesh-without-samples",
      "The mesh is complete without its samples; only the start of the process knows them.",
      { path: "^(app|components|cli|db|lib)/", pathNot: `${TEST}|^lib/runtime/start-process\\.ts$` },
      { path: "^(examples|bench|conformance)/" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
