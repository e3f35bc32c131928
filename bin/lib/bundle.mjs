import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/**
 * Options for esbuild: our own TypeScript becomes one file a program, packages stay where npm put them (their binaries and wasm are found by path).
 * @returns {import("esbuild").BuildOptions}
 */
export function bundleOptions(entryPoints) {
  return {
    absWorkingDir: root,
    entryPoints,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "server-only": join(root, "lib/core/server-only.ts") },
    tsconfig: join(root, "tsconfig.json"),
    sourcemap: true,
    sourcesContent: false,
    logLevel: "silent",
    legalComments: "none",
  };
}

/** The programs of the product: name in `dist` to source. What is not there is left out. */
export function productEntries() {
  const entries = {
    server: "server.ts",
    cli: "cli/main.ts",
    "embedding-worker": "lib/registry/meaning/embedding-worker.mjs",
    ...programsIn("examples", "main.ts", "examples/"),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, source]) => existsSync(join(root, source))));
}

function programsIn(folder, file, prefix) {
  const path = join(root, folder);
  if (!existsSync(path)) return {};
  return Object.fromEntries(
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, file)))
      .map((entry) => [`${prefix}${entry.name}`, `${folder}/${entry.name}/${file}`]),
  );
}

/** Bundles the given programs. @throws Error with esbuild's messages */
export async function bundle(entries) {
  const esbuild = await import("esbuild");
  try {
    await esbuild.build(bundleOptions(entries));
  } catch (err) {
    if (!err.errors) throw err;
    const messages = await esbuild.formatMessages(err.errors, { kind: "error", color: false });
    throw new Error(messages.join("\n"), { cause: err });
  }
}
